import type { JSONWebKeySet } from 'jose';
import pino, { type Logger } from 'pino';
import {
  NO_AUDIT_LOG,
  startSubgraphAuditLog,
  type SubgraphAuditLog,
  type SubgraphAuditLogOptions,
} from './kit/audit/subgraph-audit-log.ts';
import { createHeadSigner, UNSIGNED } from '../core/audit-log/signed-head.ts';
import { createDisclosedVolume } from './kit/audit/disclosed-volume.ts';
import type { AppendOnlyLogOptions } from '../core/audit-log/audit-log.ts';
import { createRequestExecutor, type SubgraphRequest } from './kit/server/execute-request.ts';
import {
  createStatisticsExecutor,
  type ExecuteStatistics,
  type StatisticsSurroundings,
} from './kit/server/execute-statistics.ts';
import { startGraphServer, STATISTICS_READ_WITHIN_MS } from './kit/server/graphql-server.ts';
import { createStatisticsAuthorizer } from './kit/statistics/authorize-statistics.ts';
import { fileNameIn, type SubgraphFileRequest } from './kit/server/send-file.ts';
import { createContextReader } from './kit/context/read-context.ts';
import {
  readKeySets,
  rejectDemoKeys,
  rejectKeyOfAnyQuarter,
  type KeyDomain,
  type KeySet,
} from './kit/ids/key-set.ts';
import { countKeyDays } from './kit/ids/key-metrics.ts';
import type { OpenFile } from './kit/subgraph/open-file.ts';
import type { AssembledSubgraph } from './kit/server/assemble-subgraph.ts';
import { SUBGRAPHS, type Assemble } from './registry.ts';
import { assertPrivateFile } from '../core/keys/private-file.ts';
import type { SigningKey } from '../core/keys/signing-key.ts';
import { isPublishedSecret } from '../core/keys/published-keys.ts';
import type { PartnerList } from './partners.ts';
import {
  policiesOf,
  purposesAt,
  readPurposes,
  unregisteredPurposes,
  type Purposes,
} from '../core/purposes/purposes.ts';
import type { Profile } from '../core/config-file/configuration.ts';
import { nameHint } from '../core/config/nearest-name.ts';
import { ConfigError } from '../core/config/read-config.ts';
import type { Listen } from '../core/http/http-server.ts';
import { createInFlight, type InFlight } from '../core/process/in-flight.ts';
import type { SubgraphName } from '../core/federation/subgraph-names.ts';

/** What can change while a subgraph runs. */
export interface SubgraphLists {
  readonly partners: PartnerList;
  /** The usual purposes without it. */
  readonly purposes?: Purposes;
}

export interface SubgraphOptions extends SubgraphLists, Omit<Listen, 'host'> {
  readonly kind: SubgraphName;
  /** Loopback by default. */
  readonly host?: string;
  /** Accepts the keys that are published with the demo while every partner is synthetic; otherwise never. */
  readonly isDemo?: boolean;
  readonly gatewayKeys: JSONWebKeySet;
  /** Of insights; the statistics endpoint is closed without them. */
  readonly statisticsKeys?: JSONWebKeySet | undefined;
  readonly keyFiles: readonly string[];
  readonly secretOf?: (setting: string) => string | undefined;
  /** `public` leaves out case types; everything without it. */
  readonly profile?: Profile | undefined;
  /** The folder of programmes, organisations and published facts; none without it. */
  readonly contentFolder?: string | undefined;
  /** The folder of the releases of statistics; none without it. */
  readonly releasesFolder?: string | undefined;
  /** For how long public lists are used without a call where a partner's entry does not say; not at all without it. */
  readonly freshForSeconds?: number | undefined;
  /** For how long the status of a partner is told again without a call; not at all without it. */
  readonly statusFreshForSeconds?: number | undefined;
  /** The clock, for tests. */
  readonly now?: () => Date;
  /** The day of fields such as `availability`, where it is not the clock's. */
  readonly today?: string;
  readonly log?: Logger;
  /**
   * The folder of the audit log. Without it nothing is logged: for a subgraph without case records,
   * and for tests of other things. The process requires it.
   */
  readonly auditFolder?: string;
  /** Signs the newest lines of the audit logs each day; nothing is signed without it. */
  readonly auditKey?: SigningKey | undefined;
  /** A collector that receives every record of the audit logs. */
  readonly auditExport?: SubgraphAuditLogOptions['collector'];
  /** The URL of the gateway that calls this subgraph, for the audit log; required with its folder. */
  readonly gatewayUrl?: string | undefined;
  /** For tests: another disk, smaller files. */
  readonly auditLogOptions?: Partial<AppendOnlyLogOptions>;
}

