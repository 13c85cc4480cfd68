import { basename } from 'node:path';
import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { readJson } from '../../../core/config/read-file.ts';
import { ConfigError } from '../../../core/config/read-config.ts';
import { isPublishedKey, isPublishedSecret } from '../../../core/keys/published-keys.ts';

export type KeyDomain = 'voucher' | 'person';

/** The keys of one domain, one per quarter. */
export interface KeySet {
  readonly domain: KeyDomain;
  /** True where a key is published with the demo, by its value or by a mark in the file. */
  readonly isDemo: boolean;
  has(quarter: string): boolean;
  /** The 64-byte key of a quarter such as `2026Q4`; throws when there is none. */
  keyOf(quarter: string): Uint8Array;
}

const keyFile = z.strictObject({
  domain: z.enum(['voucher', 'person']),
  demo: z.boolean().optional(),
  keys: z.record(z.string().regex(/^(any|\d{4}Q[1-4])$/), z.string()),
});

/** The key sets of a process; a domain that it may not hold or was not given is absent. */
export type KeySets = Readonly<Partial<Record<KeyDomain, KeySet>>>;

/**
 * Reads key files (`{ domain, demo?, keys: { "2026Q4": base64url } }`; "any" is for every quarter)
 * for a subgraph that may hold some domains. A key of another domain throws: a fund that gets the
 * person key by mistake must not run with it.
 */
export function readKeySets(
  files: readonly string[],
  allowed: readonly KeyDomain[],
  kind: string,
): KeySets {
  const keySets: Partial<Record<KeyDomain, KeySet>> = {};
  for (const file of files) {
    const keySet = readKeySet(file);
    const { domain } = keySet;
    if (!allowed.includes(domain)) {
      const name = basename(file);
      throw new ConfigError(
        `Cannot start "${kind}" with "${name}": it may not hold a ${domain} key`,
      );
    }
    keySets[domain] = keySet;
  }
  for (const domain of allowed) {
    if (keySets[domain] === undefined) {
      throw new ConfigError(
        `Cannot start "${kind}" without a ${domain} key: give its file in "keys"`,
      );
    }
  }
  return keySets;
}

/** Reads one key file of any domain. */
export function readKeySet(file: string): KeySet {
  const parsed = keyFile.safeParse(readJson(file));
  if (!parsed.success)
    throw new ConfigError(`Cannot use the keys in "${basename(file)}": wrong shape`);
  const { domain, keys, demo } = parsed.data;
  return createKeySet(domain, keys, demo ?? false);
}

/**
 * Throws `ConfigError` for keys of the demo. Everyone has them, so they protect no real records.
 */
export function rejectDemoKeys(keySets: KeySets, gatewayKeys: JSONWebKeySet, kind: string): void {
  const published = Object.values(keySets).find(({ isDemo }) => isDemo)?.domain;
  const isGatewayKeyPublished = gatewayKeys.keys.some(isPublishedKey);
  if (published === undefined && !isGatewayKeyPublished) return;
  throw new ConfigError(
    `Cannot start "${kind}" with the ${published ?? 'gateway'} key of the demo, which everyone has: ` +
      'make one of your own, or say demo: true where every partner is synthetic',
  );
}

/** A key set of keys by quarter, each 64 bytes in base64url. */
export function createKeySet(
  domain: KeyDomain,
  keysByQuarter: Readonly<Record<string, string>>,
  isDemo: boolean,
): KeySet {
  const keys = new Map<string, Uint8Array>();
  for (const [quarter, text] of Object.entries(keysByQuarter)) {
    const key = new Uint8Array(Buffer.from(text, 'base64url'));
    if (key.length !== 64) {
      throw new ConfigError(`Cannot use the ${domain} key of ${quarter}: expected 64 bytes`);
    }
    keys.set(quarter, key);
  }
  const find = (quarter: string) => keys.get(quarter) ?? keys.get('any');
  return {
    domain,
    isDemo: isDemo || [...keys.values()].some(isPublishedSecret),
    has: (quarter) => find(quarter) !== undefined,
    keyOf: (quarter) => {
      const key = find(quarter);
      if (key === undefined) throw new Error(`Cannot find the ${domain} key of ${quarter}`);
      return key;
    },
  };
}
