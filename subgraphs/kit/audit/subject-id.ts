import type { KeySets } from '../ids/key-set.ts';
import { decryptId, quarterOf, encryptId } from '../ids/encrypted-id.ts';
import { SUBJECT_DOMAIN, type Subject, type SubjectType } from './data-subjects.ts';

/** How far back a subject's lines are found: two years. Keys of older quarters may be destroyed. */
const QUARTERS_BACK = 8;

const TYPES = Object.keys(SUBJECT_DOMAIN) as readonly SubjectType[];
const LABEL = 'llo-account/v1';

/**
 * The id of a subject in the log: encrypted with the key of its domain, for one partner, over all
 * consumers and purposes, so that the partner finds every line about someone and nobody else can
 * tell whom a line is about. It changes with the key each quarter.
 */
export function encryptDataSubject(subject: Subject, keySets: KeySets, now: Date): string {
  const { type, partner, text } = subject;
  return encryptId(LABEL, text, contextOf(type, partner), keySetOf(type, keySets), now);
}

/** The ids that a subject has had in the last two years, as far as the keys are still there. */
export function subjectIds(subject: Subject, keySets: KeySets, now: Date): readonly string[] {
  return recentQuarters(now)
    .filter((day) => keySets[SUBJECT_DOMAIN[subject.type]]?.has(quarterOf(day)))
    .map((day) => encryptDataSubject(subject, keySets, day));
}

/** Whom an id in the log stands for at one of these partners; null without the right key. */
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

/** The places of consumer and purpose are taken by the partner and by what the subject is. */
function contextOf(type: SubjectType, partner: string) {
  return { consumer: partner, purpose: `urn:llo:subject:${type}` };
}

function keySetOf(type: SubjectType, keySets: KeySets) {
  const keySet = keySets[SUBJECT_DOMAIN[type]];
  if (keySet === undefined) throw new Error(`Cannot account for a ${type} without its key`);
  return keySet;
}

function recentQuarters(now: Date): readonly Date[] {
  return Array.from(
    { length: QUARTERS_BACK },
    (_, back) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 3 * back, 1)),
  );
}
