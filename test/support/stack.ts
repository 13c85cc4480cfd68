/**
 * The whole house for one test file: real subgraphs and a real gateway in the test's own process,
 * against the partner systems that the run shares, through doors that only this file shuts.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JSONWebKeySet, JWK } from 'jose';
import pino from 'pino';
import { inject } from 'vitest';
import { createCompiledExecution } from '../../gateway/execution/compiled/compiled-execution.ts';
import { createApolloExecution } from '../../gateway/execution/apollo/apollo-execution.ts';
import { startSharedPlanner } from './shared-planner.ts';
import { startGateway, type GatewayOptions } from '../../gateway/server.ts';
import { citizenSubject } from '../../mocks/citizens.ts';
import { demoSecretOf } from '../../mocks/demo-secrets.ts';
import { DEMO_ISSUER, GATEWAY_AUDIENCE, issueToken } from '../../mocks/issuer.ts';
import type { MockFault } from '../../mocks/partner-system.ts';
import { parseRole } from '../../mocks/roles.ts';
import { DEMO_SUBGRAPHS } from '../../mocks/start/demo-parts.ts';
import type { DemoSubgraph } from '../../mocks/start/demo-parts.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { movePartners, readPartners, type PartnerList } from '../../subgraphs/partners.ts';
import { readPurposes } from '../../core/purposes/purposes.ts';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import { SHARED } from './shared-partners.ts';
import { startPartnerProxy } from './partner-proxy.ts';
import type { PartnerProxy } from './partner-proxy.ts';
import { TEST_DAY } from './test-day.ts';

export interface StackWish {
  readonly faults?: Readonly<Record<string, MockFault>>;
  /** Kinds whose subgraph runs; one that is left out cannot be reached. */
  readonly kinds?: readonly string[];
  /** Subgraphs that the test runs itself, by kind. */
  readonly subgraphUrls?: Readonly<Record<string, string>>;
  readonly now?: Date;
  /** The built dashboard, when the test looks at it. */
  readonly dashboardFolder?: string;
  /** The shipped executor, unless a test compares it with Apollo's. */
  readonly execution?: 'apollo' | 'compiled';
  /** What the gateway is told besides. */
  readonly gateway?: Partial<
    Pick<GatewayOptions, 'port' | 'issuers' | 'explorerFolder' | 'isDemo' | 'demoUrl'>
  >;
  /** Where all accounts are kept, a folder each; without it nothing is recorded. */
  readonly auditFolder?: string;
  /** How long a partner may take; long unless a test waits for it, since machines stall. */
  readonly deadlineMs?: number;
}

export interface GraphqlResult {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
  readonly extensions?: unknown;
}

/** Who asks, and for which of the role's purposes; `null` is the public. */
export type Asker = {
  readonly role: string;
  readonly purpose?: string;
  readonly life?: string;
  readonly traceparent?: string;
};

export interface Stack {
  readonly url: string;
  ask(
    asker: Asker | null,
    query: string,
    variables?: object,
    operationName?: string,
  ): Promise<GraphqlResult>;
  setFault(partner: string, fault: MockFault): void;
  /** Everything that listens for this stack: the gateway, the subgraphs and the doors to partners. */
  addresses(): readonly string[];
  /** How often each partner was asked since the last reset; those not asked are left out. */
  calls(): Record<string, number>;
  resetCalls(): void;
  stop(): Promise<void>;
}

const root = projectRoot();
const UNREACHABLE = 'http://127.0.0.1:1/graphql';

