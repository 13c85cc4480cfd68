/** Which representations the funds subgraph accepts for the access history of someone's vouchers. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessHistoryIn } from '../../subgraphs/kit/audit/access-history.ts';
import { createAccessHistoryModels } from '../../subgraphs/kit/audit/access-history-models.ts';
import { NO_AUDIT_LOG } from '../../subgraphs/kit/audit/subgraph-audit-log.ts';
import { citizen, COACH, NOW, encryptedFor } from '../support/subgraph-harness.ts';
import { startAuditedSubgraph, type AuditedSubgraph } from './audited-subgraph.ts';

const ME = citizen('job-changer');
const OTHER = citizen('hybrid-teacher');
const QUERY = `query ($them: [_Any!]!) {
  _entities(representations: $them) { ... on Lookups { funds { at } } } }`;
const voucher = (number: number, client = ME) => ({
  __typename: 'Voucher',
  id: encryptedFor(client, 'voucher', 'llo-voucher/v1', `otib:GV-${number}`),
});
const lookups = (person: unknown, vouchers: unknown) => ({
  them: [{ __typename: 'Lookups', person, vouchers }],
});
const denied = (code: string) => ({
  data: { _entities: [null] },
  errors: [{ extensions: { code } }],
});

let subgraph: AuditedSubgraph;
beforeAll(async () => {
  subgraph = await startAuditedSubgraph('funds', {}, ['voucher']);
});
afterAll(() => subgraph.stop());

test.each([
  ['of another person', lookups(OTHER.subject, []), denied('ID_INVALID')],
  ['of no person', lookups(null, []), denied('ID_INVALID')],
  [
    'of a voucher id that was made for another purpose',
    lookups(ME.subject, [voucher(1, COACH)]),
    { data: { _entities: [{ funds: null }] }, errors: [{ extensions: { code: 'ID_INVALID' } }] },
  ],
  [
    'of what is no voucher',
    lookups(ME.subject, [null, 1, {}, { id: {} }]),
    { data: { _entities: [{ funds: null }] }, errors: [{ extensions: { code: 'ID_INVALID' } }] },
  ],
  [
    'of 201 vouchers',
    lookups(
      ME.subject,
      Array.from({ length: 201 }, (_, number) => voucher(number)),
    ),
    { data: { _entities: [{ funds: null }] }, errors: [{ extensions: { code: 'TOO_LARGE' } }] },
  ],
])('Lookups.funds is denied for a representation %s', async (_, variables, response) => {
  expect(await subgraph.ask(ME, QUERY, variables)).toMatchObject(response);
});

test('Lookups.funds is null when the vouchers are unknown, and empty without vouchers or lookups of them', async () => {
  expect(await subgraph.ask(ME, QUERY, lookups(ME.subject, null))).toEqual({
    data: { _entities: [{ funds: null }] },
  });
  for (const vouchers of [[], [voucher(1), voucher(2)]]) {
    expect(await subgraph.ask(ME, QUERY, lookups(ME.subject, vouchers))).toEqual({
      data: { _entities: [{ funds: [] }] },
    });
  }
});

test('the same access history under 30 aliases reads the log once', async () => {
  let readings = 0;
  const auditLog = {
    ...NO_AUDIT_LOG,
    accessHistoryOf: async () => {
      readings += 1;
      return [];
    },
  };
  const around = {
    auditLog,
    purposes: new Map(),
    partnerWithOin: () => null,
    privacyContactOf: () => null,
  };
  const accessHistoryOf = createAccessHistoryModels(around, NOW);
  const subject = { type: 'voucher', partner: 'otib', text: 'otib:1' } as const;
  await Promise.all(Array.from({ length: 30 }, () => accessHistoryOf([{ ...subject }])));
  expect(readings).toBe(1);
  await accessHistoryOf([{ ...subject, text: 'otib:2' }]);
  expect(readings).toBe(2);
});

test('a line of before categories were written has null, and one moment of two operations has those of both', async () => {
  const line = (startedMs: number, categories?: string) =>
    JSON.stringify({
      trace_id: 'a',
      start_time: startedMs,
      resource: {
        attributes: {
          'vakgraaf.purpose': ME.purpose,
          'vakgraaf.client': ME.consumer,
          'vakgraaf.controller': 'otib',
          ...(categories !== undefined && { 'vakgraaf.categories': categories }),
        },
      },
      attributes: { 'dpl.core.data_subject_id': 'S' },
    });
  const found = await accessHistoryIn([
    line(3, 'Voucher'),
    line(1),
    line(3, 'Employer'),
    line(2, ''),
  ]);
  expect(found.map(({ categories }) => categories)).toEqual([['Employer', 'Voucher'], [], null]);
});
