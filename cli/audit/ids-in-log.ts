import type { KeySets } from '../../subgraphs/kit/ids/key-set.ts';
import { decryptId, type IdLabel } from '../../subgraphs/kit/ids/encrypted-id.ts';
import { openSubject, subjectIds } from '../../subgraphs/kit/audit/subject-id.ts';
import {
  SUBJECT_DOMAIN,
  type Subject,
  type SubjectType,
} from '../../subgraphs/kit/audit/data-subjects.ts';
import type { IdContext } from '../../subgraphs/kit/context/read-context.ts';

const LABELS: Readonly<Record<SubjectType, IdLabel>> = {
  person: 'llo-person/v1',
  voucher: 'llo-voucher/v1',
  enrolment: 'llo-enrolment/v1',
  trajectory: 'llo-trajectory/v1',
};

/**
 * All ids of a data subject in the logs of these partners, from one id: as the graph shows it to a client, or
 * as a log has it. An id that no key decrypts gives only itself.
 */
export function idsInLog(
  id: string,
  context: IdContext,
  partners: readonly string[],
  keySets: KeySets,
  now: Date,
): ReadonlySet<string> {
  const found =
    decryptGraphId(id, context, keySets, now) ?? openSubject(id, partners, keySets, now);
  if (found === null) return new Set([id]);
  const known = partners.map((partner): Subject => ({ ...found, partner }));
  return new Set([
    id,
    ...known.flatMap((subject) => subjectIds(subject, keySets, now).map((one) => one.id)),
  ]);
}

function decryptGraphId(
  id: string,
  context: IdContext,
  keySets: KeySets,
  now: Date,
): Omit<Subject, 'partner'> | null {
  for (const [name, label] of Object.entries(LABELS)) {
    const type = name as SubjectType;
    const keySet = keySets[SUBJECT_DOMAIN[type]];
    const text = keySet === undefined ? null : decryptId(label, id, context, keySet, now);
    if (text !== null) return { type, text };
  }
  return null;
}
