/**
 * The whole stack for one test file: real subgraphs and a real gateway in the process of the test, with the
 * partner systems that the test run shares, each behind a proxy of this file alone.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JSONWebKeySet, JWK } from 'jose';
import pino from 'pino';
import { inject } from 'vitest';
import { createCompiledExecution } from '../../gateway/execution/compiled/compiled-execution.ts';
import { createApolloExecution } from '../../gateway/execution/apollo/apollo-execution.ts';
import { citizenToken, demoExchange } from './citizen-token.ts';
import { startSharedValidation } from './shared-validation.ts';
import { startGateway, type GatewayOptions } from '../../gateway/server.ts';
import { demoSecretOf } from '../../mocks/demo-secrets.ts';
import { DEMO_ISSUER, GATEWAY_AUDIENCE, issueToken } from '../../mocks/issuer.ts';
import type { MockFault } from '../../mocks/partner-system.ts';
import { parseRole } from '../../mocks/roles.ts';
import { DEMO_SUBGRAPHS } from '../../mocks/start/demo-parts.ts';
import type { DemoSubgraph } from '../../mocks/start/demo-parts.ts';
import { DEMO_CONTENT } from '../../mocks/content/index.ts';
import { readSigningKey } from '../../core/keys/signing-key.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { movePartners, type PartnerList } from '../../subgraphs/partners.ts';
import { startSubgraph, type RunningSubgraph } from '../../subgraphs/start-subgraph.ts';
import { SHARED } from './shared-partners.ts';
import { startPartnerProxy } from './partner-proxy.ts';
import type { PartnerProxy } from './partner-proxy.ts';
import { GATEWAY_URL } from './subgraph-harness.ts';
import { TEST_DAY } from './test-day.ts';
import { usualPartners, usualPurposes } from './usual-lists.ts';

export interface StackOptions {
  readonly faults?: Readonly<Record<string, MockFault>>;
  /** Subgraphs that run; any other is unreachable. All run by default. */
  readonly kinds?: readonly string[];
  /** URLs of subgraphs that the test runs itself, by name. */
  readonly subgraphUrls?: Readonly<Record<string, string>>;
  readonly now?: Date;
  /** Releases of statistics; none without it. */
  readonly releasesFolder?: string;
  /** The built dashboard, when the test opens it. */
  readonly dashboardFolder?: string;
  /** The default is "compiled"; a test sets "apollo" to compare the executors. */
  readonly execution?: 'apollo' | 'compiled';
  /** Further options of the gateway. */
  readonly gateway?: Partial<
    Pick<
      GatewayOptions,
      | 'port'
      | 'issuers'
      | 'explorerFolder'
      | 'isDemo'
      | 'demoUrl'
      | 'costBudgets'
      | 'corsOrigins'
      | 'manifest'
      | 'safelistRule'
      | 'rateLimits'
    >
  >;
  /** Folder with one audit log for each subgraph and for the gateway; without it nothing is recorded. */
  readonly auditFolder?: string;
  /** Deadline of a partner request; long by default, because test machines stall. */
  readonly deadlineMs?: number;
  /** For how long public lists are used without a call; each request asks without it. */
  readonly freshForSeconds?: number;
  /** Starts a proxy of the test in front of a subgraph or a partner, and returns its URL. */
  readonly putBefore?: (
    layer: 'subgraph' | 'partner',
    name: string,
    url: string,
  ) => Promise<string>;
}

export interface GraphqlResult {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
  readonly extensions?: unknown;
}

/** A principal of the demo by role, with one of the purposes of that role. */
export type Principal = {
  readonly role: string;
  readonly purpose?: string;
  readonly life?: string;
  readonly traceparent?: string;
};

export interface Stack {
  readonly url: string;
  /** Sends an operation; `null` sends no token. */
  ask(
    principal: Principal | null,
    query: string,
    variables?: object,
    operationName?: string,
  ): Promise<GraphqlResult>;
  setFault(partner: string, fault: MockFault): void;
  /** URLs of the gateway, the subgraphs and the partner proxies of this stack. */
  addresses(): readonly string[];
  /** Number of requests to each partner since the last reset, without partners that received none. */
  calls(): Record<string, number>;
  resetCalls(): void;
  stop(): Promise<void>;
}

const root = projectRoot();
const UNREACHABLE = 'http://127.0.0.1:1/graphql';

/** Shared by all stacks of the usual day: it has no partner, key or log, and reads many files when it starts. */
let reference: Promise<RunningSubgraph> | undefined;

