import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { isPublishedKey } from '../../core/keys/published-keys.ts';

/** Finds the key of a token; a source of one issuer never waits for another's. */
export type KeySource = JWTVerifyGetKey;

/** Raised where an issuer's keys cannot be had: the token is neither right nor wrong. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

export interface RemoteKeysOptions {
  readonly fetch?: typeof globalThis.fetch;
  readonly now?: () => number;
  /** Keys published with the demo are worth nothing, so production takes none of them. */
  readonly isDemo?: boolean;
}

/** Keys this fresh are used without a thought; older ones too, while new ones are fetched. */
const FRESH_MS = 10 * 60_000;
/** An issuer that stays down is believed by its last keys for a day, and no longer. */
const KEPT_MS = 24 * 60 * 60_000;
/** However many tokens with unknown keys arrive, an issuer is asked no more often than this. */
const COOLDOWN_MS = 30_000;
const DEADLINE_MS = 3_000;
const ANSWER_BYTES_MAX = 262_144;

const keySet = z.object({
  demo: z.boolean().optional(),
  keys: z.array(z.looseObject({ kty: z.string() })).max(100),
});

/** Takes what is for verifying signatures alone: no shared secrets, no private parts. */
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
 * Keys at an address: fetched when first needed, again when old or when a token names a key that is
 * not among them, one request at a time. While the issuer is down its last keys go on serving.
 */
export function createRemoteKeys(url: URL, options: RemoteKeysOptions = {}): KeySource {
  const now = options.now ?? Date.now;
  let known: { readonly find: KeySource; readonly fetchedAtMs: number } | undefined;
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let inFlight: Promise<void> | undefined;

  /** Asks unless that was just done; whether it worked shows in what is known. */
  async function refresh(): Promise<void> {
    if (inFlight) return await inFlight;
    if (now() - askedAtMs < COOLDOWN_MS) return;
    askedAtMs = now();
    inFlight = takeKeys();
    await inFlight;
    inFlight = undefined;
  }

  /** A failure leaves what was known as it is. */
  async function takeKeys(): Promise<void> {
    try {
      const find = createLocalJWKSet(await fetchKeys(url, options));
      known = { find, fetchedAtMs: now() };
    } catch {
      // Answered with what is known, if that is not too old.
    }
  }

  const usable = () => (known && now() - known.fetchedAtMs < KEPT_MS ? known : undefined);

  return async function findKey(header, token) {
    if (!usable()) await refresh();
    const held = usable();
    if (!held) throw new KeysUnavailable('Cannot get the keys of an issuer');
    if (now() - held.fetchedAtMs > FRESH_MS) void refresh();
    try {
      return await held.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await refresh();
      return await (usable() ?? held).find(header, token);
    }
  };
}

async function fetchKeys(url: URL, options: RemoteKeysOptions): Promise<JSONWebKeySet> {
  const response = await (options.fetch ?? fetch)(url, {
    headers: { accept: 'application/jwk-set+json, application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  if (!response.ok) throw new Error(`Issuer answered ${response.status}`);
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
