/** The provinces' subgraph through its front door, in front of six registers of its own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JSONWebKeySet } from 'jose';
import pino from 'pino';
import type { ProvinceId } from '../../mocks/provinces/register.ts';
import { startProvinces } from '../../mocks/provinces/start-provinces.ts';
import type { ProvinceSystem } from '../../mocks/provinces/start-provinces.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { movePartners } from '../../subgraphs/partners.ts';
import type { ProvincePartner } from '../../subgraphs/provinces/partner-entry.ts';
import { warmUpTableReader } from '../../subgraphs/provinces/table-reader.ts';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { usualPartners, usualPurposes } from '../support/usual-lists.ts';

export interface GraphqlResult {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
}

export interface Harness {
  readonly url: string;
  ask(query: string, variables?: object): Promise<GraphqlResult>;
  /** Asks for one entity by its key, as the gateway does. */
  entity(key: object, fields: string): Promise<GraphqlResult>;
  province(id: ProvinceId): ProvinceSystem;
  /** How often each province was asked since the last reset. */
  calls(): Record<string, number>;
  resetCalls(): void;
  stop(): Promise<void>;
}

export interface HarnessOptions {
  readonly now?: string;
  /** Changed in the entry of every province. */
  readonly entry?: Partial<
    Pick<ProvincePartner, 'freshForSeconds' | 'answerBytesMax' | 'deadlineMs'>
  >;
}

export const world = createWorld({ date: TEST_DAY });

const root = projectRoot();
/** Long, because a busy machine is no failure. */
const DEADLINE_MS = 20_000;

export async function startHarness({ now, entry }: HarnessOptions = {}): Promise<Harness> {
  // From source a thread takes long to start; that is no part of any test.
  await warmUpTableReader();
  const systems = await startProvinces(world);
  const moved = movePartners(usualPartners(), new Map(systems.map(({ id, url }) => [id, url])));
  const partners = moved.partners.map((one) =>
    one.kind === 'provinces' ? { ...one, deadlineMs: DEADLINE_MS, ...entry } : one,
  );
  const subgraph = await startSubgraph({
    kind: 'provinces',
    port: 0,
    isDemo: true,
    partners: { ...moved, partners },
    purposes: usualPurposes(),
    gatewayKeys: JSON.parse(
      readFileSync(join(root, 'mocks/demo-keys/gateway.public.json'), 'utf8'),
    ) as JSONWebKeySet,
    keyFiles: [],
    now: () => new Date(now ?? `${TEST_DAY}T12:00:00Z`),
    log: pino({ level: 'silent' }),
  });
  const ask = async (query: string, variables: object = {}): Promise<GraphqlResult> => {
    const response = await fetch(subgraph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GraphqlResult;
  };
  return {
    url: subgraph.url,
    ask,
    entity: (key, fields) => {
      const { __typename } = key as { readonly __typename: string };
      return ask(
        `query ($keys: [_Any!]!) {
          _entities(representations: $keys) { ... on ${__typename} { ${fields} } } }`,
        { keys: [key] },
      );
    },
    province: (id) => {
      const system = systems.find((one) => one.id === id);
      if (system === undefined) throw new Error(`Cannot find province "${id}"`);
      return system;
    },
    calls: () => Object.fromEntries(systems.map((system) => [system.id, system.calls()])),
    resetCalls: () => {
      for (const system of systems) system.resetCalls();
    },
    stop: async () => {
      await subgraph.stop();
      await Promise.all(systems.map((system) => system.stop()));
    },
  };
}

/** The error that names an unavailable province. */
export function failureOf(partner: string, fault: string, path: readonly (string | number)[]) {
  return {
    message: `Partner "${partner}" gave no answer: ${fault}`,
    path,
    extensions: { code: 'PARTNER_NO_ANSWER', partner, kind: 'provinces', fault },
  };
}
