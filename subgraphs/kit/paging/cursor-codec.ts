import type { SignedContext } from '../context/read-context.ts';
import type { KeySets } from '../ids/key-set.ts';
import { decryptId, encryptId } from '../ids/encrypted-id.ts';
import { plainCursors, type CursorCodec } from './cursor.ts';

/** A public list has the same cursors with and without a context. */
const PUBLIC = { consumer: 'public', purpose: 'public' };

/**
 * Cursors hold the last key of each partner, such as a voucher number, so a subgraph with a key
 * encrypts them for the principal. A subgraph without a key has only public keys in them.
 */
export function createCursorCodec(
  principal: SignedContext | null,
  keySets: KeySets,
  now: Date,
): CursorCodec {
  const keySet = keySets.voucher ?? keySets.person;
  if (keySet === undefined) return plainCursors;
  const context = principal ?? PUBLIC;
  return {
    encode: (text) => encryptId('llo-cursor/v1', text, context, keySet, now),
    decode: (cursor) => decryptId('llo-cursor/v1', cursor, context, keySet, now),
  };
}
