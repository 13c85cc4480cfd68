import type { JSONWebKeySet } from 'jose';
import pino, { type Logger } from 'pino';
import { NO_AUDIT_LOG, startSubgraphAuditLog } from './kit/audit/subgraph-audit-log.ts';
import type { AppendOnlyLogOptions } from '../core/audit-log/audit-log.ts';
import { createRequestExecutor } from './kit/server/execute-request.ts';
import { startGraphServer } from './kit/server/graphql-server.ts';
import { createContextReader } from './kit/context/read-context.ts';
import { readKeySets, refuseDemoKeys } from './kit/ids/key-set.ts';
import type { AssembledSubgraph } from './kit/server/assemble-subgraph.ts';
import { SUBGRAPHS, type Assemble } from './registry.ts';
import { isPublishedSecret } from '../core/keys/published-keys.ts';
import type { PartnerList } from './partners.ts';
import { purposesAt, readPurposes, type Purposes } from '../core/purposes/purposes.ts';
import { ConfigError } from '../core/config/read-config.ts';
import type { SubgraphName } from '../core/federation/subgraph-names.ts';

export interface SubgraphOptions {
  readonly kind: SubgraphName;
  readonly port: number;
  readonly partners: PartnerList;
  readonly gatewayKeys: JSONWebKeySet;
  readonly keyFiles: readonly string[];
  readonly secretOf?: (setting: string) => string | undefined;
  /** The clock; tests fix it. */
  readonly now?: () => Date;
  /** The day that "open", "free" and "left" are as of, where it is not the clock's. */
  readonly today?: string;
  readonly log?: Logger;
  /**
   * Where the account is kept. Without it nothing is recorded: for a kind without case records, and
   * for tests of other things; the process insists on one.
   */
  readonly auditFolder?: string;
  /** For tests: another disk, smaller files. */
  readonly auditLogOptions?: Partial<AppendOnlyLogOptions>;
}

export interface RunningSubgraph {
  /** Where the gateway asks: `http://…/graphql`. */
  readonly url: string;
  /** Asks these partners from the next question on, under the purposes as they are now; or throws. */
  reload(partners: PartnerList): void;
  stop(): Promise<void>;
}

/** What follows from the partner list and the purposes, and is replaced with them. */
interface Assembly {
  readonly subgraph: AssembledSubgraph;
  readonly purposes: Purposes;
  readonly isSynthetic: boolean;
  readonly partners: PartnerList;
}

/** The longest that a question asked before a change may still be under way. */
const OLD_PARTNERS_MS = 30_000;

/** Starts the subgraph of one kind: sources, schema, server. Throws when its settings do not fit. */
export async function startSubgraph(options: SubgraphOptions): Promise<RunningSubgraph> {
  const { kind } = options;
  const assembleWith = await SUBGRAPHS[kind]();
  const log = options.log ?? pino({ name: kind }, pino.destination(2));
  const around = { ...options, log };
  let current = assemble(assembleWith, options.partners, around);
  const keySets = readKeySets(options.keyFiles, current.subgraph.keyDomains, kind);
  if (!current.isSynthetic) refuseDemoKeys(keySets, options.gatewayKeys, kind);
  // One map for all who look up a purpose, so that a change reaches them in the same moment.
  const purposes = new Map(current.purposes);
  const now = options.now ?? (() => new Date());
  const { auditFolder: folder, auditLogOptions: logOptions = {} } = options;
  const auditLog =
    folder === undefined || current.subgraph.keyDomains.length === 0
      ? NO_AUDIT_LOG
      : await startSubgraphAuditLog({ kind, folder, keySets, purposes, now, log, logOptions });
  const readContext = createContextReader(options.gatewayKeys, kind);
  const answererOf = ({ subgraph, partners }: Assembly) =>
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
  let execute = answererOf(current);
  const server = await startGraphServer({
    port: options.port,
    execute: (request) => execute(request),
  });
  return {
    url: server.url,
    reload: (partners) => {
      const next = assemble(assembleWith, partners, around);
      if (!next.isSynthetic) refuseDemoKeys(keySets, options.gatewayKeys, kind);
      const old = current.subgraph;
      current = next;
      execute = answererOf(next);
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

/** Opens no connection: a partner is reached when it is first asked. */
function assemble(
  assembleWith: Assemble,
  partners: PartnerList,
  { kind, secretOf, log }: SubgraphOptions & { readonly log: Logger },
): Assembly {
  const isSynthetic = partners.partners.every((one) => one.kind !== kind || one.synthetic);
  const subgraph = assembleWith(partners, {
    secretOf: (setting) => {
      const secret = secretOf?.(setting);
      if (isSynthetic || secret === undefined || !isPublishedSecret(secret)) return secret;
      throw new ConfigError(`Cannot use ${setting} of the demo: a partner has real records`);
    },
    log,
  });
  const purposes = purposesAt(readPurposes(), { kind, isSynthetic });
  return { subgraph, purposes, isSynthetic, partners };
}
