/** Which claims of a token say who its client is and what it may do. Each issuer has rules of its own. */
import { z } from 'zod';

export interface ClaimRules {
  /** The first of these that a token has names the client: by an id in `clients`, or by its OIN without that list. */
  readonly client: readonly string[];
  readonly scopes: string;
  /** When it is the claim of the scopes, its values that begin with `urn:` are purposes and the others scopes. */
  readonly purposes: string;
  /** Further claims that a token must have. */
  readonly required: readonly string[];
  /** The OIN of the organisation of each client, by its id at the issuer; where it is empty, the id is the OIN. */
  readonly clients: ReadonlyMap<string, string>;
}

const NO_CLIENTS: ReadonlyMap<string, string> = new Map();

/** The rules to choose from by name. */
export const CLAIM_PRESETS = {
  ours: {
    client: ['consumer'],
    scopes: 'scopes',
    purposes: 'purposes',
    required: ['scopes', 'purposes'],
    clients: NO_CLIENTS,
  },
  /** NL GOV Assurance profile for OAuth 2.0, 3.2.1: `azp` and `jti` are required; `client_id` is that of RFC 9068. */
  'nl-gov-oauth': {
    client: ['azp', 'client_id'],
    scopes: 'scope',
    purposes: 'scope',
    required: ['jti'],
    clients: NO_CLIENTS,
  },
} as const satisfies Readonly<Record<string, ClaimRules>>;

/** The claims of a token whose signature, issuer, audience and times have been verified. */
export interface TokenClaims {
  readonly consumer: string;
  readonly scopes: readonly string[];
  readonly purposes: readonly string[];
  /** Encrypted person id of someone who sees their own data. Only an exchange gives it. */
  readonly subject?: string | undefined;
  /** The issuer's name for the user; without one that a log may hold, a hash of the token's `jti` or of the token. */
  readonly user?: string | undefined;
}

export interface ReadClaims extends Omit<TokenClaims, 'user'> {
  readonly sub: string | undefined;
  readonly jti: string | undefined;
  /** In seconds. */
  readonly exp: number;
}

/** A verified token lacks a claim, or has a value that cannot be used there. */
export class ClaimError extends Error {
  override readonly name = 'ClaimError';
  readonly claim: string;
  /** Whether the claim is one that this issuer may not give. */
  readonly isReserved: boolean;

  constructor(claim: string, isReserved = false) {
    super(`Claim "${claim}" is missing or cannot be used`);
    this.claim = claim;
    this.isReserved = isReserved;
  }
}

const oin = z.string().regex(/^\d{20}$/);
const names = (lengthMax: number) => z.array(z.string().max(lengthMax)).max(50);
const scopes = names(100);
const purposes = names(200);
const short = z.string().max(200).optional();

/** Throws `ClaimError`. */
export function readClaims(
  payload: Readonly<Record<string, unknown>>,
  rules: ClaimRules,
): ReadClaims {
  const read = <Value>(claim: string, type: z.ZodType<Value>, value = payload[claim]): Value => {
    const parsed = type.safeParse(value);
    if (!parsed.success) throw new ClaimError(claim);
    return parsed.data;
  };
  // A token that was meant for one person must not be read as one for everybody.
  if (payload['subject'] != null) throw new ClaimError('subject', true);
  for (const claim of rules.required)
    read(
      claim,
      z.unknown().refine((value) => value != null),
    );
  const client = rules.client.find((claim) => payload[claim] != null) ?? rules.client[0] ?? '';
  const consumer = read(client, oin, organisationOf(payload[client], rules));
  const both = rules.purposes === rules.scopes;
  const scopesSent = read(rules.scopes, scopes, listed(payload[rules.scopes]));
  const purposesSent = read(rules.purposes, purposes, listed(payload[rules.purposes]));
  return {
    consumer,
    scopes: both ? scopesSent.filter((scope) => !isUrn(scope)) : scopesSent,
    purposes: both ? purposesSent.filter(isUrn) : purposesSent,
    sub: read('sub', short),
    jti: read('jti', short),
    exp: read('exp', z.number()),
  };
}

/** An issuer with a list of clients speaks for no other: each of several issuers could name any organisation otherwise. */
function organisationOf(value: unknown, { clients }: ClaimRules): unknown {
  return clients.size === 0 ? value : (clients.get(String(value)) ?? null);
}

/** A list, or names with spaces between them (RFC 6749, 3.3). */
function listed(value: unknown): unknown {
  if (value === undefined) return [];
  return typeof value === 'string' ? value.split(' ').filter((name) => name !== '') : value;
}

const isUrn = (name: string): boolean => name.startsWith('urn:');
