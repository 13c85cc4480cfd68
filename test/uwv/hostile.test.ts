import { afterEach, expect, test } from 'vitest';
import { startHttpSystem } from '../../mocks/http-system.ts';
import type { PartnerSystem } from '../../mocks/partner-system.ts';
import { startUwv } from '../../mocks/uwv/start-uwv.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { membershipOf } from '../support/membership.ts';
import { DEVELOPER, partnersAt, startSubgraphHarness } from '../support/subgraph-harness.ts';
import type { SubgraphHarness } from '../support/subgraph-harness.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { personId } from './uwv-harness.ts';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

const NUMBER = '999990019';
const MEMBERS = membershipOf('uwv', NUMBER);
const TOKEN = { access_token: 'x', token_type: 'Bearer', expires_in: 60 };

/** A UWV that always answers this, whatever it is asked. */
async function startAnswering(body: unknown): Promise<SubgraphHarness> {
  const uwv = await startHttpSystem({
    id: 'uwv',
    kind: 'uwv',
    port: 0,
    handle: ({ path }) => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(
        path === '/oauth/token' ? TOKEN : path === '/llo/membership' ? MEMBERS : body,
      ),
    }),
  });
  return startOver(uwv);
}

async function startOver(uwv: PartnerSystem): Promise<SubgraphHarness> {
  const harness = await startSubgraphHarness('uwv', partnersAt({ uwv: uwv.url }), ['person']);
  running.push(harness, uwv);
  return harness;
}

const episode = { uitkeringsnummer: 'U1', soort: 'WW', begindatum: '2026-01-01' };

test.each([
  ['no list of people', { mensen: [] }],
  ['a person without a number', { personen: [{ uitkeringsperioden: [] }] }],
  ['a number that is none', { personen: [{ nummer: `${NUMBER}0`, uitkeringsperioden: [] }] }],
  [
    'a day that is none',
    { personen: [{ nummer: NUMBER, uitkeringsperioden: [{ ...episode, begindatum: '1 mei' }] }] },
  ],
  ['a list instead of an object', [NUMBER]],
  [
    'people who were not asked for',
    { personen: [NUMBER, '123456782'].map((nummer) => ({ nummer, uitkeringsperioden: [] })) },
  ],
])(
  'a response with %s is garbled, and nothing of it is in the response or the log',
  async (_, body) => {
    const harness = await startAnswering(body);
    const response = await harness.entities(
      DEVELOPER,
      'Person',
      [personId(NUMBER, DEVELOPER)],
      'benefitEpisodes { type }',
    );
    expect(response.data).toEqual({ _entities: [{ benefitEpisodes: null }] });
    expect(response.errors?.map(({ extensions }) => extensions)).toEqual([
      { code: 'PARTNER_NO_ANSWER', partner: 'uwv', kind: 'uwv', fault: 'garbled' },
    ]);
    expect(JSON.stringify(response) + harness.log()).not.toMatch(/99999|1 mei/);
  },
);

test('an unknown benefit has type OTHER, and an unknown end has reason OTHER', async () => {
  const strange = { ...episode, soort: 'ANW', einddatum: '2026-02-01', redenEinde: 'VERHUISD' };
  const harness = await startAnswering({
    personen: [{ nummer: NUMBER, uitkeringsperioden: [strange] }],
  });
  const ids = [personId(NUMBER, DEVELOPER)];
  const response = await harness.entities(
    DEVELOPER,
    'Person',
    ids,
    'benefitEpisodes { type endReason }',
  );
  expect(response).toEqual({
    data: { _entities: [{ benefitEpisodes: [{ type: 'OTHER', endReason: 'OTHER' }] }] },
  });
});

test('a list that does not continue after its last row is garbled', async () => {
  const harness = await startAnswering({
    werkzoekenden: Array.from({ length: 250 }, (_, index) => ({
      inschrijfnummer: `WZ${1_000 + index}`,
      nummer: NUMBER,
    })),
  });
  const { errors } = await harness.ask(DEVELOPER, '{ jobseekers(first: 1) { nodes { id } } }');
  expect(errors?.map(({ extensions }) => extensions)).toEqual([
    { code: 'PARTNER_NO_ANSWER', partner: 'uwv', kind: 'uwv', fault: 'garbled' },
  ]);
});

test('a token that UWV rejects after a restart is renewed', async () => {
  const world = createWorld({ date: TEST_DAY });
  const first = await startUwv(world);
  const harness = await startOver(first);
  const ask = () => harness.ask(DEVELOPER, '{ jobseekers(first: 2) { nodes { id } } }');
  const before = await ask();
  await first.stop();
  running.push(await startUwv(world, { id: 'uwv', port: Number(new URL(first.url).port) }));
  expect(await ask()).toEqual(before);
  expect(before.errors).toBeUndefined();
});
