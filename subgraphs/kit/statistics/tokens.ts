/**
 * Tokens by which records of several subgraphs are joined in one table of one release, without a number that anyone
 * knows: HMAC-SHA-256 under a key that HKDF-SHA-256 derives from the key of the domain for this release and table.
 */
import { createHmac, hkdfSync } from 'node:crypto';
import type { KeyDomain, KeySets } from '../ids/key-set.ts';

const LABEL = 'llo-token/v1';
const KEY_BYTES = 32;
const TOKEN_BYTES = 16;

/** The token of a record's text: the first 16 bytes, in base64url. */
export type TokenOf = (text: string) => string;

/** The tokens of one table. Throws without a key of the domain for the quarter. */
export function createTokens(
  keySets: KeySets,
  domain: KeyDomain,
  keyQuarter: string,
  { release, table }: { readonly release: string; readonly table: string },
): TokenOf {
  const keySet = keySets[domain];
  if (keySet === undefined) throw new Error(`Cannot make tokens without a ${domain} key`);
  // As JSON, so that no two pairs of a release and a table have the same text.
  const info = JSON.stringify([LABEL, release, table]);
  const key = new Uint8Array(hkdfSync('sha256', keySet.keyOf(keyQuarter), '', info, KEY_BYTES));
  return (text) =>
    createHmac('sha256', key).update(text).digest().subarray(0, TOKEN_BYTES).toString('base64url');
}
