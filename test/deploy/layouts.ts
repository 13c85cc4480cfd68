/** The processes that the files in deploy/ start, in one form for Compose and Kubernetes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { configFile } from '../../cli/config/config-file.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { readConfig } from '../../core/config/read-config.ts';

export interface DeployedProcess {
  /** The name under which the others reach it. */
  readonly host: string;
  readonly args: readonly string[];
  /** The addresses of its probes. */
  readonly probes: readonly string[];
  /** Ports that the layout names for it, apart from those of probes. */
  readonly ports: readonly number[];
  readonly environment: Readonly<Record<string, string>>;
  /** Paths of the secrets in the container. */
  readonly secrets: readonly string[];
  /** Folders that it may write. */
  readonly writable: readonly string[];
}

export interface Layout {
  readonly name: string;
  readonly config: z.output<typeof configFile>;
  readonly configText: string;
  readonly processes: readonly DeployedProcess[];
}

const folder = join(projectRoot(), 'deploy');
const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const SECRETS = '/run/secrets';

const composeFile = z.object({
  services: z.record(
    z.string(),
    z.object({
      command: z.array(z.string()),
      environment: z.record(z.string(), z.string()).default({}),
      ports: z.array(z.string()).default([]),
      volumes: z.array(z.string()),
      secrets: z
        .array(z.union([z.string(), z.object({ source: z.string(), target: z.string() })]))
        .default([]),
      networks: z.array(z.string()),
      read_only: z.literal(true),
      cap_drop: z.tuple([z.literal('ALL')]),
    }),
  ),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
});

export type ComposeFile = z.output<typeof composeFile>;

export function readCompose(name: string): ComposeFile {
  return composeFile.parse(parse(read(`${name}/compose.yaml`), { merge: true }));
}

/** `healthUrl` is that of the image. */
export function composeLayout(name: string, healthUrl: string): Layout {
  const processes = Object.entries(readCompose(name).services).map(
    ([host, { command, environment, ports, volumes, secrets }]): DeployedProcess => ({
      host,
      args: command,
      probes: [environment['HEALTH_URL'] ?? healthUrl],
      ports: ports.map((port) => Number(port.split(':').at(-1))),
      environment,
      secrets: secrets.map((one) => `${SECRETS}/${typeof one === 'string' ? one : one.target}`),
      writable: volumes.flatMap((one) => {
        const [, target = '', mode] = one.split(':');
        return mode === 'ro' ? [] : [target];
      }),
    }),
  );
  return { name, processes, ...configOf(read(`${name}/config/vakgraaf.yaml`), name) };
}

const probe = z.object({
  httpGet: z.object({ path: z.string(), port: z.literal('https'), scheme: z.literal('HTTPS') }),
});
const container = z.object({
  args: z.array(z.string()),
  env: z.array(z.object({ name: z.string(), value: z.string() })),
  ports: z.tuple([
    z.object({ name: z.literal('https'), containerPort: z.int() }),
    z.object({ name: z.literal('metrics'), containerPort: z.int() }),
  ]),
  startupProbe: probe,
  livenessProbe: probe,
  readinessProbe: probe,
  resources: z.object({
    requests: z.object({ cpu: z.string(), memory: z.string() }),
    limits: z.object({ memory: z.string() }),
  }),
  securityContext: z.object({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
  }),
  volumeMounts: z.array(
    z.object({ name: z.string(), mountPath: z.string(), readOnly: z.boolean().default(false) }),
  ),
});
const secretSource = z.object({
  secret: z.object({
    name: z.string(),
    items: z.array(z.object({ key: z.string(), path: z.string() })).optional(),
  }),
});
const projectedVolume = z.object({
  name: z.string(),
  projected: z.object({
    defaultMode: z.int().optional(),
    sources: z.array(
      z.union([secretSource, z.object({ configMap: z.object({ name: z.string() }) })]),
    ),
  }),
});
/** A disk that another process writes: it holds no secret. */
const claimedVolume = z
  .object({
    name: z.string(),
    persistentVolumeClaim: z.object({ claimName: z.string(), readOnly: z.literal(true) }),
  })
  .transform(({ name }) => ({ name, projected: { defaultMode: undefined, sources: [] } }));
