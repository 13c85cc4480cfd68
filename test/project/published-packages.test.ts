/** The packages of `npm run pack`: what they hold, and that they work where nothing else of this repository is. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parsedFile } from '../../core/config/parsed-files.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { startFakeHttp } from '../support/fake-http.ts';
import { expectedOfOwnCsv, runOwnCsv } from '../support/own-csv.ts';
import { runCommand } from '../support/run-command.ts';

const root = projectRoot();
const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-packages-'));
const tarballs = join(folder, 'tarballs');
const VERSION = '0.1.0';

const manifestShape = z.object({
  version: z.literal(VERSION),
  license: z.literal('EUPL-1.2'),
  dependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()),
  peerDependencies: z.record(z.string(), z.string()),
});

beforeAll(() => {
  execFileSync(join(root, 'node_modules/.bin/tsx'), [join(root, 'packages/pack.ts'), tarballs]);
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** The values of the YAML files. */
const PARSED = [
  'core/purposes/purposes.yaml',
  'core/regions/cities.yaml',
  'core/regions/municipalities.yaml',
  'core/regions/regions.yaml',
  'subgraphs/insights/statistics.yaml',
  'subgraphs/partners.yaml',
  'subgraphs/reference/target-groups.yaml',
].map((file) => parsedFile(readFileSync(join(root, file), 'utf8')));

const packageFolder = (project: string, name: string) => join(project, 'node_modules', name);

/**
 * A project with these packages. No registry is asked, and what the cache of npm holds is not known, so that the tarballs
 * are unpacked, and each package that they declare, and no other, is a link to that of the repository.
 */
function install(...names: readonly string[]): string {
  const project = mkdtempSync(join(folder, 'project-'));
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  for (const name of names) {
    const to = packageFolder(project, name);
    mkdirSync(to, { recursive: true });
    const tarball = `${name.replace('@', '').replace('/', '-')}-${VERSION}.tgz`;
    execFileSync('tar', ['-xzf', join(tarballs, tarball), '-C', to, '--strip-components=1']);
    for (const dependency of Object.keys(declared(to))) {
      const link = packageFolder(project, dependency);
      mkdirSync(dirname(link), { recursive: true });
      rmSync(link, { force: true });
      symlinkSync(join(root, 'node_modules', dependency), link);
    }
  }
  return project;
}

function declared(packagePath: string): Readonly<Record<string, string>> {
  const text = readFileSync(join(packagePath, 'package.json'), 'utf8');
  const { dependencies, optionalDependencies, peerDependencies } = manifestShape.parse(
    JSON.parse(text),
  );
  return { ...dependencies, ...optionalDependencies, ...peerDependencies };
}

function filesOf(project: string, name: string): readonly string[] {
  const from = packageFolder(project, name);
  return readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(from, join(entry.parentPath, entry.name)))
    .toSorted();
}

const IN_EACH = ['LICENSE', 'NOTICE', 'README.md', 'package.json'];
const MODULE_OF = /^dist\/(core|schema|subgraphs|gateway|cli)\/.+\.js$/;

/** Values of keys that are published with the demo. */
const demoSecrets = readdirSync(join(root, 'mocks/demo-keys')).flatMap((file) =>
  [...readFileSync(join(root, 'mocks/demo-keys', file), 'utf8').matchAll(/"([\w-]{40,})"/g)].map(
    ([, value = '']) => value,
  ),
);

function expectNothingOfTheDemo(project: string, name: string): void {
  const files = filesOf(project, name);
  expect(
    files.filter((file) =>
      /(^|\/)(mocks|tests?|bench)\/|\.test\.|demo-keys|\.key|\.pem|\.env|(?<!\.d)\.ts$/.test(file),
    ),
  ).toEqual([]);
  const text = files
    .map((file) => readFileSync(join(packageFolder(project, name), file), 'utf8'))
    .join();
  expect(demoSecrets.length).toBeGreaterThan(0);
  expect(demoSecrets.filter((secret) => text.includes(secret))).toEqual([]);
  // A path of the machine that packed.
  expect(text.includes(root)).toBe(false);
}

