import { afterEach, beforeEach, expect, test } from 'vitest';
import { COACH } from '../support/kind-stage.ts';
import {
  FUND_SYSTEM,
  personId,
  PUBLIC_SYSTEM,
  startStage,
  trajectoryId,
  voucherId,
} from './stage.ts';
import type { Harness } from './stage.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await startStage();
});
afterEach(() => harness.stop());

const FAULTS = [
  ['late', 'late'],
  ['down', 'unreachable'],
  ['garbled', 'garbled'],
  ['html', 'garbled'],
  ['half', 'garbled'],
] as const;

function silent(partner: string, fault: string) {
  return { code: 'PARTNER_NO_ANSWER', partner, kind: 'guidance', fault };
}

test.each(FAULTS)(
  'while one case system is %s, what the other holds stands',
  async (mock, fault) => {
    const of = (system: string) => {
      const found = harness.trajectories.find(
        (one) => one.system === system && one.vouchers.length > 0,
      );
      if (found?.vouchers[0] === undefined) throw new Error('no trajectory with a voucher');
      return { trajectory: found, voucher: found.vouchers[0] };
    };
    const [there, gone] = [of(FUND_SYSTEM), of(PUBLIC_SYSTEM)];
    harness.loket.setFault(mock);
    const ids = [voucherId(there.voucher, COACH), voucherId(gone.voucher, COACH)];
    expect(await harness.entities(COACH, 'Voucher', ids, 'id trajectory { id }')).toEqual({
      data: {
        _entities: [
          { id: ids[0], trajectory: { id: trajectoryId(there.trajectory, COACH) } },
          { id: ids[1], trajectory: null },
        ],
      },
      errors: [
        {
          message: `Partner "${PUBLIC_SYSTEM}" gave no answer: ${fault}`,
          path: ['_entities', 1, 'trajectory'],
          extensions: silent(PUBLIC_SYSTEM, fault),
        },
      ],
    });
  },
);

test('a person’s trajectories are null and the system is named; no number shows', async () => {
  const { bsn } = harness.world.people[0] ?? { bsn: '' };
  harness.loket.setFault('half');
  const response = await harness.entities(
    COACH,
    'Person',
    [personId(bsn, COACH)],
    'trajectories { id }',
  );
  expect(response.data).toEqual({ _entities: [{ trajectories: null }] });
  expect(response.errors?.map(({ extensions }) => extensions)).toEqual([
    silent(PUBLIC_SYSTEM, 'garbled'),
  ]);
  expect(JSON.stringify(response) + harness.log()).not.toContain(bsn);
});

test('the board tells who is silent, to everyone', async () => {
  harness.fundRun.setFault('down');
  const board = await harness.ask(
    null,
    `{ _entities(representations: [{ __typename: "PartnerBoard", moment: "now" }]) {
       ... on PartnerBoard { guidance { id state fault } } } }`,
  );
  expect(board).toEqual({
    data: {
      _entities: [
        {
          guidance: [
            { id: PUBLIC_SYSTEM, state: 'ANSWERING', fault: null },
            { id: FUND_SYSTEM, state: 'SILENT', fault: 'unreachable' },
          ],
        },
      ],
    },
  });
});
