import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeFilter } from '../../subgraphs/kit/instruments/instrument-filter.ts';
import type { InstrumentFilter } from '../../subgraphs/kit/instruments/instrument-filter.ts';
import { FUND_SYSTEM, PUBLIC_SYSTEM, startHarness } from './guidance-harness.ts';
import type { Harness } from './guidance-harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const QUERY = `query ($them: [_Any!]!) { _entities(representations: $them) { ... on InstrumentFinder {
  fromGuidance { id kind name status why opensOn closesOn budgetLeftPercent maximum { amount } applyAt
    provenance { partner synthetic } } } } }`;

async function find(filter: InstrumentFilter) {
  const key = { __typename: 'InstrumentFinder', question: encodeFilter(filter) };
  const response = await harness.ask(null, QUERY, { them: [key] });
  const [finder] = (response.data as { _entities: { fromGuidance: { id: string }[] | null }[] })
    ._entities;
  return { found: finder?.fromGuidance ?? null, errors: response.errors };
}

const GELDERLAND = [{ kind: 'PROVINCIE', code: 'PV25' }] as const;

test('a zzp’er in techniek in Gelderland finds guidance, and why it fits', async () => {
  const { found, errors } = await find({
    on: '2026-11-21',
    situation: 'SELF_EMPLOYED',
    sector: 'TECHNIEK',
    regions: [...GELDERLAND],
  });
  expect(errors).toBeUndefined();
  expect(found?.find(({ id }) => id === `${FUND_SYSTEM}:VAKTRAJECT`)).toEqual({
    id: `${FUND_SYSTEM}:VAKTRAJECT`,
    kind: 'GUIDANCE',
    name: 'Vakmanschaptraject met een arbeidsmarktcoach (synthetisch)',
    status: 'OPEN',
    why: expect.arrayContaining([expect.stringMatching(/zzp/)]) as string[],
    opensOn: '2026-03-06',
    closesOn: '2027-03-31',
    budgetLeftPercent: 42,
    maximum: null,
    applyAt: 'https://vakmanschap-coaches.example/aanbod/vaktraject',
    provenance: { partner: FUND_SYSTEM, synthetic: true },
  });
  expect(found?.map(({ id }) => id)).toContain(`${PUBLIC_SYSTEM}:LOOPBAANGESPREK`);
});

test('guidance without a free place is EXHAUSTED, and elsewhere there is none', async () => {
  const older = await find({
    on: '2026-11-21',
    age: 52,
    situation: 'JOBSEEKER',
    regions: [...GELDERLAND],
  });
  expect(older.found).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ id: `${FUND_SYSTEM}:ZIJINSTROOM-45`, status: 'EXHAUSTED' }),
    ]),
  );
  const far = await find({ on: '2026-11-21', regions: [{ kind: 'PROVINCIE', code: 'PV31' }] });
  expect(far.found).toEqual([]);
});

test('while one organisation is unavailable the guidance of the other is listed', async () => {
  harness.fundRun.setFault('garbled');
  const { found, errors } = await find({ on: '2026-11-21', regions: [...GELDERLAND] });
  expect(found?.map(({ id }) => id.split(':')[0])).toContain(PUBLIC_SYSTEM);
  expect(errors?.map(({ extensions }) => extensions)).toEqual([
    { code: 'PARTNER_NO_ANSWER', partner: FUND_SYSTEM, kind: 'guidance', fault: 'garbled' },
  ]);
  harness.fundRun.setFault(null);
});
