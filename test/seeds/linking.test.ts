/** The 750th voucher was presented in public. Its record must not be identifiable from the published facts. */
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

test('at least five vouchers match the date and school of the 750th', async () => {
  const { date, providedBy } = await publicEvent();
  const fitting = vouchers.filter(
    ({ issuedOn, provider }) => issuedOn === date && provider === providedBy.id,
  );
  expect(fitting.length).toBeGreaterThanOrEqual(5);
});

test('at least five vouchers match the date, school and municipality of the 750th', async () => {
  const { date, providedBy } = await publicEvent();
  const fitting = vouchers.filter(
    ({ issuedOn, provider, municipality }) =>
      issuedOn === date && provider === providedBy.id && municipality === HARDERWIJK,
  );
  expect(fitting.length).toBeGreaterThanOrEqual(5);
});

test('at least five vouchers were issued on the day of the 750th in order of issue', async () => {
  const { date } = await publicEvent();
  const before = vouchers.filter(({ issuedOn }) => issuedOn < date).length;
  const thatDay = vouchers.filter(({ issuedOn }) => issuedOn === date).length;
  expect([before < 750, before + thatDay >= 750, thatDay >= 5]).toEqual([true, true, true]);
});

test('no voucher contains data of the public event besides its date and school', async () => {
  const { id, date, providedBy } = await publicEvent();
  const text = JSON.stringify(
    vouchers.map((voucher) => ({ ...voucher, issuedOn: null, provider: null })),
  );
  expect(text).not.toContain(id);
  expect(text).not.toContain(providedBy.id);
  expect(vouchers.filter(({ number }) => number.includes('750'))).toEqual([]);
  expect(date).toBe('2019-03-07');
});
