import { z } from 'zod';
import { ConfigError, readConfig } from '../../core/config/read-config.ts';
import { ALGORITHMS, type Issuer, type SignInClient } from './issuer.ts';
import { parseKeys } from './key-source.ts';

/** RFC 6749, 3.3: a scope holds no space. */
const scope = z.string().regex(/^[\x21\x23-\x5B\x5D-\x7E]+$/);

const signInClient = z.strictObject({
  clientId: z.string().min(1).max(200),
  scopes: z.array(scope).max(20).default([]),
});

const jwksIssuer = z.strictObject({
  kind: z.literal('jwks'),
  issuer: z.string().min(1),
  audience: z.string().min(1),
  /** An address, or a file beside the list. */
  keys: z.string().min(1),
  algorithms: z
    .array(z.enum(ALGORITHMS))
    .min(1)
    .default([...ALGORITHMS]),
  signIn: signInClient.optional(),
});

const file = z.strictObject({
  issuers: z.array(z.discriminatedUnion('kind', [jwksIssuer])).min(1),
});

export interface IssuerSettings {
  /** Reads a key file that the list names. */
  readonly readKeys: (name: string) => unknown;
  /** Only the demo accepts published keys, and plain HTTP on loopback. */
  readonly isDemo: boolean;
}

/** Parses a list of issuers. Throws `ConfigError` with the line of a mistake. */
export function parseIssuers(
  text: string,
  fileName: string,
  settings: IssuerSettings,
): readonly Issuer[] {
  const { issuers } = readConfig(text, fileName, file);
  const names = issuers.map(({ issuer }) => issuer);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new ConfigError(`${fileName}: "${twice}" is listed twice`);
  const forPeople = issuers.filter(({ signIn }) => signIn);
  if (forPeople.length > 1) {
    throw new ConfigError(`${fileName}: only one issuer can have "signIn"`);
  }
  return issuers.map(({ kind, issuer, audience, keys, algorithms, signIn }) => ({
    kind,
    signIn: signIn && parseSignIn(issuer, signIn),
    name: parseName(issuer, settings.isDemo),
    audience,
    algorithms,
    keys: isAddress(keys)
      ? parseAddress(keys, settings.isDemo)
      : parseKeyFile(keys, settings.readKeys(keys), settings.isDemo),
  }));
}

/** Keys from a file. Outside the demo, the demo's own keys are rejected: everyone can read them. */
export function parseKeyFile(name: string, value: unknown, isDemo: boolean) {
  try {
    return parseKeys(value, isDemo);
  } catch (error) {
    const why = error instanceof z.ZodError ? 'they are no JWKS' : (error as Error).message;
    throw new ConfigError(`Cannot use the keys in "${name}": ${why}`, { cause: error });
  }
}

/** The page discovers the issuer by its name (OpenID Connect Discovery), so the name must be its address. */
function parseSignIn(issuer: string, client: SignInClient): SignInClient {
  if (isAddress(issuer)) return client;
  throw new ConfigError(`Cannot sign in at issuer "${issuer}": it is no address`);
}

function parseName(name: string, isDemo: boolean): string {
  return isAddress(name) ? (parseAddress(name, isDemo), name) : name;
}

/** Whoever can change plain HTTP traffic could pose as the issuer. */
export function parseAddress(text: string, isDemo: boolean): URL {
  if (!URL.canParse(text)) throw new ConfigError(`Cannot use issuer "${text}": it is no address`);
  const url = new URL(text);
  if (url.protocol === 'https:') return url;
  if (isDemo && LOOPBACK.has(url.hostname)) return url;
  throw new ConfigError(`Cannot use issuer "${text}": expected https`);
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

const isAddress = (text: string): boolean => /^https?:/i.test(text);
