import { createHash } from 'node:crypto';

/** SHA-256 of the operation, hexadecimal; the key of a question begins with one of its document. */
export function operationHash(key: string): string {
  const [hash] = /^[0-9a-f]{64}(?=:|$)/.exec(key) ?? [];
  return hash ?? createHash('sha256').update(key).digest('hex');
}