export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const now = options.now ?? new Date(`${TEST_DAY}T12:00:00Z`);
  const proxies = await startProxies(options.faults ?? {});
  const { putBefore = async (_, __, url) => url } = options;
  const partnerUrls = new Map(
    await Promise.all(
      [...proxies].map(
        async ([id, proxy]) => [id, await putBefore('partner', id, proxy.url)] as const,
      ),
    ),
  );
  const subgraphs = await Promise.all(
    DEMO_SUBGRAPHS.map(async (demo) => {
      const { kind } = demo;
      const isRunning = options.kinds?.includes(kind) ?? true;
      if (!isRunning) return null;
      const start = () =>
        startDemoSubgraph(
          demo,
          partnerUrls,
          now,
          options.deadlineMs ?? 8_000,
          options.auditFolder,
          kind === 'insights' ? options.releasesFolder : undefined,
          options.freshForSeconds,
        );
      if (kind !== 'reference' || options.now !== undefined) return start();
      reference ??= start();
      return { url: (await reference).url, stop: async () => {} };
    }),
  );
  const urls = await Promise.all(
    DEMO_SUBGRAPHS.map(async ({ kind }, index): Promise<readonly [string, string]> => {
      const url = options.subgraphUrls?.[kind] ?? subgraphs[index]?.url ?? UNREACHABLE;
      return [kind, await putBefore('subgraph', kind, url)];
    }),
  );
  const gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphSdl: readFileSync(join(root, 'schema/supergraph.graphql'), 'utf8'),
    subgraphUrls: new Map(urls),
    issuers: [
      {
        name: DEMO_ISSUER,
        audience: GATEWAY_AUDIENCE,
        keys: readKey('issuer.public') as JSONWebKeySet,
        algorithms: ['EdDSA'],
      },
      demoExchange,
    ],
    contextKey: readKey('gateway.private') as JWK,
    purposes: usualPurposes(),
    explorerFolder: undefined,
    dashboardFolder: options.dashboardFolder,
    ...auditOptionsIn(options.auditFolder, 'gateway', now),
    demoUrl: undefined,
    startValidation: startSharedValidation,
    startExecution: async (executionOptions) =>
      options.execution === 'apollo'
        ? createApolloExecution(executionOptions)
        : createCompiledExecution(executionOptions),
    ...options.gateway,
  });
  return {
    url: gateway.url,
    ask: (...operation) => ask(gateway.url, ...operation),
    setFault: (partner, fault) => proxyOf(proxies, partner).setFault(fault),
    addresses: () => [
      gateway.url,
      ...urls.map(([, url]) => url),
      ...[...proxies.values()].map((proxy) => proxy.url),
    ],
    calls: () =>
      Object.fromEntries(
        [...proxies].flatMap(([id, proxy]) => (proxy.calls() === 0 ? [] : [[id, proxy.calls()]])),
      ),
    resetCalls: () => {
      for (const proxy of proxies.values()) proxy.resetCalls();
    },
    stop: async () => {
      await gateway.stop();
      await Promise.all(subgraphs.map(async (subgraph) => subgraph?.stop()));
      await Promise.all([...proxies.values()].map((proxy) => proxy.stop()));
    },
  };
}

type Proxies = ReadonlyMap<string, PartnerProxy>;

async function startProxies(faults: Readonly<Record<string, MockFault>>): Promise<Proxies> {
  const urls = Object.entries(inject(SHARED));
  const proxies = new Map(
    await Promise.all(urls.map(async ([id, url]) => [id, await startPartnerProxy(url)] as const)),
  );
  for (const [id, fault] of Object.entries(faults)) proxyOf(proxies, id).setFault(fault);
  return proxies;
}

function proxyOf(proxies: Proxies, partner: string): PartnerProxy {
  const proxy = proxies.get(partner);
  if (proxy) return proxy;
  throw new Error(`Cannot find partner "${partner}" among ${[...proxies.keys()].join(', ')}`);
}

function startDemoSubgraph(
  { kind, keys }: DemoSubgraph,
  partnerUrls: ReadonlyMap<string, string>,
  now: Date,
  deadlineMs: number,
  auditFolder: string | undefined,
  releasesFolder: string | undefined,
  freshForSeconds: number | undefined,
) {
  return startSubgraph({
    kind: kind as 'funds',
    port: 0,
    isDemo: true,
    partners: withDeadline(movePartners(usualPartners(), partnerUrls), deadlineMs),
    purposes: usualPurposes(),
    gatewayKeys: readKey('gateway.public') as JSONWebKeySet,
    keyFiles: keys.map((domain) => join(root, `mocks/demo-keys/${domain}.key.json`)),
    secretOf: demoSecretOf,
    contentFolder: DEMO_CONTENT,
    releasesFolder,
    freshForSeconds,
    now: () => now,
    ...auditOptionsIn(auditFolder, kind, now),
    log: pino({ level: 'silent' }),
  });
}

function auditOptionsIn(folder: string | undefined, name: string, now: Date) {
  if (folder === undefined) return {};
  return {
    auditFolder: join(folder, name),
    gatewayUrl: GATEWAY_URL,
    auditKey: readSigningKey(join(root, 'mocks/demo-keys/audit.private.json'), true),
    auditLogOptions: { retryAfterMs: 0, now: () => now },
  };
}

function withDeadline(list: PartnerList, deadlineMs: number): PartnerList {
  return { ...list, partners: list.partners.map((partner) => ({ ...partner, deadlineMs })) };
}

async function ask(
  url: string,
  principal: Principal | null,
  query: string,
  variables: object = {},
  operationName?: string,
): Promise<GraphqlResult> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(principal ? await headersOf(principal) : {}),
    },
    body: JSON.stringify({ query, variables, operationName }),
  });
  return (await response.json()) as GraphqlResult;
}

/** The headers of a request by this principal. */
export async function headersOf(principal: Principal): Promise<Record<string, string>> {
  const { role: roleId, purpose, life, traceparent } = principal;
  const token = await tokenOf(roleId, purpose, life);
  return { authorization: `Bearer ${token}`, ...(traceparent && { traceparent }) };
}

async function tokenOf(roleId: string, purpose?: string, life?: string): Promise<string> {
  const role = parseRole(roleId);
  if (role.isCitizen) return await citizenToken(life);
  return (await issueToken(role, purpose === undefined ? {} : { purpose })).token;
}

function readKey(name: string): unknown {
  return JSON.parse(readFileSync(join(root, `mocks/demo-keys/${name}.json`), 'utf8'));
}