describe('vakgraaf', () => {
  let project: string;
  const command = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync('npx', ['vakgraaf', ...args], {
      cwd: project,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };

  beforeAll(() => {
    project = install('vakgraaf');
    // As npm links the `bin` of a package.
    mkdirSync(join(project, 'node_modules/.bin'));
    symlinkSync('../vakgraaf/cli/vakgraaf.mjs', join(project, 'node_modules/.bin/vakgraaf'));
  });

  test('holds modules, the data files that they read, and nothing of demo or tests', () => {
    const files = filesOf(project, 'vakgraaf');
    expect(files.filter((file) => !MODULE_OF.test(file))).toEqual(
      [
        ...IN_EACH,
        'cli/vakgraaf.mjs',
        'core/purposes/purposes.yaml',
        'core/regions/cities.yaml',
        'core/regions/municipalities.yaml',
        'core/regions/regions.yaml',
        ...PARSED,
        'gateway/persisted-operations/manifest.json',
        'schema/education.graphql',
        'schema/funds.graphql',
        'schema/guidance.graphql',
        'schema/insights.graphql',
        'schema/provinces.graphql',
        'schema/public-supergraph.graphql',
        'schema/reference.graphql',
        'schema/shared.graphql',
        'schema/supergraph.graphql',
        'schema/uwv.graphql',
        'subgraphs/insights/statistics.yaml',
        'subgraphs/partners.yaml',
        'subgraphs/reference/target-groups.yaml',
      ].toSorted(),
    );
    expect(files).toEqual(
      expect.arrayContaining([
        'dist/gateway/operations/validation-worker.js',
        'dist/subgraphs/provinces/table-thread.js',
      ]),
    );
    expectNothingOfTheDemo(project, 'vakgraaf');
  });

  test('depends on what a production install of the repository has, at the same versions', () => {
    const all = ['core', 'schema', 'subgraphs', 'gateway', 'cli'].map((workspace) =>
      z
        .object({
          dependencies: z.record(z.string(), z.string()),
          optionalDependencies: z.record(z.string(), z.string()).default({}),
        })
        .parse(JSON.parse(readFileSync(join(root, workspace, 'package.json'), 'utf8'))),
    );
    const versions = Object.assign(
      {},
      ...all.flatMap((one) => [one.dependencies, one.optionalDependencies]),
    ) as Record<string, string>;
    const names = Object.keys(versions).filter((name) => !name.startsWith('@vakgraaf/'));
    expect(declared(packageFolder(project, 'vakgraaf'))).toEqual(
      Object.fromEntries(names.map((name) => [name, versions[name]])),
    );
  });

  test('its command has no commands of a checkout', () => {
    const { status, stdout, stderr } = command('--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const listed = [...stdout.matchAll(/^ {2}([a-z]+) .*[A-Z]/gm)].map(([, name]) => name);
    expect(listed).toEqual([
      'gateway',
      'subgraph',
      'plan',
      'certify',
      'audit',
      'config',
      'doctor',
      'check',
      'partner',
      'release',
      'schema',
    ]);
    const schema = command('config', 'schema');
    expect(schema.status).toBe(0);
    expect(JSON.parse(schema.stdout)).toMatchObject({ properties: { profile: {} } });
  });

  test('each of its modules can be imported, and so each package that they import is declared', () => {
    const modules = filesOf(project, 'vakgraaf').filter(
      // These run when they are imported.
      (file) => MODULE_OF.test(file) && !/\/(main|validation-worker|table-thread)\.js$/.test(file),
    );
    const script = modules.map((file) => `import './node_modules/vakgraaf/${file}';`).join('\n');
    writeFileSync(join(project, 'all.mjs'), script);
    const { status, stderr } = spawnSync(process.execPath, ['all.mjs'], {
      cwd: project,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('a gateway and a subgraph of it give the answer of the README', async () => {
    expect(await runOwnCsv(project)).toEqual(expectedOfOwnCsv());
  }, 300_000);
});

describe('@vakgraaf/gateway and @vakgraaf/client', () => {
  let project: string;
  beforeAll(() => {
    project = install('@vakgraaf/gateway', '@vakgraaf/client');
  });

  test('hold modules and types, and nothing of demo or tests', () => {
    const gateway = filesOf(project, '@vakgraaf/gateway');
    expect(gateway.filter((file) => !/^dist\/(core|gateway)\/.+\.(js|d\.ts)$/.test(file))).toEqual(
      IN_EACH,
    );
    // Two copies of graphql do not know each other's schemas.
    expect(declared(packageFolder(project, '@vakgraaf/gateway'))['graphql']).toBe('^16.15.0');
    expect(filesOf(project, '@vakgraaf/client')).toEqual(
      [...IN_EACH, 'public-schema.graphql', 'schema.graphql', 'types.d.ts'].toSorted(),
    );
    for (const name of ['@vakgraaf/gateway', '@vakgraaf/client'])
      expectNothingOfTheDemo(project, name);
  });

  test('the gateway answers a query in an Apollo Server', async () => {
    const data = { pilots: { nodes: [{ name: 'Lassen' }] } };
    const subgraph = await startFakeHttp({ '/graphql': { body: { data } } });
    const script = `
      import { readFileSync } from 'node:fs';
      import { ApolloServer } from '@apollo/server';
      import { vakgraafGateway } from '@vakgraaf/gateway';
      const [sdl, url] = process.argv.slice(2);
      const gateway = vakgraafGateway({
        supergraphSdl: readFileSync(sdl, 'utf8'),
        subgraphUrls: new Map([['provinces', url]]),
      });
      const server = new ApolloServer({ gateway });
      await server.start();
      const { body } = await server.executeOperation({ query: '{ pilots { nodes { name } } }' });
      console.log(JSON.stringify(body.singleResult));
      await server.stop();`;
    writeFileSync(join(project, 'server.mjs'), script);
    const sdl = join(root, 'schema/public-supergraph.graphql');
    const args = ['node', 'server.mjs', sdl, `${subgraph.url}/graphql`];
    const running = runCommand(args, { APOLLO_TELEMETRY_DISABLED: '1' }, project);
    const code = await running.ended;
    await subgraph.stop();
    expect({ printed: running.printed(), code }).toEqual({
      printed: `${JSON.stringify({ data })}\n`,
      code: 0,
    });
  });

  test('a program that uses their types is checked by the compiler, and a mistake is found', () => {
    const program = `
      import { ApolloServer } from '@apollo/server';
      import { vakgraafGateway } from '@vakgraaf/gateway';
      import type { ErrorCode, MissingPartner, Pilot } from '@vakgraaf/client';
      export const server = new ApolloServer({ gateway: vakgraafGateway({ supergraphSdl: '' }) });
      // @ts-expect-error -- not a text
      vakgraafGateway({ supergraphSdl: 1 });
      vakgraafGateway<{ scopes: string[] }>({
        supergraphSdl: '',
        grantsOf: ({ scopes }) => ({ scopes, policies: [] }),
      });
      export const nameOf = ({ name }: Pilot): string | null | undefined => name;
      // @ts-expect-error -- it may be null
      export const textOf = ({ name }: Pilot): string => name;
      export const code: ErrorCode = 'RATE_LIMITED';
      // @ts-expect-error -- no such code
      export const other: ErrorCode = 'BUSY';
      export const partnerOf = ({ partner }: MissingPartner): string | null => partner;`;
    writeFileSync(join(project, 'program.ts'), program);
    const options = {
      target: 'es2023',
      module: 'nodenext',
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
    };
    const config = { compilerOptions: options, files: ['program.ts'] };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(config));
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', project], {
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });
});
