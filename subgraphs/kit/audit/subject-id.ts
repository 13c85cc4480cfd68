import type { KeySets } from '../ids/key-set.ts';
import { decryptId, IdWriter, quarterOf } from '../ids/encrypted-id.ts';
import type { QuarterId } from './subject-index.ts';
import { SUBJECT_DOMAIN, type Subject, type SubjectType } from './data-subjects.ts';

/** For how long the lines of a subject are found: two years. Older keys may be destroyed. */
const QUARTERS_BACK = 8;

const TYPES = Object.keys(SUBJECT_DOMAIN) as readonly SubjectType[];
const LABEL = 'llo-account/v1';

/**
 * The id of a subject in the log: encrypted with the key of its domain and bound to one partner,
 * for all consumers and purposes. The partner finds every line about someone, and without the key a
 * line identifies no one. It changes with the key each quarter.
 */
export function encryptDataSubject(subject: Subject, keySets: KeySets, now: Date): string {
  return new DataSubjectWriter(subject.partner, keySets, now).write(subject);
}

/** The same for the subjects of one partner: what those of one type share is looked up once. */
export class DataSubjectWriter {
  readonly #partner: string;
  readonly #keySets: KeySets;
  readonly #now: Date;
  readonly #writers: { [Type in SubjectType]?: IdWriter } = {};

  constructor(partner: string, keySets: KeySets, now: Date) {
    this.#partner = partner;
    this.#keySets = keySets;
    this.#now = now;
  }

  write({ type, text }: Subject): string {
    return (this.#writers[type] ??= this.#writerOf(type)).write(text);
  }

  #writerOf(type: SubjectType): IdWriter {
    const keySet = keySetOf(type, this.#keySets);
    return new IdWriter(LABEL, contextOf(type, this.#partner), keySet, this.#now);
  }
}

/** The ids that a subject had in the last two years, for the quarters that have a key, each with its quarter. */
export function subjectIds(subject: Subject, keySets: KeySets, now: Date): readonly QuarterId[] {
  return recentQuarters(now)
    .filter((day) => keySets[SUBJECT_DOMAIN[subject.type]]?.has(quarterOf(day)))
    .map((day) => ({ id: encryptDataSubject(subject, keySets, day), quarter: quarterOf(day) }));
}

/** The subject of an id in the log, at one of these partners; null without the right key. */
export function openSubject(
  id: string,
  partners: readonly string[],
  keySets: KeySets,
  now: Date,
): Subject | null {
  for (const type of TYPES) {
    const keySet = keySets[SUBJECT_DOMAIN[type]];
    if (keySet === undefined) continue;
    for (const partner of partners) {
      for (const day of recentQuarters(now)) {
        const text = decryptId(LABEL, id, contextOf(type, partner), keySet, day);
        if (text !== null) return { type, partner, text };
      }
    }
  }
  return null;
}

/** The partner and the type of the subject take the places of consumer and purpose. */
function contextOf(type: SubjectType, partner: string) {
  return { consumer: partner, purpose: `urn:llo:subject:${type}` };
}

function keySetOf(type: SubjectType, keySets: KeySets) {
  const keySet = keySets[SUBJECT_DOMAIN[type]];
  if (keySet === undefined) throw new Error(`Cannot log a ${type} without its key`);
  return keySet;
}

function recentQuarters(now: Date): readonly Date[] {
  return Array.from(
    { length: QUARTERS_BACK },
    (_, back) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 3 * back, 1)),
  );
}
