import {
  createLocalJWKSet,
  errors,
  type CryptoKey,
  type JSONWebKeySet,
  type JWTHeaderParameters,
} from 'jose';
import { z } from 'zod';
import { isPublishedKey } from '../../core/keys/published-keys.ts';

/** The keys of one issuer. Each issuer has a source of its own, so none waits for another. */
export interface KeySource {
  /**
   * The keys that may have signed a token with this header: of its algorithm, for signatures, and with its `kid` if it
   * names one (optional: RFC 7515, 4.1.4). While an issuer changes its keys, there are several.
   */
  find(header: JWTHeaderParameters): Promise<readonly CryptoKey[]>;
  /** Fetches the keys again; false when that brought no new ones. */
  refresh(): Promise<boolean>;
}

/** Thrown when the keys of an issuer cannot be fetched: the token can be neither accepted nor rejected. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

export interface RemoteKeysOptions {
  readonly fetch?: typeof globalThis.fetch;
  readonly now?: () => number;
  /** Whether keys that are published with the demo are accepted. */
  readonly isDemo?: boolean;
}

/** Stale-while-revalidate: keys younger than this are used as they are. */
const FRESH_MS = 10 * 60_000;
/** The last keys of an issuer that is down are used for a day. */
const KEPT_MS = 24 * 60 * 60_000;
/** The shortest time between two requests to an issuer, however many tokens name unknown keys. */
const COOLDOWN_MS = 30_000;
const DEADLINE_MS = 3_000;
const ANSWER_BYTES_MAX = 262_144;

/** So many keys are tried for one token; an issuer has two while it changes them. */
const TRIED_KEYS_MAX = 8;

/** Keys that are known when the gateway starts. */
export function createLocalKeys(keys: JSONWebKeySet): KeySource {
  const find = createFinder(keys);
  return { find, refresh: async () => false };
}

function createFinder(keys: JSONWebKeySet): KeySource['find'] {
  const findOne = createLocalJWKSet(keys);
  return async function find(header) {
    try {
      return [await findOne(header)];
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) return [];
      if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
      const found: CryptoKey[] = [];
      for await (const key of error) {
        found.push(key);
        if (found.length === TRIED_KEYS_MAX) break;
      }
      return found;
    }
  };
}

const keySet = z.object({
  demo: z.boolean().optional(),
  keys: z.array(z.looseObject({ kty: z.string() })).max(100),
});

/** Keeps only keys for verifying signatures: no shared secrets and no private keys. */
export function parseKeys(value: unknown, isDemo: boolean): JSONWebKeySet {
  const { demo, keys } = keySet.parse(value);
  if (!isDemo && (demo === true || keys.some(isPublishedKey)))
    throw new Error('These keys are published with the demo');
  const usable = keys.filter(
    ({ kty, use, d }) =>
      ['OKP', 'EC', 'RSA'].includes(kty) && (use === undefined || use === 'sig') && d === undefined,
  );
  if (usable.length === 0) throw new Error('There is no key to verify a signature with');
  return { keys: usable };
}

/**
 * Keys at an address. They are fetched when first needed, and again when they are old or none of them has signed a
 * token, with one request at a time. While the issuer is down its last keys are used.
 */
export function createRemoteKeys(url: URL, options: RemoteKeysOptions = {}): KeySource {
  const now = options.now ?? Date.now;
  let known: { readonly find: KeySource['find']; readonly fetchedAtMs: number } | undefined;
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let inFlight: Promise<void> | undefined;

  /** Fetches the keys, unless that was just done. Never throws: `held` is unchanged after a failure. */
  async function refresh(): Promise<void> {
    if (inFlight) return await inFlight;
    if (now() - askedAtMs < COOLDOWN_MS) return;
    askedAtMs = now();
    inFlight = takeKeys();
    await inFlight;
    inFlight = undefined;
  }

  async function takeKeys(): Promise<void> {
    try {
      const find = createFinder(await fetchKeys(url, options));
      known = { find, fetchedAtMs: now() };
    } catch {
      // The keys that are held are used, if they are not too old.
    }
  }

  const usable = () => (known && now() - known.fetchedAtMs < KEPT_MS ? known : undefined);

  return {
    async find(header) {
      if (!usable()) await refresh();
      const held = usable();
      if (!held) throw new KeysUnavailable('Cannot get the keys of an issuer');
      if (now() - held.fetchedAtMs > FRESH_MS) void refresh();
      return await held.find(header);
    },
    async refresh() {
      const before = known;
      await refresh();
      return known !== before;
    },
  };
}

async function fetchKeys(url: URL, options: RemoteKeysOptions): Promise<JSONWebKeySet> {
  const response = await (options.fetch ?? fetch)(url, {
    headers: { accept: 'application/jwk-set+json, application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  if (!response.ok) throw new Error(`Issuer responded with status ${response.status}`);
  return parseKeys(JSON.parse(await readText(response)), options.isDemo ?? false);
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > ANSWER_BYTES_MAX) throw new Error('Keys of an issuer are too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
