/** Which processes make the demo, and what each is told. All addresses are known beforehand. */
import { join } from 'node:path';
import { demoSecretOf } from '../demo-secrets.ts';
import { EXPLORER_CLIENT } from '../issuer-server/explorer-client.ts';
import { DEMO_ISSUER, GATEWAY_AUDIENCE } from '../issuer.ts';
import { DEMO_KINDS, partnerUrl } from './demo-parts.ts';
import type { DemoKind, Household } from './demo-parts.ts';
import type { ProcessPlan } from './demo-process.ts';
import type { DemoOptions } from './options.ts';
import { choosePorts } from './ports.ts';

export interface DemoAddresses {
  readonly subgraphs: ReadonlyMap<string, string>;
  readonly partnerPorts: ReadonlyMap<string, number>;
  readonly control: string;
  readonly databasesControl: string;
  /** The issuer of tokens, for who wants to sign in as a program does. */
  readonly issuer: string;
}

export interface Places {
  /** Folder of the code that runs: compiled, or as it stands. */
  readonly code: string;
  readonly root: string;
  readonly extension: '.js' | '.ts';
}

const STARTED = `${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}-${process.pid}`;
/** Where the project will be found; until it is published, nobody reads there. */
const SECURITY_CONTACT = 'https://vakgraaf.example/security';
const READY_MS = 20_000;
// PostgreSQL in WebAssembly, compiled once and simply: a tenth less memory, and sooner ready.
const PLAIN_WASM = ['--liftoff-only', '--wasm-lazy-compilation'];

export function demoKinds(options: DemoOptions): readonly DemoKind[] {
  return DEMO_KINDS.filter((demo) => !options.without.includes(demo.kind));
}

/** Wished ports where they are free, others where they are taken. */
export async function chooseAddresses(options: DemoOptions): Promise<DemoAddresses> {
  const kinds = demoKinds(options);
  const partners = kinds.flatMap((demo) => demo.partners);
  const usual = [
    ...kinds.map((demo) => demo.subgraphPort),
    ...partners.map((partner) => partner.port),
  ];
  const ports = await choosePorts([
    ...(options.hasFreePorts ? usual.map(() => 0) : usual),
    0,
    0,
    0,
  ]);
  const [control, databasesControl, issuer] = ports.slice(-3);
  const subgraphs = kinds.map(
    (demo, index) =>
      [
        demo.kind,
        options.elsewhere.get(demo.kind) ?? `http://127.0.0.1:${ports[index]}/graphql`,
      ] as const,
  );
  return {
    subgraphs: new Map(subgraphs),
    partnerPorts: new Map(
      partners.map((partner, index) => [partner.id, ports[kinds.length + index] ?? 0]),
    ),
    control: `http://127.0.0.1:${control}`,
    databasesControl: `http://127.0.0.1:${databasesControl}`,
    issuer: `http://127.0.0.1:${issuer}`,
  };
}

/** The partner systems: databases in one process, servers and the control server in another. */
export function planPartnerSystems(
  options: DemoOptions,
  addresses: DemoAddresses,
  places: Places,
): readonly [databases: ProcessPlan, servers: ProcessPlan] {
  const plan = (household: Household, name: string, nodeFlags: readonly string[]): ProcessPlan => ({
    name,
    module: moduleOf(places, 'mocks/main'),
    args: toArguments([
      ...demoKinds(options)
        .filter((demo) => demo.household === household)
        .flatMap((demo) => partnerPairs(demo, addresses)),
      ...options.broken.map((partner) => ['--break', partner] as const),
      ['--scale', String(options.scale)],
      ['--date', options.date],
      ...controlPairs(household, addresses),
      ...issuerPairs(household, addresses, options),
    ]),
    nodeFlags,
    readyMs: READY_MS,
  });
  return [
    plan('databases', 'partner databases', [...heap(256, 4), ...PLAIN_WASM]),
    plan('servers', 'partner systems', heap(192, 4)),
  ];
}

/** One process for each kind, except those that run elsewhere. */
export function planSubgraphs(
  options: DemoOptions,
  addresses: DemoAddresses,
  places: Places,
): readonly ProcessPlan[] {
  return demoKinds(options)
    .filter((demo) => !options.elsewhere.has(demo.kind))
    .map((demo) => ({
      name: demo.kind,
      module: moduleOf(places, 'subgraphs/main'),
      args: [
        demo.kind,
        ...toArguments([
          ['--port', portOf(addresses.subgraphs.get(demo.kind) ?? '')],
          ['--partners', join(places.root, 'subgraphs/partners.yaml')],
          ...partnerUrls(demo, addresses),
          ['--today', options.date],
          ['--gateway-keys', demoKey(places, 'gateway.public')],
          ...demo.keys.map((domain) => ['--key', demoKey(places, `${domain}.key`)] as const),
          ['--account-folder', demoLogs(places, demo.kind)],
        ]),
      ],
      variables: secretsOf(demo),
      nodeFlags: heap(192, 4),
      readyMs: READY_MS,
    }));
}