const workload = z.object({
  kind: z.enum(['Deployment', 'StatefulSet']),
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    replicas: z.int().min(2),
    template: z.object({
      metadata: z.object({
        labels: z.record(z.string(), z.string()),
        annotations: z.record(z.string(), z.string()),
      }),
      spec: z.object({
        automountServiceAccountToken: z.literal(false),
        securityContext: z.object({
          runAsNonRoot: z.literal(true),
          runAsUser: z.int().min(1),
          fsGroup: z.int().min(1),
        }),
        containers: z.tuple([container]),
        volumes: z.array(z.union([projectedVolume, claimedVolume])),
      }),
    }),
    volumeClaimTemplates: z
      .array(z.object({ metadata: z.object({ name: z.string() }) }))
      .default([]),
  }),
});
const service = z.object({
  kind: z.literal('Service'),
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    ports: z.tuple([z.object({ port: z.int(), targetPort: z.literal('https') })]),
  }),
});
const port = z.object({
  protocol: z.enum(['TCP', 'UDP']),
  port: z.int(),
  endPort: z.int().optional(),
});
const labels = z.record(z.string(), z.string());
const peer = z.object({
  podSelector: z.object({ matchLabels: labels }).optional(),
  namespaceSelector: z.object({ matchLabels: labels }).optional(),
  ipBlock: z.object({ cidr: z.string(), except: z.array(z.string()) }).optional(),
});
const networkPolicy = z.object({
  kind: z.literal('NetworkPolicy'),
  spec: z.object({
    podSelector: z.object({ matchLabels: labels.default({}) }),
    policyTypes: z.array(z.enum(['Ingress', 'Egress'])),
    ingress: z
      .array(z.object({ from: z.array(peer).optional(), ports: z.array(port) }))
      .default([]),
    egress: z.array(z.object({ to: z.array(peer), ports: z.array(port) })).default([]),
  }),
});
const configMap = z.object({
  kind: z.literal('ConfigMap'),
  data: z.object({ 'vakgraaf.yaml': z.string() }),
});
const budget = z.object({
  kind: z.literal('PodDisruptionBudget'),
  spec: z.object({ selector: z.object({ matchLabels: labels }) }),
});
const namespace = z.object({ kind: z.literal('Namespace') });
const claim = z.object({
  kind: z.literal('PersistentVolumeClaim'),
  metadata: z.object({ name: z.string() }),
});
const anyObject = z.union([workload, service, networkPolicy, configMap, budget, namespace, claim]);

/** Every object of the manifests; throws for one of another form. YAML 1.1, as Kubernetes reads it. */
export function readKubernetes() {
  const objects = readdirSync(join(folder, 'kubernetes')).flatMap((file) =>
    parseAllDocuments(read(`kubernetes/${file}`), { version: '1.1' }).map((document) =>
      anyObject.parse(document.toJS()),
    ),
  );
  const ofKind = <Type>(shape: z.ZodType<Type>) =>
    objects.flatMap((one) => {
      const parsed = shape.safeParse(one);
      return parsed.success ? [parsed.data] : [];
    });
  return {
    workloads: ofKind(workload),
    services: ofKind(service),
    policies: ofKind(networkPolicy),
    configMaps: ofKind(configMap),
    budgets: ofKind(budget),
  };
}

export type Kubernetes = ReturnType<typeof readKubernetes>;

/** A Secret of type kubernetes.io/tls, as cert-manager writes it. */
const TLS_FILES = ['tls.crt', 'tls.key', 'ca.crt'];

export function kubernetesLayout({ workloads, services, configMaps }: Kubernetes): Layout {
  const processes = workloads.map(({ metadata: { name }, spec }): DeployedProcess => {
    const {
      volumes,
      containers: [one],
    } = spec.template.spec;
    const [{ containerPort }] = one.ports;
    const isGateway = one.args[0] === 'gateway';
    const servicePorts = services
      .filter(({ metadata }) => metadata.name === name)
      // Clients reach the gateway at the usual port of https.
      .map(({ spec: { ports } }) =>
        isGateway && ports[0].port === 443 ? containerPort : ports[0].port,
      );
    const claims = spec.volumeClaimTemplates.map(({ metadata }) => metadata.name);
    return {
      host: name,
      args: one.args,
      probes: [one.startupProbe, one.livenessProbe, one.readinessProbe].map(
        ({ httpGet }) => `https://127.0.0.1:${containerPort}${httpGet.path}`,
      ),
      ports: servicePorts,
      environment: Object.fromEntries(one.env.map((entry) => [entry.name, entry.value])),
      secrets: volumes.flatMap(({ name: volume, projected: { sources } }) => {
        const at = one.volumeMounts.find((mount) => mount.name === volume)?.mountPath ?? '';
        return sources
          .flatMap((source) =>
            'secret' in source ? (source.secret.items?.map(({ path }) => path) ?? TLS_FILES) : [],
          )
          .map((path) => `${at}/${path}`);
      }),
      writable: one.volumeMounts.flatMap(({ name: volume, mountPath, readOnly }) =>
        claims.includes(volume) && !readOnly ? [mountPath] : [],
      ),
    };
  });
  return {
    name: 'kubernetes',
    processes,
    ...configOf(configMaps[0]?.data['vakgraaf.yaml'] ?? '', 'kubernetes'),
  };
}

function configOf(text: string, name: string): Pick<Layout, 'config' | 'configText'> {
  return { config: readConfig(text, name, configFile), configText: text };
}
