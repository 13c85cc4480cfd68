/** Tokens by which a partner says which people it holds, without being told who is asked about: docs/membership.md. */
import { createHmac, hkdfSync } from 'node:crypto';
import { quarterOf } from '../ids/encrypted-id.ts';
import type { KeySet, KeySets } from '../ids/key-set.ts';

const LABEL = 'llo-membership/v1';
const KEY_BYTES = 32;
const TOKEN_DIGITS = 32;
/** Twelve bits: about 22,000 valid numbers share each of the 4,096 buckets. */
const BUCKET_DIGITS = 3;

/** Stands for nobody: for a question that only shows whether a partner answers. */
export const ANY_TOKEN = '0'.repeat(TOKEN_DIGITS);

/** The tokens of one request. */
export interface MembershipTokens {
  /** The quarter that the tokens are of, such as `2026Q4`. */
  readonly quarter: string;
  /** The token of a citizen number at one partner; it means nothing at any other. */
  readonly tokenOf: (partner: string, number: string) => string;
}

/** The key that one partner gets out of band, for each key of persons (HKDF-SHA-256, RFC 5869). */
export function membershipKey(personKey: Uint8Array, partner: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', personKey, '', `${LABEL} ${partner}`, KEY_BYTES));
}

/** Those of each partner and quarter, made once: a reload of the key files gives another key set. */
const madeKeys = new WeakMap<KeySet, Map<string, Uint8Array>>();

function keyFor(keySet: KeySet, quarter: string, partner: string): Uint8Array {
  const made = madeKeys.get(keySet) ?? new Map<string, Uint8Array>();
  madeKeys.set(keySet, made);
  const name = `${quarter} ${partner}`;
  const key = made.get(name) ?? membershipKey(keySet.keyOf(quarter), partner);
  made.set(name, key);
  return key;
}

export function createMembershipTokens({ person }: KeySets, now: Date): MembershipTokens {
  const quarter = quarterOf(now);
  return {
    quarter,
    tokenOf: (partner, number) => {
      if (person === undefined) throw new Error('Cannot ask for members without a person key');
      return membershipToken(keyFor(person, quarter, partner), quarter, number);
    },
  };
}

/** HMAC-SHA-256 (RFC 2104), the first 16 bytes, in lower-case hexadecimal. */
export function membershipToken(key: Uint8Array, quarter: string, number: string): string {
  const hmac = createHmac('sha256', key).update(`${LABEL} ${quarter} ${number}`).digest('hex');
  return hmac.slice(0, TOKEN_DIGITS);
}

/** What of a token is sent. */
export function bucketOf(token: string): string {
  return token.slice(0, BUCKET_DIGITS);
}

const TOKEN_FORM = new RegExp(`^[0-9a-f]{${TOKEN_DIGITS}}$`);

export function isTokenOf(value: unknown, bucket: string): value is string {
  return typeof value === 'string' && TOKEN_FORM.test(value) && value.startsWith(bucket);
}
