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
  const found = new Set<string>();
  const byPartner = new Map<string, Subject[]>();
  const counted = new Set<string>();
  return {
    report: (type: SubjectType, partner: string, text: string) => {
      const key = `${type} ${partner} ${text}`;
      if (found.has(key)) return;
      const subject = { type, partner, text };
      found.add(key);
      const others = byPartner.get(partner);
      if (others === undefined) byPartner.set(partner, [subject]);
      else others.push(subject);
    },
    /** For records that the partner counted itself: no record came here, so there is no subject. */
    reportCount: (partner: string) => void counted.add(partner),
    byPartner: (): ReadonlyMap<string, readonly Subject[]> => byPartner,
    counted: (): readonly string[] => [...counted],
  };
}

/** The domain of the key that encrypts a subject's id in the log. */
export const SUBJECT_DOMAIN: Readonly<Record<SubjectType, KeyDomain>> = {
  person: 'person',
  voucher: 'voucher',
  enrolment: 'voucher',
  trajectory: 'voucher',
};