export function planGateway(
  options: DemoOptions,
  addresses: DemoAddresses,
  places: Places,
  pages: { readonly explorer: string; readonly dashboard: string },
): ProcessPlan {
  return {
    name: 'gateway',
    module: moduleOf(places, 'gateway/main'),
    args: toArguments([
      ['--port', String(options.port)],
      ['--supergraph', join(places.root, 'schema/supergraph.graphql')],
      ...[...addresses.subgraphs].map(([name, url]) => ['--subgraph', `${name}=${url}`] as const),
      ['--issuer-keys', demoKey(places, 'issuer.public')],
      ['--issuer', DEMO_ISSUER],
      ['--audience', GATEWAY_AUDIENCE],
      ['--issuer-at', addresses.issuer],
      ['--sign-in-client', EXPLORER_CLIENT],
      ['--context-key', demoKey(places, 'gateway.private')],
      ['--account-folder', demoLogs(places, 'gateway')],
      ['--explorer', pages.explorer],
      ['--dashboard', pages.dashboard],
      ['--demo', addresses.control],
      ['--manifest', join(places.root, 'gateway/trusted-operations/manifest.json')],
      ['--contact', SECURITY_CONTACT],
    ]),
    nodeFlags: ['--max-semi-space-size=16', '--max-old-space-size=512'],
    readyMs: READY_MS * 2,
  };
}

type ArgumentPair = readonly [name: string, value: string | undefined];

/** Leaves out what has no value. */
function toArguments(pairs: readonly ArgumentPair[]): readonly string[] {
  return pairs.flatMap(([name, value]) => (value === undefined ? [] : [name, value]));
}

function partnerPairs(demo: DemoKind, addresses: DemoAddresses): readonly ArgumentPair[] {
  return demo.partners.map(({ id }) => {
    const port = addresses.partnerPorts.get(id) ?? 0;
    return ['--partner', `${demo.kind}/${id}=${port}`];
  });
}

function partnerUrls(demo: DemoKind, addresses: DemoAddresses): readonly ArgumentPair[] {
  return demo.partners.map(({ id }) => {
    const port = addresses.partnerPorts.get(id) ?? 0;
    return ['--partner', `${id}=${partnerUrl(demo.household ?? 'servers', id, port)}`];
  });
}

function controlPairs(household: Household, addresses: DemoAddresses): readonly ArgumentPair[] {
  if (household === 'databases') return [['--control-port', portOf(addresses.databasesControl)]];
  return [
    ['--control-port', portOf(addresses.control)],
    ['--peer', addresses.databasesControl],
  ];
}

/** The issuer sends a browser back to the gateway alone, by either name of this machine. */
function issuerPairs(
  household: Household,
  addresses: DemoAddresses,
  { port }: DemoOptions,
): readonly ArgumentPair[] {
  if (household === 'databases') return [];
  return [
    ['--issuer-port', portOf(addresses.issuer)],
    ['--sign-in-back', `http://127.0.0.1:${port}/signed-in`],
    ['--sign-in-back', `http://localhost:${port}/signed-in`],
  ];
}

/** Secrets travel in the environment: an argument can be read by everyone on the machine. */
function secretsOf({ secrets = [] }: DemoKind): Readonly<Record<string, string>> {
  return Object.fromEntries(secrets.map((setting) => [setting, demoSecretOf(setting) ?? '']));
}

function demoKey(places: Places, name: string): string {
  return join(places.root, 'mocks/demo-keys', `${name}.json`);
}

/** One folder a start: who was looked at in it, and by whom. `npm run account` reads the newest. */
function demoLogs(places: Places, name: string): string {
  return join(places.root, '.cache/demo-logs', STARTED, name);
}

function portOf(url: string): string {
  return new URL(url).port;
}

function moduleOf(places: Places, path: string): string {
  return join(places.code, `${path}${places.extension}`);
}

function heap(oldSpaceMegabytes: number, semiSpaceMegabytes: number): readonly string[] {
  return [
    `--max-old-space-size=${oldSpaceMegabytes}`,
    `--max-semi-space-size=${semiSpaceMegabytes}`,
  ];
}
