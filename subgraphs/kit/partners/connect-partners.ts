/** Makes connected partners of entries of the partner list, the same way in every subgraph. */
import type { Logger } from 'pino';
import type { Reachable } from './ask-partner.ts';
import { credentialsOf, passwordOf, type NamedSecret, type OauthEntry } from './credentials.ts';
import type { ClientCredentials } from './oauth-token.ts';
import { createPartnerHealth } from './partner-health.ts';
import { createPartnerLog, type PartnerLog } from './partner-log.ts';

/** The fields that every entry of the partner list has. */
export interface PartnerEntry {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly deadlineMs: number;
  readonly synthetic: boolean;
}

/** Access to the records of one partner; each subgraph adds its own methods. */
export interface PartnerSource {
  stop(): Promise<void>;
}

/** A partner with the properties that its subgraph adds. */
export type ConnectedPartner<Own = unknown> = Reachable & {
  readonly name: string;
  readonly isSynthetic: boolean;
} & Own;

export interface ConnectedPartners<Partner> {
  readonly partners: readonly Partner[];
  stop(): Promise<void>;
}

export interface ConnectOptions {
  /** The value of a setting that the partner list names: the only source of secrets. */
  readonly secretOf: (setting: string) => string | undefined;
  readonly log: Logger;
}

/** What the connection of one entry needs besides the entry. */
export interface EntryTools {
  readonly log: PartnerLog;
  /** Client credentials for OAuth 2.0 (RFC 6749, 4.4); null where the entry names none. */
  readonly credentials: (entry: OauthEntry) => ClientCredentials | null;
  /** The password of a database; undefined where the entry names none. */
  readonly password: (entry: NamedSecret) => string | undefined;
}

/** Throws `ConfigError` when a secret that an entry names is not set. */
export function connectPartners<Entry extends PartnerEntry, Own extends { source: PartnerSource }>(
  entries: readonly Entry[],
  { secretOf, log }: ConnectOptions,
  connect: (entry: Entry, tools: EntryTools) => Own,
): ConnectedPartners<ConnectedPartner<Own>> {
  const partners = entries.map((entry) => {
    const { id, kind, name, deadlineMs, synthetic } = entry;
    const partnerLog = createPartnerLog(log, entry);
    const own = connect(entry, {
      log: partnerLog,
      credentials: (oauthEntry) => credentialsOf(oauthEntry, secretOf),
      password: (named) => passwordOf(named, secretOf),
    });
    const health = createPartnerHealth(deadlineMs / 2);
    return { id, kind, name, deadlineMs, isSynthetic: synthetic, health, log: partnerLog, ...own };
  });
  return {
    partners,
    stop: async () => {
      await Promise.all(partners.map(({ source }) => source.stop()));
    },
  };
}
