/** Ids as the server should encrypt them, and ids that it must refuse. */
import type { Purpose } from '../../core/purposes/purposes.ts';
import { decryptId, encryptId, quarterOf } from '../../subgraphs/kit/ids/encrypted-id.ts';
import { keySetOf } from '../../subgraphs/kit/ids/request-ids.ts';
import type { KeySet, KeySets } from '../../subgraphs/kit/ids/key-set.ts';
import { LABELS } from './contract-graph.ts';

/** A part of no id. */
export const NONE = 'vakgraaf-check-none';

export interface IdMaker {
  /** Whether ids of this type are encrypted and the check has their key. */
  has(typeName: string): boolean;
  encrypt(typeName: string, text: string, purpose: Purpose, change?: IdChange): string;
  /** The text in an id; null when it is not one of this client, purpose and quarter. */
  decrypt(typeName: string, id: unknown, purpose: Purpose): string | null;
  /** The texts inside all ids so far, which no response may show. */
  readonly texts: ReadonlySet<string>;
  /** The ids that were made, which no error may repeat. */
  readonly made: ReadonlySet<string>;
}

/** How an id differs from the one that the client may use. */
export interface IdChange {
  readonly consumer?: string;
  readonly purpose?: string;
  readonly typeName?: string;
  readonly quartersAgo?: number;
  /** Without the padding that gives ids one length. */
  readonly isUnpadded?: boolean;
}

interface IdSettings {
  readonly keySets: KeySets;
  readonly consumer: string;
  readonly now?: Date;
}

export function createIdMaker({ keySets, consumer, now = new Date() }: IdSettings): IdMaker {
  const texts = new Set<string>();
  const made = new Set<string>();
  const keySetFor = (typeName: string): KeySet | undefined => {
    const label = LABELS[typeName];
    return label === undefined ? undefined : keySetOf(label, keySets);
  };
  const required = (typeName: string) => {
    const [label, keySet] = [LABELS[typeName], keySetFor(typeName)];
    if (label === undefined || keySet === undefined)
      throw new Error(`Cannot encrypt an id of "${typeName}"`);
    return { label, keySet };
  };
  return {
    texts,
    made,
    has: (typeName) => keySetFor(typeName) !== undefined,
    encrypt: (typeName, text, { uri }, change = {}) => {
      const { label, keySet } = required(change.typeName ?? typeName);
      texts.add(text);
      const context = { consumer: change.consumer ?? consumer, purpose: change.purpose ?? uri };
      const ago = change.quartersAgo ?? 0;
      const at = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 3 * ago, 1));
      const associated = [label, context.consumer, context.purpose, quarterOf(at)];
      const id = change.isUnpadded
        ? keySet.cipherOf(quarterOf(at), associated).seal(Buffer.from(text)).toString('base64url')
        : encryptId(label, text, context, keySet, at);
      made.add(id);
      return id;
    },
    decrypt: (typeName, id, { uri }) => {
      const { label, keySet } = required(typeName);
      const text =
        typeof id === 'string'
          ? decryptId(label, id, { consumer, purpose: uri }, keySet, now)
          : null;
      if (text !== null) texts.add(text);
      return text;
    },
  };
}
