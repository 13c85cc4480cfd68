/** Which processes make the demo, and what each is told when it starts. */
import { join } from 'node:path';
import { demoSecretOf } from '../demo-secrets.ts';
import { EXPLORER_CLIENT } from '../issuer-server/explorer-client.ts';
import { DEMO_ISSUER, GATEWAY_AUDIENCE } from '../issuer.ts';
import type { DemoAddresses } from './addresses.ts';
import { DEMO_KINDS } from './demo-parts.ts';
import type { DemoKind, Household } from './demo-parts.ts';
import type { ProcessPlan } from './demo-process.ts';
import type { DemoOptions } from './options.ts';

export interface Places {
  /** Folder of the code that runs: compiled, or as it stands. */
  readonly code: string;
  readonly root: string;
  readonly extension: '.js' | '.ts';
}

const STARTED = `${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}-${process.pid}`;
/** Where the project will be found; until it is published, nobody reads there. */
const SECURITY_CONTACT = 'https://vakgraaf.example/security';
/** Nothing takes this long but a part that hangs: a busy machine is no failure. */
const READY_MS = 300_000;
// PostgreSQL in WebAssembly, compiled once and simply: a tenth less memory, and sooner ready.
const PLAIN_WASM = ['--liftoff-only', '--wasm-lazy-compilation'];

export function demoKinds(options: DemoOptions): readonly DemoKind[] {
  return DEMO_KINDS.filter((demo) => !options.without.includes(demo.kind));
}

/** Names of the processes that run partner systems: databases in one, servers in the other. */
export const HOUSEHOLD_NAMES: Readonly<Record<Household, string>> = {
  databases: 'partner databases',
  servers: 'partner systems',
};

/** The partner systems of one process, misbehaving as they were told to before it died. */
export function planPartnerSystems(
  household: Household,
  options: DemoOptions,
  places: Places,
  wishes: readonly ArgumentPair[] = [],
): ProcessPlan {
  const flags = { databases: [...heap(256, 4), ...PLAIN_WASM], servers: heap(192, 4) };
  return {
    name: HOUSEHOLD_NAMES[household],
    module: moduleOf(places, 'mocks/main'),
    args: toArguments([
      ...demoKinds(options)
        .filter((demo) => demo.household === household)
        .flatMap((demo) => partnerPairs(demo, options)),
      ...options.broken.map((partner) => ['--fault', `${partner}=down`] as const),
      ...wishes,
      ['--scale', String(options.scale)],
      ['--date', options.date],
    ]),
    nodeFlags: flags[household],
    readyMs: READY_MS,
  };
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
          ['--port', String(options.hasUsualPorts ? demo.subgraphPort : 0)],
          ['--partners', join(places.root, 'subgraphs/partners.yaml')],
          ...demo.partners.map(
            ({ id }) => ['--partner', `${id}=${addresses.partners.get(id)}`] as const,
          ),
          ['--today', options.date],
          ['--gateway-keys', demoKey(places, 'gateway.public')],
          ...demo.keys.map((domain) => ['--key', demoKey(places, `${domain}.key`)] as const),
          ['--audit-folder', demoLogs(places, demo.kind)],
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
      ['--audit-folder', demoLogs(places, 'gateway')],
      ['--explorer', pages.explorer],
      ['--dashboard', pages.dashboard],
      ['--demo', addresses.control],
      ['--manifest', join(places.root, 'gateway/persisted-operations/manifest.json')],
      ['--contact', SECURITY_CONTACT],
    ]),
    nodeFlags: ['--max-semi-space-size=16', '--max-old-space-size=512'],
    readyMs: READY_MS,
  };
}

export type ArgumentPair = readonly [name: string, value: string | undefined];

/** Leaves out what has no value. */
function toArguments(pairs: readonly ArgumentPair[]): readonly string[] {
  return pairs.flatMap(([name, value]) => (value === undefined ? [] : [name, value]));
}

function partnerPairs(demo: DemoKind, { hasUsualPorts }: DemoOptions): readonly ArgumentPair[] {
  return demo.partners.map(({ id, port }) => [
    '--partner',
    `${demo.kind}/${id}=${hasUsualPorts ? port : 0}`,
  ]);
}

/** Secrets travel in the environment: an argument can be read by everyone on the machine. */
function secretsOf({ secrets = [] }: DemoKind): Readonly<Record<string, string>> {
  return Object.fromEntries(secrets.map((setting) => [setting, demoSecretOf(setting) ?? '']));
}

function demoKey(places: Places, name: string): string {
  return join(places.root, 'mocks/demo-keys', `${name}.json`);
}

/** One folder a start: who was looked at in it, and by whom. `npm run audit` reads the newest. */
function demoLogs(places: Places, name: string): string {
  return join(places.root, '.cache/demo-logs', STARTED, name);
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
