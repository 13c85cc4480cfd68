import { createHash } from 'node:crypto';

/**
 * SHA-256 over a list of strings, for cache keys. The list is hashed as JSON, because a key joined with a
 * separator could be forged by a string that contains the separator.
 */
export function hashParts(
  parts: readonly (string | null)[],
  encoding: 'base64url' | 'hex' = 'base64url',
): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest(encoding);
}
