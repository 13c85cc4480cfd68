import type { SignedContext } from '../context/read-context.ts';
import type { KeySets } from '../ids/key-set.ts';
import { decryptId, encryptId } from '../ids/encrypted-id.ts';
import { plainCursors, type CursorCodec } from './cursor.ts';

/** Bound to nobody: a public list is walked with and without a context, so its cursors are the same. */
const PUBLIC = { consumer: 'public', purpose: 'public' };

/**
 * Cursors hold the last key of each partner, voucher numbers among them, so a kind with a key seals
 * them for the caller; a kind without one has only public keys to show.
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
