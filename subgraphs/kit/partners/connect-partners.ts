/** Makes connected partners of entries of the partner list, the same way in every subgraph. */
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Reachable } from './ask-partner.ts';
import { createCatalogue, createCatalogueBudget, type Catalogue } from './catalogue.ts';
import type { PartnerCall } from './partner-request.ts';
import type { clientCredentials, partnerFields, secret } from './entry-shape.ts';
import type { ClientCredentials } from './oauth-token.ts';
import { createPartnerHealth } from './partner-health.ts';
import { createPartnerLog, type PartnerLog } from './partner-log.ts';
import { isPrivateAddress } from './private-address.ts';
import type { Profile } from '../../../core/config-file/configuration.ts';
import { ConfigError } from '../../../core/config/read-config.ts';

type NamedSecret = z.output<typeof secret>;
type NamedCredentials = z.output<typeof clientCredentials>;

/** The fields that every entry of the partner list has. */
interface PartnerEntry extends z.output<z.ZodObject<typeof partnerFields>> {
  readonly kind: string;
  readonly url: string;
  /** Of a database; without it the address decides. */
  readonly tls?: { readonly mode: string } | undefined;
  /** Of a partner that publishes something. */
  readonly freshForSeconds?: number | undefined;
  readonly keptOnFaultSeconds?: number;
}

/** A partner with the properties that its subgraph adds. */
export type ConnectedPartner<Own = unknown> = Reachable & {
  readonly name: string;
  readonly isSynthetic: boolean;
} & Own;

export interface ConnectedPartners<Partner> extends OpenSources {
  readonly partners: readonly Partner[];
}

export interface OpenSources {
  /** Closes what `connect` and later requests opened. */
  stop(): Promise<void>;
}

export interface ConnectOptions {
  /** The value of a setting that the partner list names: the only source of secrets. */
  readonly secretOf: (setting: string) => string | undefined;
  /** `public` leaves out case types, and with them the ids of people; everything without it. */
  readonly profile?: Profile | undefined;
  /** The folder of programmes, organisations and published facts; none without it. */
  readonly contentFolder?: string | undefined;
  /** The folder of the releases of statistics; none without it. */
  readonly releasesFolder?: string | undefined;
  readonly log: Logger;
  /** For how long public lists are used without a call where the entry does not say; not at all without it. */
  readonly freshForSeconds?: number | undefined;
  /** For how long the status of a partner is told again without a call; not at all without it. */
  readonly statusFreshForSeconds?: number | undefined;
  /** In place of the log of each partner: what a check of a partner collects. */
  readonly recordIn?: PartnerLog | undefined;
}

/** What the connection of one entry needs besides the entry. */
export interface EntryTools {
  readonly log: PartnerLog;
  /** OAuth 2.0 client credentials (RFC 6749, 4.4) of an entry; null where it names none. */
  readonly credentials: (oauth: NamedCredentials | undefined) => ClientCredentials | null;
  /** The password of a database; undefined where the entry names none. */
  readonly password: (named: NamedSecret | undefined) => string | undefined;
  /** A public list of the partner; `freshForSeconds` in place of that of the entry. */
  readonly catalogue: <Item>(
    read: (call: PartnerCall, variant: string) => Promise<readonly Item[]>,
    freshForSeconds?: number,
  ) => Catalogue<Item>;
}

/**
 * Throws `ConfigError` when a secret that an entry names is not set, or when others could read what is sent to
 * an address.
 */
export function connectPartners<Entry extends PartnerEntry, Own extends { source: OpenSources }>(
  entries: readonly Entry[],
  {
    secretOf,
    log,
    recordIn,
    freshForSeconds: usualSeconds = 0,
    statusFreshForSeconds = 0,
  }: ConnectOptions,
  connect: (entry: Entry, tools: EntryTools) => Own,
): ConnectedPartners<ConnectedPartner<Own>> {
  const budget = createCatalogueBudget();
  const partners = entries.map((entry) => {
    const { id, kind, name, deadlineMs, synthetic, purposes } = entry;
    const assertPrivate = (url: string, tlsMode?: string) => {
      if (entry.unencrypted || isPrivateAddress(url, tlsMode)) return;
      throw new ConfigError(
        `Cannot reach partner "${id}" without TLS: use it, or say "unencrypted: true" in its entry`,
      );
    };
    assertPrivate(entry.url, entry.tls?.mode);
    const partnerLog = recordIn ?? createPartnerLog(log, entry);
    // A partner whose secret is not set would fail every request.
    const secretAt = ({ setting }: NamedSecret) => {
      const secret = secretOf(setting);
      if (secret !== undefined && secret !== '') return secret;
      throw new ConfigError(`Cannot reach partner "${id}": set ${setting} to its secret`);
    };
    const own = connect(entry, {
      log: partnerLog,
      credentials: (oauth) => {
        if (oauth === undefined) return null;
        if (oauth.tokenUrl !== undefined) assertPrivate(oauth.tokenUrl);
        return { ...oauth, clientSecret: secretAt(oauth.clientSecret) };
      },
      password: (named) => named && secretAt(named),
      catalogue: (read, freshForSeconds = entry.freshForSeconds ?? usualSeconds) =>
        createCatalogue({
          freshForMs: freshForSeconds * 1_000,
          keptOnFaultMs: (entry.keptOnFaultSeconds ?? 0) * 1_000,
          read,
          budget,
        }),
    });
    const health = createPartnerHealth(deadlineMs / 2, statusFreshForSeconds * 1_000);
    return {
      id,
      kind,
      name,
      deadlineMs,
      isSynthetic: synthetic,
      clientsOf: purposes,
      health,
      log: partnerLog,
      ...own,
    };
  });
  return {
    partners,
    stop: async () => {
      await Promise.all(partners.map(({ source }) => source.stop()));
    },
  };
}