export interface RunningSubgraph {
  /** The address for the gateway: `http://…/graphql`. */
  readonly url: string;
  /**
   * Uses these partners and purposes, and the keys that the files have now, from the next request on. Throws
   * `ConfigError`.
   */
  reload(lists: SubgraphLists): void;
  stop(): Promise<void>;
}

/** What is made of the partner list and the purposes, and is replaced with them. */
interface Assembly {
  readonly subgraph: AssembledSubgraph;
  /** The requests that use its partners, which are disconnected when these have ended. */
  readonly inFlight: InFlight;
  readonly purposes: Purposes;
  /** Whether published keys, and purposes for invented records alone, may be used. */
  readonly isDemo: boolean;
  readonly partners: PartnerList;
}

/** Longer than a request that started before the change can take. */
const OLD_PARTNERS_MS = STATISTICS_READ_WITHIN_MS + 10_000;

/** Starts one subgraph: sources, schema, server. Throws when its settings do not fit. */
export async function startSubgraph(options: SubgraphOptions): Promise<RunningSubgraph> {
  const { kind } = options;
  const assembleFrom = await SUBGRAPHS[kind]();
  const log = options.log ?? pino({ name: kind }, pino.destination(2));
  const around = { ...options, log };
  let current = assemble(assembleFrom, options, around);
  const readKeys = ({ isDemo, subgraph }: Assembly) => {
    const read = readKeySets(options.keyFiles, subgraph.keyDomains, kind);
    if (isDemo) return read;
    rejectDemoKeys(read, { gateway: options.gatewayKeys, insights: options.statisticsKeys }, kind);
    for (const one of Object.values(read)) rejectKeyOfAnyQuarter(one);
    for (const file of options.keyFiles) assertPrivateFile(file);
    return read;
  };
  const readKeysOrStop = (next: Assembly) => {
    try {
      return readKeys(next);
    } catch (error) {
      void next.subgraph.stop();
      throw error;
    }
  };
  // Everyone shares these two, so that a change takes effect everywhere at once.
  const keySets: Partial<Record<KeyDomain, KeySet>> = { ...readKeys(current) };
  const purposes = new Map(current.purposes);
  const now = options.now ?? (() => new Date());
  const auditLog =
    current.subgraph.keyDomains.length === 0
      ? NO_AUDIT_LOG
      : await auditLogOf(options, { keySets, purposes, now, log, lists: () => current.partners });
  const countVolume = createDisclosedVolume(log);
  const readContext = createContextReader(options.gatewayKeys, kind);
  const executorOf = ({ subgraph, partners, inFlight }: Assembly) => {
    const { execute, findKept } = createRequestExecutor({
      name: kind,
      subgraph,
      keySets,
      purposes,
      auditLog,
      partnerWithOin: (oin) => partners.partners.find((one) => one.oin === oin)?.id ?? null,
      privacyContactOf: (id) =>
        partners.partners.find((one) => one.id === id)?.privacyContact ?? null,
      countVolume,
      readContext,
      now,
      today: options.today,
      log,
    });
    const executeInFlight = (request: SubgraphRequest) => inFlight.during(() => execute(request));
    return { execute: executeInFlight, findKept };
  };
  const statisticsOf = statisticsExecutor(options, { keySets, purposes, auditLog, now, log });
  const findFile = async (open: OpenFile, { body, context, digest }: SubgraphFileRequest) => {
    const principal = await readContext(context, digest);
    const name = await fileNameIn(body);
    if (name === null) return 'unreadable';
    return open(name, { principal, policies: policiesOf(purposes, principal?.purpose) });
  };
  let executor = executorOf(current);
  let executeStatistics = statisticsOf(current);
  const stopCounting = countKeyDays(keySets, now);
  const server = await startGraphServer({
    host: options.host ?? '127.0.0.1',
    port: options.port,
    tls: options.tls,
    execute: (request) => executor.execute(request),
    findKept: (request) => executor.findKept(request),
    isDemo: () => current.isDemo,
    // The partners are chosen when the request has been read, because they may be replaced meanwhile.
    executeStatistics: () => {
      const first = executeStatistics;
      return first && ((request) => (executeStatistics ?? first)(request));
    },
    findFile: () => {
      const first = current.subgraph.openFile;
      if (first === null) return undefined;
      return (request) => {
        const { subgraph, inFlight } = current;
        return inFlight.during(() => findFile(subgraph.openFile ?? first, request));
      };
    },
  });
  return {
    url: server.url,
    reload: (lists) => {
      const next = assemble(assembleFrom, lists, around);
      const nextKeys = readKeysOrStop(next);
      const old = current;
      current = next;
      executor = executorOf(next);
      executeStatistics = statisticsOf(next);
      Object.assign(keySets, nextKeys);
      purposes.clear();
      for (const [uri, one] of next.purposes) purposes.set(uri, one);
      void old.inFlight.nothing(OLD_PARTNERS_MS).then(() => old.subgraph.stop());
    },
    stop: async () => {
      stopCounting();
      await server.stop();
      await Promise.all([current.subgraph.stop(), auditLog.stop()]);
    },
  };
}

