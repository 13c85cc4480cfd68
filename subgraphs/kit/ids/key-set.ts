import { basename } from 'node:path';
import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { readJson } from '../../../core/config/read-file.ts';
import { ConfigError } from '../../../core/config/read-config.ts';
import { isPublishedKey, isPublishedSecret } from '../../../core/keys/published-keys.ts';
import { createAesSivKey, type AesSiv } from './aes-siv.ts';

const KEY_DOMAINS = ['voucher', 'person', 'coach'] as const;

/** Ids of one domain have the same keys, which the parties of that domain hold. */
export type KeyDomain = (typeof KEY_DOMAINS)[number];

/** The keys of one domain, one per quarter. */
export interface KeySet {
  readonly domain: KeyDomain;
  /** True where a key is published with the demo, by its value or by a mark in the file. */
  readonly isDemo: boolean;
  /** True where one key is for every quarter, so that ids of a quarter are not bound to it by their key. */
  readonly isForAnyQuarter: boolean;
  has(quarter: string): boolean;
  /** The 64 bytes from which keys for another use are derived; throws when there are none. */
  keyOf(quarter: string): Uint8Array;
  /** AES-SIV under the key of a quarter such as `2026Q4`; throws when there is none. */
  cipherOf(quarter: string, associated: readonly string[]): AesSiv;
}

const keyFile = z.strictObject({
  domain: z.enum(KEY_DOMAINS),
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
 * Throws `ConfigError` for keys of the demo. Everyone has them, so they protect no real records. Public keys are given by
 * the name of whose they are.
 */
export function rejectDemoKeys(
  keySets: KeySets,
  publicKeys: Readonly<Record<string, JSONWebKeySet | undefined>>,
  kind: string,
): void {
  const published = Object.values(keySets).find(({ isDemo }) => isDemo)?.domain;
  const name =
    published ?? Object.entries(publicKeys).find(([, set]) => set?.keys.some(isPublishedKey))?.[0];
  if (name === undefined) return;
  throw new ConfigError(
    `Cannot start "${kind}" with the ${name} key of the demo, which everyone has: ` +
      'make one of your own, or say demo: true where every partner is synthetic',
  );
}

/**
 * Throws `ConfigError` for one key for every quarter. With it whoever leaves a domain, or finds the key, reads the ids
 * of later quarters too.
 */
export function rejectKeyOfAnyQuarter({ domain, isForAnyQuarter }: KeySet): void {
  if (!isForAnyQuarter) return;
  throw new ConfigError(
    `Cannot use one ${domain} key for every quarter: make a key for each quarter, such as "2026Q4" ` +
      'in place of "any"',
  );
}

/** A key set of keys by quarter, each 64 bytes in base64url. */
export function createKeySet(
  domain: KeyDomain,
  keysByQuarter: Readonly<Record<string, string>>,
  isDemo: boolean,
): KeySet {
  const keys = new Map<string, Buffer>();
  for (const [quarter, text] of Object.entries(keysByQuarter)) {
    const key = Buffer.from(text, 'base64url');
    if (key.length !== 64) {
      throw new ConfigError(`Cannot use the ${domain} key of ${quarter}: expected 64 bytes`);
    }
    const same = [...keys].find(([, other]) => other.equals(key))?.[0];
    if (same !== undefined) {
      throw new ConfigError(
        `Cannot use the ${domain} key of ${quarter}: it is that of ${same} too, make one of its own`,
      );
    }
    keys.set(quarter, key);
  }
  const ciphers = new Map([...keys].map(([quarter, key]) => [quarter, createCiphers(key)]));
  const find = <Value>(byQuarter: ReadonlyMap<string, Value>, quarter: string): Value => {
    const found = byQuarter.get(quarter) ?? byQuarter.get('any');
    if (found === undefined) throw new Error(`Cannot find the ${domain} key of ${quarter}`);
    return found;
  };
  return {
    domain,
    isDemo: isDemo || [...keys.values()].some(isPublishedSecret),
    isForAnyQuarter: keys.has('any'),
    has: (quarter) => keys.has(quarter) || keys.has('any'),
    keyOf: (quarter) => find(keys, quarter),
    cipherOf: (quarter, associated) => find(ciphers, quarter)(associated),
  };
}

/** Labels times clients, purposes and partners of a quarter; more of them are prepared again. */
const PREPARED_MAX = 1_000;

/** What is the same for all ids of a label, client, purpose and quarter is prepared once. */
function createCiphers(key: Uint8Array): (associated: readonly string[]) => AesSiv {
  let cipherWith: ReturnType<typeof createAesSivKey> | undefined;
  const prepared = new Map<string, AesSiv>();
  return function cipherOf(associated) {
    const name = JSON.stringify(associated);
    const known = prepared.get(name);
    if (known !== undefined) return known;
    cipherWith ??= createAesSivKey(key);
    if (prepared.size >= PREPARED_MAX) prepared.clear();
    const made = cipherWith(associated);
    prepared.set(name, made);
    return made;
  };
}
