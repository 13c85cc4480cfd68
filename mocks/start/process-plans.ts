/** The processes of the demo, with their arguments. */
import { join } from 'node:path';
import { demoSecretOf } from '../demo-secrets.ts';
import { PLAIN_WASM } from '../funds/template.ts';
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

/** Long, because a busy machine is no failure. */
const READY_MS = 300_000;

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
  location: CodeLocation,
  configFile: string,
): readonly ProcessPlan[] {
  return demoSubgraphs(options)
    .filter((demo) => !options.elsewhere.has(demo.kind))
    .map((demo) => ({
      name: demo.kind,
      module: moduleOf(location, 'cli/main'),
      args: ['subgraph', demo.kind, '--config', configFile],
      variables: secretsOf(demo),
      nodeFlags: heap(192, 8),
      readyMs: READY_MS,
    }));
}

/** The exchange, of tokens of the issuer at this address. */
export function planExchange(location: CodeLocation, issuer: string): ProcessPlan {
  return {
    name: 'exchange',
    module: moduleOf(location, 'mocks/exchange/main'),
    args: ['--issuer', issuer],
    nodeFlags: heap(64, 2),
    readyMs: READY_MS,
  };
}

export function planGateway(location: CodeLocation, configFile: string): ProcessPlan {
  return {
    name: 'gateway',
    module: moduleOf(location, 'cli/main'),
    args: ['gateway', '--config', configFile],
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

function moduleOf(location: CodeLocation, path: string): string {
  return join(location.code, `${path}${location.extension}`);
}

function heap(oldSpaceMegabytes: number, semiSpaceMegabytes: number): readonly string[] {
  return [
    `--max-old-space-size=${oldSpaceMegabytes}`,
    `--max-semi-space-size=${semiSpaceMegabytes}`,
  ];
}
