import { expect, test } from 'vitest';
import type { PilotStatus } from '../../schema/generated/provinces.ts';
import { statusOn } from '../../subgraphs/provinces/pilot-rules.ts';
import type { PilotRecord } from '../../subgraphs/provinces/records.ts';

const ON = '2026-11-21';
const PILOT: PilotRecord = {
  id: 'drenthe:1',
  partner: 'drenthe',
  number: '1',
  name: 'een',
  programme: null,
  statusWord: null,
  regions: [],
  sectors: [],
  targetGroups: [],
  startedOn: null,
  endedOn: null,
  maxMonths: null,
  target: null,
  providers: [],
  trainings: [],
  grants: [],
  changedAt: null,
};

test.each<[string | null, string | null, PilotStatus | null, PilotStatus]>([
  ['2020-01-01', '2026-11-20', 'RUNNING', 'FINISHED'],
  ['2020-01-01', '2026-11-21', 'PLANNED', 'RUNNING'],
  ['2026-11-22', null, 'RUNNING', 'PLANNED'],
  ['2020-01-01', null, 'RUNNING', 'RUNNING'],
  ['2020-01-01', null, 'FINISHED', 'FINISHED'],
  ['2020-01-01', null, 'PLANNED', 'UNKNOWN'],
  ['2020-01-01', null, null, 'UNKNOWN'],
  [null, '2026-11-20', null, 'FINISHED'],
  [null, null, 'PLANNED', 'PLANNED'],
  [null, null, null, 'UNKNOWN'],
])('a pilot from %s to %s that says %s is %s', (startedOn, endedOn, statusWord, expected) => {
  expect(statusOn({ ...PILOT, startedOn, endedOn, statusWord }, ON)).toBe(expected);
});
