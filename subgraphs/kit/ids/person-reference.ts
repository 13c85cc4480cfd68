import { codedError } from '../../../core/errors/coded-error.ts';
import type { SignedContext } from '../context/read-context.ts';
import type { Ids } from './request-ids.ts';

/** A person: the id as the client knows it, and the citizen number for requests to partners. */
export interface PersonModel {
  readonly id: string;
  readonly number: string;
}

interface PersonContext {
  readonly ids: Ids;
  readonly principal: SignedContext | null;
}

/**
 * The person under an encrypted id. A citizen may use no id but their own (purpose `inzage`); any
 * other id throws `ID_INVALID`.
 */
export function resolvePerson(id: unknown, { ids, principal }: PersonContext): PersonModel {
  const number = ids.decrypt('llo-person/v1', String(id));
  if (principal?.subject !== undefined && principal.subject !== id) throw invalidPerson();
  return { id: String(id), number };
}

export function personModel(number: string, ids: Ids): PersonModel {
  return ids.identify('llo-person/v1', number, { number });
}

export function invalidPerson() {
  return codedError('ID_INVALID', 'Cannot use this id: it belongs to another person');
}