export async function startStack(wish: StackWish = {}): Promise<Stack> {
  const now = wish.now ?? new Date(`${TEST_DAY}T12:00:00Z`);
  const doors = await openDoors(wish.faults ?? {});
  const subgraphs = await Promise.all(
    DEMO_SUBGRAPHS.map(async (demo) => {
      const isWished = wish.kinds?.includes(demo.kind) ?? true;
      if (!isWished) return null;
      return startKind(demo, doors, now, wish.deadlineMs ?? 8_000, wish.auditFolder);
    }),
  );
  const urls = DEMO_SUBGRAPHS.map(({ kind }, index) => [
    kind,
    wish.subgraphUrls?.[kind] ?? subgraphs[index]?.url ?? UNREACHABLE,
  ]);
  const gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphSdl: readFileSync(join(root, 'schema/supergraph.graphql'), 'utf8'),
    subgraphUrls: new Map(urls as [string, string][]),
    issuers: [
      {
        kind: 'jwks',
        name: DEMO_ISSUER,
        audience: GATEWAY_AUDIENCE,
        keys: readKey('issuer.public') as JSONWebKeySet,
        algorithms: ['EdDSA'],
      },
    ],
    contextKey: readKey('gateway.private') as JWK,
    purposes: readPurposes(),
    explorerFolder: undefined,
    dashboardFolder: wish.dashboardFolder,
    ...accountIn(wish.auditFolder, 'gateway'),
    demoUrl: undefined,
    startPlanner: startSharedPlanner,
    startExecution: async (options) =>
      wish.execution === 'apollo'
        ? createApolloExecution(options)
        : createCompiledExecution(options),
    ...wish.gateway,
  });
  return {
    url: gateway.url,
    ask: (...asked) => ask(gateway.url, ...asked),
    setFault: (partner, fault) => doorOf(doors, partner).setFault(fault),
    addresses: () => [
      gateway.url,
      ...urls.map(([, url]) => url ?? ''),
      ...[...doors.values()].map((door) => door.url),
    ],
    calls: () =>
      Object.fromEntries(
        [...doors].flatMap(([id, door]) => (door.calls() === 0 ? [] : [[id, door.calls()]])),
      ),
    resetCalls: () => {
      for (const door of doors.values()) door.resetCalls();
    },
    stop: async () => {
      await gateway.stop();
      await Promise.all(subgraphs.map(async (subgraph) => subgraph?.stop()));
      await Promise.all([...doors.values()].map((door) => door.stop()));
    },
  };
}

type Doors = ReadonlyMap<string, PartnerProxy>;

async function openDoors(faults: Readonly<Record<string, MockFault>>): Promise<Doors> {
  const urls = Object.entries(inject(SHARED));
  const doors = new Map(
    await Promise.all(urls.map(async ([id, url]) => [id, await startPartnerProxy(url)] as const)),
  );
  for (const [id, fault] of Object.entries(faults)) doorOf(doors, id).setFault(fault);
  return doors;
}

function doorOf(doors: Doors, partner: string): PartnerProxy {
  const door = doors.get(partner);
  if (door) return door;
  throw new Error(`Cannot find partner "${partner}" among ${[...doors.keys()].join(', ')}`);
}

function startKind(
  { kind, keys }: DemoSubgraph,
  doors: Doors,
  now: Date,
  deadlineMs: number,
  auditFolder: string | undefined,
) {
  const list = readPartners(join(root, 'subgraphs/partners.yaml'));
  const moved = new Map([...doors].map(([id, door]) => [id, door.url]));
  return startSubgraph({
    kind: kind as 'funds',
    port: 0,
    partners: patient(movePartners(list, moved), deadlineMs),
    gatewayKeys: readKey('gateway.public') as JSONWebKeySet,
    keyFiles: keys.map((domain) => join(root, `mocks/demo-keys/${domain}.key.json`)),
    secretOf: demoSecretOf,
    now: () => now,
    ...accountIn(auditFolder, kind),
    log: pino({ level: 'silent' }),
  });
}

function accountIn(folder: string | undefined, name: string) {
  if (folder === undefined) return {};
  return { auditFolder: join(folder, name), auditLogOptions: { retryAfterMs: 0 } };
}

function patient(list: PartnerList, deadlineMs: number): PartnerList {
  return { ...list, partners: list.partners.map((partner) => ({ ...partner, deadlineMs })) };
}

async function ask(
  url: string,
  asker: Asker | null,
  query: string,
  variables: object = {},
  operationName?: string,
): Promise<GraphqlResult> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(asker ? await headersOf(asker) : {}) },
    body: JSON.stringify({ query, variables, operationName }),
  });
  return (await response.json()) as GraphqlResult;
}

async function headersOf(asker: Asker): Promise<Record<string, string>> {
  const { role: roleId, purpose, life, traceparent } = asker;
  const role = parseRole(roleId);
  const subject = role.isCitizen
    ? citizenSubject(role, life, new Date(`${TEST_DAY}T12:00:00Z`))
    : undefined;
  const { token } = await issueToken(role, {
    ...(purpose === undefined ? {} : { purpose }),
    ...(subject === undefined ? {} : { subject }),
  });
  return { authorization: `Bearer ${token}`, ...(traceparent && { traceparent }) };
}

function readKey(name: string): unknown {
  return JSON.parse(readFileSync(join(root, `mocks/demo-keys/${name}.json`), 'utf8'));
}
