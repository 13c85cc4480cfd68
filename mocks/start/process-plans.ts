/** The processes of the demo, with their arguments. */
import { join } from 'node:path';
import { demoSecretOf } from '../demo-secrets.ts';
import { EXPLORER_CLIENT } from '../issuer-server/explorer-client.ts';
import { DEMO_ISSUER, GATEWAY_AUDIENCE } from '../issuer.ts';
import type { DemoAddresses } from './addresses.ts';
import { DEMO_SUBGRAPHS } from './demo-parts.ts';
import type { DemoSubgraph, PartnerProcess } from './demo-parts.ts';
import type { ProcessPlan } from './demo-process.ts';
import type { DemoOptions } from './options.ts';

export interface CodeLocation {
  /** The folder of the code that runs: `dist`, or the source. */
  readonly code: string;
  readonly root: string;
  readonly extension: '.js' | '.ts';
}

const STARTED = `${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}-${process.pid}`;
/** A placeholder until the project is published. */
const SECURITY_CONTACT = 'https://vakgraaf.example/security';
/** Long, because a busy machine is no failure. */
const READY_MS = 300_000;
// For PostgreSQL in WebAssembly, the simple compiler takes a tenth less memory and is ready sooner.
const PLAIN_WASM = ['--liftoff-only', '--wasm-lazy-compilation'];

export function demoSubgraphs(options: DemoOptions): readonly DemoSubgraph[] {
  return DEMO_SUBGRAPHS.filter((demo) => !options.without.includes(demo.kind));
}

/** Names of the processes that run partner systems: databases in one, servers in the other. */
export const PARTNER_PROCESS_NAMES: Readonly<Record<PartnerProcess, string>> = {
  databases: 'partner databases',
  servers: 'partner systems',
};

/** The partner systems of one process, with the faults and delays that were set before it ended. */
export function planPartnerSystems(
  partnerProcess: PartnerProcess,
  options: DemoOptions,
  location: CodeLocation,
  misbehaviours: readonly ArgumentPair[] = [],
): ProcessPlan {
  const flags = { databases: [...heap(256, 4), ...PLAIN_WASM], servers: heap(192, 4) };
  return {
    name: PARTNER_PROCESS_NAMES[partnerProcess],
    module: moduleOf(location, 'mocks/main'),
    args: toArguments([
      ...demoSubgraphs(options)
        .filter((demo) => demo.partnerProcess === partnerProcess)
        .flatMap((demo) => partnerPairs(demo, options)),
      ...options.broken.map((partner) => ['--fault', `${partner}=down`] as const),
      ...misbehaviours,
      ['--scale', String(options.scale)],
      ['--date', options.date],
    ]),
    nodeFlags: flags[partnerProcess],
    readyMs: READY_MS,
  };
}

/** One process for each subgraph, except those that run elsewhere. */
export function planSubgraphs(
  options: DemoOptions,
  addresses: DemoAddresses,
  location: CodeLocation,
): readonly ProcessPlan[] {
  return demoSubgraphs(options)
    .filter((demo) => !options.elsewhere.has(demo.kind))
    .map((demo) => ({
      name: demo.kind,
      module: moduleOf(location, 'subgraphs/main'),
      args: [
        demo.kind,
        '--demo-keys',
        ...toArguments([
          ['--port', String(options.hasUsualPorts ? demo.subgraphPort : 0)],
          ['--partners', join(location.root, 'subgraphs/partners.yaml')],
          ...demo.partners.map(
            ({ id }) => ['--partner', `${id}=${addresses.partners.get(id)}`] as const,
          ),
          ['--today', options.date],
          ['--gateway-keys', demoKey(location, 'gateway.public')],
          ...demo.keys.map((domain) => ['--key', demoKey(location, `${domain}.key`)] as const),
          ['--audit-folder', demoLogs(location, demo.kind)],
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
  location: CodeLocation,
  pages: { readonly explorer: string; readonly dashboard: string },
): ProcessPlan {
  return {
    name: 'gateway',
    module: moduleOf(location, 'gateway/main'),
    args: toArguments([
      ['--port', String(options.port)],
      ['--supergraph', join(location.root, 'schema/supergraph.graphql')],
      ...[...addresses.subgraphs].map(([name, url]) => ['--subgraph', `${name}=${url}`] as const),
      ['--issuer-keys', demoKey(location, 'issuer.public')],
      ['--issuer', DEMO_ISSUER],
      ['--audience', GATEWAY_AUDIENCE],
      ['--issuer-at', addresses.issuer],
      ['--sign-in-client', EXPLORER_CLIENT],
      ['--context-key', demoKey(location, 'gateway.private')],
      ['--audit-folder', demoLogs(location, 'gateway')],
      ['--explorer', pages.explorer],
      ['--dashboard', pages.dashboard],
      ['--demo', addresses.control],
      ['--manifest', join(location.root, 'gateway/persisted-operations/manifest.json')],
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

function partnerPairs(demo: DemoSubgraph, { hasUsualPorts }: DemoOptions): readonly ArgumentPair[] {
  return demo.partners.map(({ id, port }) => [
    '--partner',
    `${demo.kind}/${id}=${hasUsualPorts ? port : 0}`,
  ]);
}

/** Secrets are passed in the environment, because everyone on the machine can read arguments. */
function secretsOf({ secrets = [] }: DemoSubgraph): Readonly<Record<string, string>> {
  return Object.fromEntries(secrets.map((setting) => [setting, demoSecretOf(setting) ?? '']));
}

function demoKey(location: CodeLocation, name: string): string {
  return join(location.root, 'mocks/demo-keys', `${name}.json`);
}

/** Each start has its own folder of audit logs; `npm run audit` reads the newest. */
function demoLogs(location: CodeLocation, name: string): string {
  return join(location.root, '.cache/demo-logs', STARTED, name);
}

function moduleOf(location: CodeLocation, path: string): string {
  return join(location.code, `${path}${location.extension}`);
}

function heap(oldSpaceMegabytes: number, semiSpaceMegabytes: number): readonly string[] {
  return [
    `--max-old-space-size=${oldSpaceMegabytes}`,
    `--max-semi-space-size=${semiSpaceMegabytes}`,
  ];
}
