/** Compares what clients received with what the logs account for. */
import { readFileSync } from 'node:fs';
import { dirname, basename } from 'node:path';
import type { ProcessingRecord } from '../../subgraphs/kit/audit/processing-record.ts';
import { listLogFiles } from '../../core/audit-log/read-lines.ts';
import { encryptDataSubject } from '../../subgraphs/kit/audit/subject-id.ts';
import { readKeySet } from '../../subgraphs/kit/ids/key-set.ts';
import { decryptId } from '../../subgraphs/kit/ids/encrypted-id.ts';
import { parseRole } from '../../mocks/roles.ts';
import { PURPOSE, type Received, type ReceivedPerson } from './kill-load.ts';

const keySets = {
  person: readKeySet('mocks/demo-keys/person.key.json'),
  voucher: readKeySet('mocks/demo-keys/voucher.key.json'),
};

/** What somebody received and no line accounts for; empty is what we promise. */
export async function unaccounted(
  received: readonly Received[],
  folder: string,
): Promise<readonly string[]> {
  const { lines, askers } = await readLogs(folder);
  const now = new Date();
  return received.flatMap(({ traceId, people }) => [
    ...(askers.has(traceId) ? [] : [`${traceId}: nobody is said to have asked`]),
    ...people.flatMap((person) =>
      neededFor(person, now)
        .filter((needed) => !lines.has(`${traceId} ${needed}`))
        .map((needed) => `${traceId}: no line for ${needed}`),
    ),
  ]);
}

/** UWV gave the person; a school gave each enrolment. */
function neededFor(person: ReceivedPerson, now: Date): readonly string[] {
  const number = open('llo-person/v1', person.id, now);
  const schools = (person.enrolments ?? []).map(
    ({ id }) => open('llo-enrolment/v1', id, now).split(':')[0] ?? '',
  );
  return ['uwv', ...new Set(schools)].map(
    (partner) =>
      `${partner} ${encryptDataSubject({ type: 'person', partner, text: number }, keySets, now)}`,
  );
}

function open(label: 'llo-person/v1' | 'llo-enrolment/v1', id: string, now: Date): string {
  const context = { consumer: parseRole('coach').consumerOin, purpose: PURPOSE };
  const keySet = label === 'llo-person/v1' ? keySets.person : keySets.voucher;
  const text = decryptId(label, id, context, keySet, now);
  if (text === null) throw new Error('Cannot open an id that a client received');
  return text;
}

async function readLogs(folder: string) {
  const lines = new Set<string>();
  const askers = new Set<string>();
  for (const { path } of await listLogFiles(folder)) {
    const isGateway = basename(dirname(path)) === 'gateway';
    // What follows the last newline was torn, and counts for nothing.
    const whole = readFileSync(path, 'utf8').split('\n').slice(1, -1);
    for (const text of whole) {
      const record = JSON.parse(text) as ProcessingRecord;
      if (isGateway) askers.add(record.trace_id);
      else lines.add(`${record.trace_id} ${subjectOf(record)}`);
    }
  }
  return { lines, askers };
}

function subjectOf({ attributes }: ProcessingRecord): string {
  return `${attributes['llo.partner']} ${attributes['dpl.core.data_subject_id']}`;
}
