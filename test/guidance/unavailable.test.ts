import { afterEach, beforeEach, expect, test } from 'vitest';
import { DEVELOPER } from '../support/subgraph-harness.ts';
import {
  FUND_SYSTEM,
  personId,
  PUBLIC_SYSTEM,
  startHarness,
  trajectoryId,
  voucherId,
} from './guidance-harness.ts';
import type { Harness } from './guidance-harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.stop());

function failureOf(partner: string, fault: string) {
  return { code: 'PARTNER_NO_ANSWER', partner, kind: 'guidance', fault };
}

test('an unavailable case system makes only its own trajectory null, and is named', async () => {
  const of = (system: string) => {
    const found = harness.trajectories.find(
      (one) => one.system === system && one.vouchers.length > 0,
    );
    if (found?.vouchers[0] === undefined) throw new Error('no trajectory with a voucher');
    return { trajectory: found, voucher: found.vouchers[0] };
  };
  const [there, gone] = [of(FUND_SYSTEM), of(PUBLIC_SYSTEM)];
  harness.loket.setFault('down');
  const ids = [voucherId(there.voucher, DEVELOPER), voucherId(gone.voucher, DEVELOPER)];
  expect(await harness.entities(DEVELOPER, 'Voucher', ids, 'id trajectory { id }')).toEqual({
    data: {
      _entities: [
        { id: ids[0], trajectory: { id: trajectoryId(there.trajectory, DEVELOPER) } },
        { id: ids[1], trajectory: null },
      ],
    },
    errors: [
      {
        message: `Partner "${PUBLIC_SYSTEM}" gave no answer: unreachable`,
        path: ['_entities', 1, 'trajectory'],
        extensions: failureOf(PUBLIC_SYSTEM, 'unreachable'),
      },
    ],
  });
});

test('Person.trajectories is null and names the unavailable system, without a citizen number', async () => {
  const { bsn } = harness.world.people[0] ?? { bsn: '' };
  harness.loket.setFault('half');
  const response = await harness.entities(
    DEVELOPER,
    'Person',
    [personId(bsn, DEVELOPER)],
    'trajectories { id }',
  );
  expect(response.data).toEqual({ _entities: [{ trajectories: null }] });
  expect(response.errors?.map(({ extensions }) => extensions)).toEqual([
    failureOf(PUBLIC_SYSTEM, 'garbled'),
  ]);
  expect(JSON.stringify(response) + harness.log()).not.toContain(bsn);
});

test('PartnerBoard.guidance shows the fault of each system to a request without a context', async () => {
  harness.fundRun.setFault('down');
  const response = await harness.ask(
    null,
    `{ _entities(representations: [{ __typename: "PartnerBoard", moment: "now" }]) {
       ... on PartnerBoard { guidance { id state fault } } } }`,
  );
  expect(response).toEqual({
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
