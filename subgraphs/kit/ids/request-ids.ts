import type { GraphQLError } from 'graphql';
import { codedError } from '../../../core/errors/coded-error.ts';
import type { SignedContext } from '../context/read-context.ts';
import type { KeyDomain, KeySet, KeySets } from './key-set.ts';
import { decryptId, IdWriter, type IdLabel } from './encrypted-id.ts';

/** Encrypts and decrypts ids for the principal of one request. */
export interface Ids {
  /** Each text of a label is encrypted once a request. */
  encrypt(label: IdLabel, text: string): string;
  /** A record with the id of this text, which is encrypted when it is selected. */
  identify<Content extends object>(
    label: IdLabel,
    text: string,
    record: Content,
  ): Content & { readonly id: string };
  /** The text in an id; throws `ID_INVALID` when the id was made for another principal. */
  decrypt(label: IdLabel, id: string): string;
  /** The two parts of `<partner id>:<rest>` in an id; throws `ID_INVALID` likewise. */
  decryptPair(label: IdLabel, id: string): readonly [partner: string, rest: string];
}

/**
 * Ids that are bound to the consumer and the purpose of the principal; without a principal both methods
 * throw. The citizen number in each person id is noted, because no other value may show it.
 */
export function createIds(
  principal: SignedContext | null,
  keySets: KeySets,
  now: Date,
  noteNumber: (number: string) => void,
): Ids {
  const noteIfPerson = (label: IdLabel, text: string) => {
    if (label === 'llo-person/v1') noteNumber(text);
  };
  const context = (): SignedContext => {
    if (principal === null) throw invalidId();
    return principal;
  };
  const decrypt = (label: IdLabel, id: string): string => {
    const text = decryptId(label, id, context(), requiredKeySet(label, keySets), now);
    if (text === null) throw invalidId();
    noteIfPerson(label, text);
    return text;
  };
  const byLabel = new Map<IdLabel, { writer: IdWriter; ids: Map<string, string> }>();
  const idsOf = (label: IdLabel) => {
    const known = byLabel.get(label);
    if (known !== undefined) return known;
    const writer = new IdWriter(label, context(), requiredKeySet(label, keySets), now);
    const made = { writer, ids: new Map<string, string>() };
    byLabel.set(label, made);
    return made;
  };
  const encrypt = (label: IdLabel, text: string): string => {
    const { writer, ids } = idsOf(label);
    const known = ids.get(text);
    if (known !== undefined) return known;
    noteIfPerson(label, text);
    const id = writer.write(text);
    ids.set(text, id);
    return id;
  };
  return {
    encrypt,
    identify: (label, text, record) => ({
      ...record,
      get id() {
        return encrypt(label, text);
      },
    }),
    decrypt,
    decryptPair: (label, id) => {
      const text = decrypt(label, id);
      const colon = text.indexOf(':');
      if (colon < 1) throw invalidId();
      return [text.slice(0, colon), text.slice(colon + 1)];
    },
  };
}

/**
 * Persons never share a key with vouchers; the school is the only bridge. An employer is named on vouchers alone, by
 * its number without a partner, so that one employer has one id at all funds; funds hold no other key. Only case
 * systems know coaches.
 */
const DOMAIN_OF: Readonly<Record<IdLabel, KeyDomain>> = {
  'llo-voucher/v1': 'voucher',
  'llo-trajectory/v1': 'voucher',
  'llo-enrolment/v1': 'voucher',
  'llo-employer/v1': 'voucher',
  'llo-coach/v1': 'coach',
  'llo-cursor/v1': 'voucher',
  'llo-person/v1': 'person',
  'llo-benefit/v1': 'person',
  'llo-employment/v1': 'person',
  'llo-token/v1': 'person',
};

/** The keys of the ids of a label; undefined where the process does not hold them. */
export const keySetOf = (label: IdLabel, keySets: KeySets): KeySet | undefined =>
  keySets[DOMAIN_OF[label]];

function requiredKeySet(label: IdLabel, keySets: KeySets): KeySet {
  const keySet = keySetOf(label, keySets);
  if (keySet === undefined) throw new Error(`Cannot handle ids of "${label}" without their key`);
  return keySet;
}

function invalidId(): GraphQLError {
  return codedError(
    'ID_INVALID',
    'Cannot use this id: it does not belong to this client, purpose and quarter; start from a list again',
  );
}
