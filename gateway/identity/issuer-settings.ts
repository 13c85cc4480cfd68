import { z } from 'zod';
import { ConfigError, readConfig } from '../../subgraphs/read-config.ts';
import { ALGORITHMS, type Issuer } from './issuer.ts';
import { parseKeys } from './key-source.ts';

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
});

const file = z.strictObject({
  issuers: z.array(z.discriminatedUnion('kind', [jwksIssuer])).min(1),
});

export interface IssuerSettings {
  /** Reads a file of keys, named as in the list. */
  readonly readKeys: (name: string) => unknown;
  /** The demo alone takes published keys, and plain http on its own machine. */
  readonly isDemo: boolean;
}

/** A list of issuers; a mistake is named with its line, and nothing starts with it. */
export function parseIssuers(
  text: string,
  fileName: string,
  settings: IssuerSettings,
): readonly Issuer[] {
  const { issuers } = readConfig(text, fileName, file);
  const names = issuers.map(({ issuer }) => issuer);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new ConfigError(`${fileName}: "${twice}" is listed twice`);
  return issuers.map(({ kind, issuer, audience, keys, algorithms }) => ({
    kind,
    name: parseName(issuer, settings.isDemo),
    audience,
    algorithms,
    keys: isAddress(keys)
      ? parseAddress(keys, settings.isDemo)
      : parseKeyFile(keys, settings.readKeys(keys), settings.isDemo),
  }));
}

/** Keys from a file; those of the demo, which everyone can read, prove nothing in production. */
export function parseKeyFile(name: string, value: unknown, isDemo: boolean) {
  try {
    return parseKeys(value, isDemo);
  } catch (error) {
    const why = error instanceof z.ZodError ? 'they are no JWKS' : (error as Error).message;
    throw new ConfigError(`Cannot use the keys in "${name}": ${why}`, { cause: error });
  }
}

function parseName(name: string, isDemo: boolean): string {
  return isAddress(name) ? (parseAddress(name, isDemo), name) : name;
}

/** Who can change what travels over plain http can be any issuer. */
export function parseAddress(text: string, isDemo: boolean): URL {
  if (!URL.canParse(text)) throw new ConfigError(`Cannot use issuer "${text}": it is no address`);
  const url = new URL(text);
  if (url.protocol === 'https:') return url;
  if (isDemo && LOOPBACK.has(url.hostname)) return url;
  throw new ConfigError(`Cannot use issuer "${text}": expected https`);
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

const isAddress = (text: string): boolean => /^https?:/i.test(text);
