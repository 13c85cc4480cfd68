/** Compares what clients received with the lines of the logs. */
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

/** The received people for whom a line is missing; a test expects none. */
export async function peopleWithoutLines(
  received: readonly Received[],
  folder: string,
): Promise<readonly string[]> {
  const { lines, gatewayTraces } = await readLogs(folder);
  const now = new Date();
  return received.flatMap(({ traceId, people }) => [
    ...(gatewayTraces.has(traceId) ? [] : [`${traceId}: no line in the access log`]),
    ...people.flatMap((person) =>
      expectedLines(person, now)
        .filter((expected) => !lines.has(`${traceId} ${expected}`))
        .map((expected) => `${traceId}: no line for ${expected}`),
    ),
  ]);
}

/** UWV returned the person, and a school each enrolment. */
function expectedLines(person: ReceivedPerson, now: Date): readonly string[] {
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
  const context = { consumer: parseRole('developer').consumerOin, purpose: PURPOSE };
  const keySet = label === 'llo-person/v1' ? keySets.person : keySets.voucher;
  const text = decryptId(label, id, context, keySet, now);
  if (text === null) throw new Error('Cannot decrypt an id that a client received');
  return text;
}

async function readLogs(folder: string) {
  const lines = new Set<string>();
  const gatewayTraces = new Set<string>();
  for (const { path } of await listLogFiles(folder)) {
    const isGateway = basename(dirname(path)) === 'gateway';
    // Bytes after the last newline are a torn line.
    const whole = readFileSync(path, 'utf8').split('\n').slice(1, -1);
    for (const text of whole) {
      const record = JSON.parse(text) as ProcessingRecord;
      if (isGateway) gatewayTraces.add(record.trace_id);
      else lines.add(`${record.trace_id} ${subjectOf(record)}`);
    }
  }
  return { lines, gatewayTraces };
}

function subjectOf({ attributes, resource }: ProcessingRecord): string {
  return `${resource?.attributes['vakgraaf.controller']} ${attributes?.['dpl.core.data_subject_id']}`;
}
