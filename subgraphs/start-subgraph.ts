import type { JSONWebKeySet } from 'jose';
import pino, { type Logger } from 'pino';
import { NO_AUDIT_LOG, startSubgraphAuditLog } from './kit/audit/subgraph-audit-log.ts';
import type { AppendOnlyLogOptions } from '../core/audit-log/audit-log.ts';
import { createRequestExecutor } from './kit/server/execute-request.ts';
import { startGraphServer } from './kit/server/graphql-server.ts';
import { createContextReader } from './kit/context/read-context.ts';
import { readKeySets, rejectDemoKeys } from './kit/ids/key-set.ts';
import type { AssembledSubgraph } from './kit/server/assemble-subgraph.ts';
import { SUBGRAPHS, type Assemble } from './registry.ts';
import { assertPrivateFile } from '../core/keys/private-file.ts';
import { isPublishedSecret } from '../core/keys/published-keys.ts';
import type { PartnerList } from './partners.ts';
import { purposesAt, readPurposes, type Purposes } from '../core/purposes/purposes.ts';
import type { Profile } from '../core/config-file/configuration.ts';
import { ConfigError } from '../core/config/read-config.ts';
import type { Listen } from '../core/http/http-server.ts';
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
  readonly keyFiles: readonly string[];
  readonly secretOf?: (setting: string) => string | undefined;
  /** `public` leaves out case types; everything without it. */
  readonly profile?: Profile | undefined;
  /** The folder of programmes, organisations and published facts; none without it. */
  readonly contentFolder?: string | undefined;
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
  /** For tests: another disk, smaller files. */
  readonly auditLogOptions?: Partial<AppendOnlyLogOptions>;
}

export interface RunningSubgraph {
  /** The address for the gateway: `http://…/graphql`. */
  readonly url: string;
  /**
   * Uses these partners and purposes from the next request on. Throws `ConfigError`.
   */
  reload(lists: SubgraphLists): void;
  stop(): Promise<void>;
}

/** What is made of the partner list and the purposes, and is replaced with them. */
interface Assembly {
  readonly subgraph: AssembledSubgraph;
  readonly purposes: Purposes;
  /** Whether published keys, and purposes for invented records alone, may be used. */
  readonly isDemo: boolean;
  readonly partners: PartnerList;
}

/** Longer than a request that started before the change can take. */
const OLD_PARTNERS_MS = 30_000;

/** Starts one subgraph: sources, schema, server. Throws when its settings do not fit. */
export async function startSubgraph(options: SubgraphOptions): Promise<RunningSubgraph> {
  const { kind } = options;
  const assembleFrom = await SUBGRAPHS[kind]();
  const log = options.log ?? pino({ name: kind }, pino.destination(2));
  const around = { ...options, log };
  let current = assemble(assembleFrom, options, around);
  const keySets = readKeySets(options.keyFiles, current.subgraph.keyDomains, kind);
  const checkKeys = ({ isDemo }: Assembly) => {
    if (isDemo) return;
    rejectDemoKeys(keySets, options.gatewayKeys, kind);
    for (const file of options.keyFiles) assertPrivateFile(file);
  };
  checkKeys(current);
  // One map that everyone shares, so that a change takes effect everywhere at once.
  const purposes = new Map(current.purposes);
  const now = options.now ?? (() => new Date());
  const { auditFolder: folder, auditLogOptions: logOptions = {} } = options;
  const auditLog =
    folder === undefined || current.subgraph.keyDomains.length === 0
      ? NO_AUDIT_LOG
      : await startSubgraphAuditLog({ kind, folder, keySets, purposes, now, log, logOptions });
  const readContext = createContextReader(options.gatewayKeys, kind);
  const executorOf = ({ subgraph, partners }: Assembly) =>
    createRequestExecutor({
      name: kind,
      subgraph,
      keySets,
      purposes,
      auditLog,
      partnerWithOin: (oin) =>
        partners.partners.find((one) => 'oin' in one && one.oin === oin)?.id ?? null,
      readContext,
      now,
      today: options.today,
      log,
    });
  let execute = executorOf(current);
  const server = await startGraphServer({
    host: options.host ?? '127.0.0.1',
    port: options.port,
    tls: options.tls,
    execute: (request) => execute(request),
  });
  return {
    url: server.url,
    reload: (lists) => {
      const next = assemble(assembleFrom, lists, around);
      checkKeys(next);
      const old = current.subgraph;
      current = next;
      execute = executorOf(next);
      purposes.clear();
      for (const [uri, one] of next.purposes) purposes.set(uri, one);
      setTimeout(() => void old.stop(), OLD_PARTNERS_MS).unref();
    },
    stop: async () => {
      await server.stop();
      await Promise.all([current.subgraph.stop(), auditLog.stop()]);
    },
  };
}

/** Opens no connection: the first request to a partner does. */
function assemble(
  assembleFrom: Assemble,
  { partners, purposes: all = readPurposes() }: SubgraphLists,
  options: SubgraphOptions & { readonly log: Logger },
): Assembly {
  const { kind, secretOf, profile, contentFolder, log, isDemo: allowsDemo = false } = options;
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
    log,
  });
  const purposes = purposesAt(all, { kind, isSynthetic: isDemo });
  return { subgraph, purposes, isDemo, partners };
}
