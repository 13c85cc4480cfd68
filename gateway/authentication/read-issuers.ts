/** Reads the issuers whose tokens a gateway accepts. */
import { z } from 'zod';
import { ConfigError } from '../../core/config/read-config.ts';
import { readJson } from '../../core/config/read-file.ts';
import { ALGORITHMS, type Issuer, type SignInClient } from './issuer.ts';
import { CLAIM_PRESETS, type ClaimRules } from './token-claims.ts';
import { parseKeys } from './key-source.ts';

/** RFC 6749, 3.3: a scope holds no space. */
const scope = z.string().regex(/^[\x21\x23-\x5B\x5D-\x7E]+$/);

const signInClient = z.strictObject({
  clientId: z.string().min(1).max(200),
  scopes: z.array(scope).max(20).default([]),
});

const preset = z.enum(Object.keys(CLAIM_PRESETS) as (keyof typeof CLAIM_PRESETS)[]);
const claimName = z.string().min(1).max(200);

const claims = z.union([
  preset,
  z.strictObject({
    preset: preset.default('ours'),
    client: claimName.optional(),
    scopes: claimName.optional(),
    purposes: claimName.optional(),
  }),
]);

/** The OIN of each client by its id. */
const clients = z.record(
  z.string().min(1).max(200),
  z.string().regex(/^\d{20}$/, 'expected an OIN, of 20 digits'),
);

const signer = {
  issuer: z.string().min(1),
  audience: z.string().min(1).default('urn:llo:gateway'),
  /** An address, or a file. */
  keys: z.string().min(1),
  algorithms: z
    .array(z.enum(ALGORITHMS))
    .min(1)
    .default([...ALGORITHMS]),
};

/** It has no settings of claims: docs/token-exchange.md prescribes them. */
const exchange = z.strictObject({ kind: z.literal('exchange'), ...signer });

const jwksIssuer = z.strictObject({
  kind: z.literal('jwks'),
  ...signer,
  claims: claims.default('ours'),
  clients: clients.default({}),
  signIn: signInClient.optional(),
});

/** The issuers of tokens, in the configuration file. */
export const issuerList = z
  .array(z.discriminatedUnion('kind', [jwksIssuer, exchange]))
  .superRefine((issuers, context) => {
    const names = issuers.map(({ issuer }) => issuer);
    for (const [index, one] of issuers.entries()) {
      const complain = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: [index, field], message });
      if (names.indexOf(one.issuer) !== index)
        complain('issuer', `"${one.issuer}" is listed twice`);
      if (!signInOf(one)) continue;
      // The page discovers the issuer by its name (OpenID Connect Discovery), so the name must be its address.
      if (!isAddress(one.issuer))
        complain('issuer', 'expected an address, since people sign in at it');
      const first = issuers.findIndex(signInOf);
      if (first !== index) complain('signIn', 'only one issuer can have it');
    }
  });

type IssuerEntry = z.output<typeof jwksIssuer> | z.output<typeof exchange>;

function signInOf(entry: IssuerEntry): SignInClient | undefined {
  return entry.kind === 'jwks' ? entry.signIn : undefined;
}

/** What an operator is told where nobody can see their own data; undefined where people can, or no record is open. */
export function ownDataNotice({
  issuers,
  contextKey,
}: {
  readonly issuers: readonly { readonly kind: string }[];
  readonly contextKey?: string | undefined;
}): string | undefined {
  const isOff = contextKey !== undefined && issuers.every(({ kind }) => kind !== 'exchange');
  return isOff
    ? 'it is off: gateway.issuers has no entry of kind exchange (docs/token-exchange.md)'
    : undefined;
}

export interface IssuerOptions {
  readonly pathOf: (relative: string) => string;
  /** Only the demo accepts published keys, and plain HTTP on loopback. */
  readonly isDemo: boolean;
}

/** Reads the key files that the list names. Throws `ConfigError`. */
export function readIssuers(
  issuers: z.output<typeof issuerList>,
  { pathOf, isDemo }: IssuerOptions,
): readonly Issuer[] {
  return issuers.map((entry) => {
    const { kind, issuer: name, audience, keys, algorithms } = entry;
    if (isAddress(name)) parseAddress(name, isDemo);
    return {
      name,
      audience,
      algorithms,
      claims: kind === 'jwks' ? claimRules(entry) : undefined,
      isExchange: kind === 'exchange',
      signIn: signInOf(entry),
      keys: isAddress(keys)
        ? parseAddress(keys, isDemo)
        : parseKeyFile(keys, readJson(pathOf(keys)), isDemo),
    };
  });
}

function claimRules({ claims: given, clients: oins }: z.output<typeof jwksIssuer>): ClaimRules {
  const own = typeof given === 'string' ? { preset: given } : given;
  const rules: ClaimRules = CLAIM_PRESETS[own.preset];
  return {
    ...rules,
    client: own.client === undefined ? rules.client : [own.client],
    scopes: own.scopes ?? rules.scopes,
    purposes: own.purposes ?? rules.purposes,
    required: rules.required.map((claim) => renamed(claim, rules, own)),
    clients: new Map(Object.entries(oins)),
  };
}

/** A claim that must be there may have another name here. */
function renamed(
  claim: string,
  { scopes, purposes }: ClaimRules,
  own: { readonly scopes?: string | undefined; readonly purposes?: string | undefined },
): string {
  if (claim === scopes) return own.scopes ?? claim;
  return claim === purposes ? (own.purposes ?? claim) : claim;
}

/** Keys from a file. Outside the demo, the demo's own keys are rejected: everyone can read them. */
function parseKeyFile(name: string, value: unknown, isDemo: boolean) {
  try {
    return parseKeys(value, isDemo);
  } catch (error) {
    const why = error instanceof z.ZodError ? 'they are no JWKS' : (error as Error).message;
    throw new ConfigError(`Cannot use the keys in "${name}": ${why}`, { cause: error });
  }
}

/** Whoever can change plain HTTP traffic could pose as the issuer. */
function parseAddress(text: string, isDemo: boolean): URL {
  if (!URL.canParse(text)) throw new ConfigError(`Cannot use issuer "${text}": it is no address`);
  const url = new URL(text);
  if (url.protocol === 'https:') return url;
  if (isDemo && LOOPBACK.has(url.hostname)) return url;
  throw new ConfigError(`Cannot use issuer "${text}": expected https`);
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

const isAddress = (text: string): boolean => /^https?:/i.test(text);
