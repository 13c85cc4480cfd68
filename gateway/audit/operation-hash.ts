import { createHash } from 'node:crypto';

/** SHA-256 of the operation in hexadecimal. The key of an operation ends with the hash of its document. */
export function operationHash(key: string): string {
  const [hash] = /^[0-9a-f]{64}(?=:|$)/.exec(key) ?? [];
  return hash ?? createHash('sha256').update(key).digest('hex');
}
