import type { KeyDomain } from '../ids/key-set.ts';

/** What someone is known by at a partner. To a fund a voucher is a person under a pseudonym. */
export type SubjectType = 'person' | 'voucher' | 'enrolment' | 'trajectory';

/** Whom an answer is about. */
export interface Subject {
  readonly type: SubjectType;
  /** Whose record it is. */
  readonly partner: string;
  /** The text under the id in the graph: a citizen number, or `<partner>:<its own number>`. */
  readonly text: string;
}

/** Gathers whom one operation's answer is about; each person or pseudonym once a partner. */
export interface Subjects {
  report(type: SubjectType, partner: string, text: string): void;
  /** Records that were counted at the partner itself: none came here, so there is nobody to name. */
  reportCount(partner: string): void;
  list(): readonly Subject[];
  counted(): readonly string[];
}

export function createSubjects(): Subjects {
  const found = new Map<string, Subject>();
  const counted = new Set<string>();
  return {
    report: (type, partner, text) => {
      const key = `${type} ${partner} ${text}`;
      if (!found.has(key)) found.set(key, { type, partner, text });
    },
    reportCount: (partner) => counted.add(partner),
    list: () => [...found.values()],
    counted: () => [...counted],
  };
}

/** The same subject at each partner that answered a question about them, found or not. */
export function reportAtAll(
  subjects: Subjects,
  type: SubjectType,
  arrived: ReadonlyMap<string, unknown>,
  text: string,
): void {
  for (const partner of arrived.keys()) subjects.report(type, partner, text);
}

/** Whose key a subject's id in the log is sealed with. */
export const SUBJECT_DOMAIN: Readonly<Record<SubjectType, KeyDomain>> = {
  person: 'person',
  voucher: 'voucher',
  enrolment: 'voucher',
  trajectory: 'voucher',
};
