import type { KeyDomain } from '../ids/key-set.ts';

/** How a person is known at a partner. For a fund a voucher number is a pseudonym of a person. */
export type SubjectType = 'person' | 'voucher' | 'enrolment' | 'trajectory';

/** A person, or a pseudonym of one, whom a response is about. */
export interface Subject {
  readonly type: SubjectType;
  /** The partner that holds the record. */
  readonly partner: string;
  /** The text in the id: a citizen number, or `<partner>:<its own number>`. */
  readonly text: string;
}

export type Subjects = ReturnType<typeof createSubjects>;

/** Collects the subjects of one response; each subject once per partner. */
export function createSubjects() {
  const found = new Map<string, Subject>();
  const counted = new Set<string>();
  return {
    report: (type: SubjectType, partner: string, text: string) => {
      const key = `${type} ${partner} ${text}`;
      if (!found.has(key)) found.set(key, { type, partner, text });
    },
    /** For records that the partner counted itself: no record came here, so there is no subject. */
    reportCount: (partner: string) => void counted.add(partner),
    list: (): readonly Subject[] => [...found.values()],
    counted: (): readonly string[] => [...counted],
  };
}

/** Reports a subject for each partner that responded to a request about it, found or not. */
export function reportAtAll(
  subjects: Subjects,
  type: SubjectType,
  arrived: ReadonlyMap<string, unknown>,
  text: string,
): void {
  for (const partner of arrived.keys()) subjects.report(type, partner, text);
}

/** The domain of the key that encrypts a subject's id in the log. */
export const SUBJECT_DOMAIN: Readonly<Record<SubjectType, KeyDomain>> = {
  person: 'person',
  voucher: 'voucher',
  enrolment: 'voucher',
  trajectory: 'voucher',
};
