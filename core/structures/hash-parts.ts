import { createHash } from 'node:crypto';

/**
 * SHA-256 over a list of texts, for keys of caches. JSON marks where each text ends and keeps lone surrogates
 * apart, so two different lists never have the same input: a key made with a separator could be forged by a
 * text that holds the separator.
 */
export function hashParts(
  parts: readonly (string | null)[],
  encoding: 'base64url' | 'hex' = 'base64url',
): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest(encoding);
}
