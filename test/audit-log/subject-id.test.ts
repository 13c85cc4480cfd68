import { expect, test } from 'vitest';
import { idsInLog } from '../../cli/audit/ids-in-log.ts';
import {
  openSubject,
  encryptDataSubject,
  subjectIds,
} from '../../subgraphs/kit/audit/subject-id.ts';
import type { Subject } from '../../subgraphs/kit/audit/data-subjects.ts';
import { createKeySet } from '../../subgraphs/kit/ids/key-set.ts';
import { encryptId } from '../../subgraphs/kit/ids/encrypted-id.ts';

const key = (fill: number) => Buffer.alloc(64, fill).toString('base64url');
const keySet = (keys: Record<string, string>) => ({
  person: createKeySet('person', keys, false),
});
const BEFORE = new Date('2026-08-01T00:00:00Z');
const NOW = new Date('2026-11-21T12:00:00Z');
const both = keySet({ '2026Q3': key(3), '2026Q4': key(4) });
const subject: Subject = { type: 'person', partner: 'uwv', text: '999990019' };

test('the id of a data subject in the log differs by quarter and by partner', () => {
  const ids = [
    encryptDataSubject(subject, both, NOW),
    encryptDataSubject(subject, both, BEFORE),
    encryptDataSubject({ ...subject, partner: 'aventus' }, both, NOW),
  ];
  expect(new Set(ids).size).toBe(3);
  expect(encryptDataSubject(subject, both, NOW)).toBe(ids[0]);
});

test('subjectIds returns the ids of earlier quarters for which a key exists', () => {
  expect(subjectIds(subject, both, NOW)).toEqual([
    { id: encryptDataSubject(subject, both, NOW), quarter: '2026Q4' },
    { id: encryptDataSubject(subject, both, BEFORE), quarter: '2026Q3' },
  ]);
  expect(subjectIds(subject, keySet({ '2026Q4': key(4) }), NOW)).toEqual([
    { id: encryptDataSubject(subject, both, NOW), quarter: '2026Q4' },
  ]);
  expect(subjectIds(subject, keySet({ any: key(1) }), NOW)).toHaveLength(8);
});

test('the id of a data subject decrypts only with the key of its domain and quarter', () => {
  const id = encryptDataSubject(subject, both, BEFORE);
  expect(openSubject(id, ['aventus', 'uwv'], both, NOW)).toEqual(subject);
  expect(openSubject(id, ['aventus'], both, NOW)).toBeNull();
  expect(openSubject(id, ['uwv'], keySet({ '2026Q4': key(4) }), NOW)).toBeNull();
  expect(openSubject(id, ['uwv'], {}, NOW)).toBeNull();
});

test('the id of a data subject in the log differs from the id in a response', () => {
  const context = { consumer: 'uwv', purpose: 'urn:llo:subject:person' };
  expect(encryptId('llo-person/v1', subject.text, context, both.person, NOW)).not.toBe(
    encryptDataSubject(subject, both, NOW),
  );
});

test('idsInLog finds the log ids for an id in a response of the same client and purpose', () => {
  const context = { consumer: '00000099000000001000', purpose: 'urn:llo:purpose:case-guidance' };
  const shown = encryptId('llo-person/v1', subject.text, context, both.person, NOW);
  const found = idsInLog(shown, context, ['uwv'], both, NOW);
  expect([...found]).toEqual([shown, ...subjectIds(subject, both, NOW).map(({ id }) => id)]);
  expect([...idsInLog(shown, { ...context, purpose: 'other' }, ['uwv'], both, NOW)]).toEqual([
    shown,
  ]);
});
