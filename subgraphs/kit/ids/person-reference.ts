import { codedError } from '../../../core/errors/coded-error.ts';
import type { SignedContext } from '../context/read-context.ts';
import type { Ids } from './request-ids.ts';

/**
 * The citizen number under a person id, for the one question to the partner that needs it. A
 * citizen opens nobody's id but their own (purpose `inzage`); anything else is `ID_INVALID`.
 */
export function openPerson(id: unknown, ids: Ids, principal: SignedContext | null): string {
  const number = ids.open('llo-person/v1', String(id));
  if (principal?.subject === undefined || principal.subject === id) return number;
  throw invalidPerson();
}

export function invalidPerson() {
  return codedError('ID_INVALID', 'Cannot use this id: it is not of the person who asks');
}
