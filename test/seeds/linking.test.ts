/** The 750th voucher was handed over in public. A reader of vouchers tries to find its record. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld } from '../../mocks/world/create-world.ts';
import { startReference, type ReferenceGraph } from '../reference/support/reference-harness.ts';
import { TEST_DAY } from '../support/test-day.ts';

let graph: ReferenceGraph;

beforeAll(async () => {
  graph = await startReference();
});
afterAll(() => graph.stop());

interface Event {
  readonly id: string;
  readonly date: string;
  readonly providedBy: { readonly id: string };
}

async function publicEvent(): Promise<Event> {
  const { data } = await graph.ask(
    '{ publicEvents(programme: "gelders-vakmanschap") { id date providedBy { id } } }',
  );
  const { publicEvents } = data as { publicEvents: readonly Event[] };
  const found = publicEvents.find(({ id }) => id.endsWith('voucher-750'));
  if (found === undefined) throw new Error('Cannot find the event');
  return found;
}

const vouchers = createWorld({ date: TEST_DAY }).vouchers.filter(
  ({ programme }) => programme === 'gelders-vakmanschap',
);

const HARDERWIJK = 'GM0243';

test('by its day and its school the voucher is one of several', async () => {
  const { date, providedBy } = await publicEvent();
  const fitting = vouchers.filter(
    ({ issuedOn, provider }) => issuedOn === date && provider === providedBy.id,
  );
  expect(fitting.length).toBeGreaterThanOrEqual(5);
});

test('by the town where it was handed over it is still one of several', async () => {
  const { date, providedBy } = await publicEvent();
  const fitting = vouchers.filter(
    ({ issuedOn, provider, municipality }) =>
      issuedOn === date && provider === providedBy.id && municipality === HARDERWIJK,
  );
  expect(fitting.length).toBeGreaterThanOrEqual(5);
});

test('by counting to 750 in order of issue it is one of several', async () => {
  const { date } = await publicEvent();
  const before = vouchers.filter(({ issuedOn }) => issuedOn < date).length;
  const thatDay = vouchers.filter(({ issuedOn }) => issuedOn === date).length;
  expect([before < 750, before + thatDay >= 750, thatDay >= 5]).toEqual([true, true, true]);
});

test('nothing that the event says stands in a voucher, its day and school apart', async () => {
  const { id, date, providedBy } = await publicEvent();
  const text = JSON.stringify(
    vouchers.map((voucher) => ({ ...voucher, issuedOn: null, provider: null })),
  );
  expect(text).not.toContain(id);
  expect(text).not.toContain(providedBy.id);
  expect(vouchers.filter(({ number }) => number.includes('750'))).toEqual([]);
  expect(date).toBe('2019-03-07');
});