/** Undefined without keys of insights. Throws `ConfigError` for keys where there are no statistics. */
function statisticsExecutor(
  { kind, statisticsKeys, today }: SubgraphOptions,
  shared: Omit<StatisticsSurroundings, 'name' | 'statistics' | 'authorize' | 'today'>,
): (assembly: Assembly) => ExecuteStatistics | undefined {
  if (statisticsKeys === undefined) return () => undefined;
  const authorize = createStatisticsAuthorizer(statisticsKeys, kind);
  return ({ subgraph: { statistics }, inFlight }) => {
    if (statistics === null) {
      throw new ConfigError(
        `Cannot use subgraphs.${kind}.statisticsKeys: this subgraph counts nothing for insights`,
      );
    }
    const execute = createStatisticsExecutor({
      ...shared,
      name: kind,
      statistics,
      authorize,
      today,
    });
    // Every partner has responded when the first line is sent.
    return (request) => inFlight.during(() => execute(request));
  };
}

async function auditLogOf(
  options: SubgraphOptions,
  {
    lists,
    ...shared
  }: Pick<SubgraphAuditLogOptions, 'keySets' | 'purposes' | 'now' | 'log'> & {
    readonly lists: () => PartnerList;
  },
): Promise<SubgraphAuditLog> {
  const { kind, isDemo, auditFolder: folder, auditKey, gatewayUrl, auditLogOptions } = options;
  if (folder === undefined) return NO_AUDIT_LOG;
  if (gatewayUrl === undefined) {
    throw new ConfigError(
      `Cannot start "${kind}" without gatewayUrl: its audit log must name the gateway that asked`,
    );
  }
  const partners = () =>
    new Map(
      lists()
        .partners.filter((one) => one.kind === kind)
        .map(({ id, name }) => [id, name]),
    );
  if (auditKey === undefined && isDemo !== true) shared.log.warn(UNSIGNED);
  const logOptions = { ...(auditKey && { sign: createHeadSigner(auditKey) }), ...auditLogOptions };
  return startSubgraphAuditLog({
    ...shared,
    kind,
    folder,
    gatewayUrl,
    partners,
    logOptions,
    collector: options.auditExport,
  });
}

/** Opens no connection: the first request to a partner does. */
function assemble(
  assembleFrom: Assemble,
  { partners, purposes: all = readPurposes() }: SubgraphLists,
  options: SubgraphOptions & { readonly log: Logger },
): Assembly {
  const { kind, secretOf, profile, contentFolder, releasesFolder, log } = options;
  const { freshForSeconds, statusFreshForSeconds, isDemo: allowsDemo = false } = options;
  assertKnownPurposes(partners, all);
  const isDemo = allowsDemo && partners.partners.every((one) => one.kind !== kind || one.synthetic);
  const subgraph = assembleFrom(partners, {
    secretOf: (setting) => {
      const secret = secretOf?.(setting);
      if (isDemo || secret === undefined || !isPublishedSecret(secret)) return secret;
      throw new ConfigError(
        `Cannot use ${setting} of the demo, which everyone has: make one of your own, ` +
          'or say demo: true where every partner is synthetic',
      );
    },
    profile,
    contentFolder,
    releasesFolder,
    freshForSeconds,
    statusFreshForSeconds,
    log,
  });
  const purposes = purposesAt(all, { kind, isSynthetic: isDemo });
  if (profile !== 'public') for (const line of unregisteredPurposes(purposes)) log.warn(line);
  return { subgraph, inFlight: createInFlight(), purposes, isDemo, partners };
}

/** A misspelled purpose would limit nothing. */
function assertKnownPurposes({ partners }: PartnerList, purposes: Purposes): void {
  for (const { id, purposes: limited } of partners) {
    const unknown = Object.keys(limited).find((uri) => !purposes.has(uri));
    if (unknown === undefined) continue;
    throw new ConfigError(
      `Cannot limit the clients of partner "${id}" for purpose "${unknown}"; ` +
        nameHint(unknown, [...purposes.keys()]),
    );
  }
}
