/** A list that is gone is a fault of its partner, at every kind of partner that speaks JSON. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LOST_LISTS, startFakeHttp } from '../support/fake-http.ts';
import type { FakeHttp } from '../support/fake-http.ts';
import { membershipOf } from '../support/membership.ts';
import {
  DEVELOPER,
  MATCHER,
  partnersAt,
  encryptedFor,
  startSubgraphHarness,
} from '../support/subgraph-harness.ts';
import type { SubgraphHarness } from '../support/subgraph-harness.ts';

const TOKEN = { body: { access_token: 't', token_type: 'Bearer', expires_in: 3_600 } };
const BSN = '999990019';

let partner: FakeHttp;
let other: FakeHttp;
beforeAll(async () => {
  [partner, other] = await Promise.all([startFakeHttp({}), startFakeHttp({})]);
});
afterAll(async () => {
  await Promise.all([partner.stop(), other.stop()]);
});

const failureOf = (id: string, kind: string, fault: string, path: readonly unknown[]) => ({
  message: `Partner "${id}" gave no answer: ${fault}`,
  path,
  extensions: { code: 'PARTNER_NO_ANSWER', partner: id, kind, fault },
});

describe('UWV', () => {
  let harness: SubgraphHarness;
  beforeEach(async () => {
    harness = await startSubgraphHarness('uwv', partnersAt({ uwv: partner.url }), ['person']);
    return () => harness.stop();
  });

  test.each(Object.entries(LOST_LISTS))(
    'jobseekers is null and names UWV for a response that is %s',
    async (_, [fault, response]) => {
      partner.routes = { '/oauth/token': TOKEN, '/v1/werkzoekenden/zoek': response };
      expect(await harness.ask(MATCHER, '{ jobseekers(first: 5) { nodes { id } } }')).toEqual({
        data: { jobseekers: null },
        errors: [failureOf('uwv', 'uwv', fault, ['jobseekers'])],
      });
    },
  );

  test.each([
    ['a day that does not exist', { begindatum: '2026-02-30' }],
    ['a number of half a character', { uitkeringsnummer: '\udead' }],
    ['a number of a zero byte', { uitkeringsnummer: '\0' }],
    ['a number without end', { uitkeringsnummer: 'x'.repeat(5_000) }],
  ])('a benefit with %s is garbled, not an error of ours', async (_, changes) => {
    const benefit = { uitkeringsnummer: 'U1', soort: 'WW', begindatum: '2026-01-01', ...changes };
    partner.routes = {
      '/oauth/token': TOKEN,
      '/llo/membership': { body: membershipOf('uwv', BSN) },
      '/v1/personen/zoek': { body: { personen: [{ nummer: BSN, uitkeringsperioden: [benefit] }] } },
    };
    const id = encryptedFor(DEVELOPER, 'person', 'llo-person/v1', BSN);
    expect(await harness.entities(DEVELOPER, 'Person', [id], 'benefitEpisodes { id }')).toEqual({
      data: { _entities: [{ benefitEpisodes: null }] },
      errors: [failureOf('uwv', 'uwv', 'garbled', ['_entities', 0, 'benefitEpisodes'])],
    });
    expect(harness.log()).not.toContain(BSN);
  });

  test('jobseekers is empty without an error for an empty list', async () => {
    partner.routes = {
      '/oauth/token': TOKEN,
      '/v1/werkzoekenden/zoek': { body: { werkzoekenden: [] } },
    };
    expect(await harness.ask(MATCHER, '{ jobseekers(first: 5) { nodes { id } } }')).toEqual({
      data: { jobseekers: { nodes: [] } },
    });
  });
});

describe('two case systems', () => {
  const LOKET = 'leerwerkloket-stedenvierkant';
  let harness: SubgraphHarness;
  beforeEach(async () => {
    other.routes = { '/v1/trajecten/op-voucher': { body: { trajecten: [trajectory] } } };
    const partners = partnersAt({ [LOKET]: partner.url, 'vakmanschap-coaches': other.url });
    harness = await startSubgraphHarness('guidance', partners, ['voucher', 'person', 'coach']);
    return () => harness.stop();
  });

  const trajectory = {
    trajectnummer: 'T1',
    soort: 'LOOPBAAN',
    begonnenOp: '2026-01-05',
    vouchers: [{ uitgever: 'otib', nummer: 'V1' }],
  };
  const ids = ['V1', 'V2'].map((number) =>
    encryptedFor(DEVELOPER, 'voucher', 'llo-voucher/v1', `otib:${number}`),
  );

  test.each([
    ...Object.entries(LOST_LISTS),
    ...[
      { trajectnummer: '\ud800' },
      { coachnummer: 'a\0' },
      { begonnenOp: '2026-13-01' },
      { bijgewerktOp: 'gisteren' },
    ].map(
      (changes) =>
        [
          `a trajectory with ${JSON.stringify(changes)}`,
          ['garbled', { body: { trajecten: [{ ...trajectory, ...changes }] } }],
        ] as const,
    ),
  ])(
    'one response that is %s: that system is named, and the trajectories of the other are listed',
    async (_, [fault, response]) => {
      partner.routes = { '/oauth/token': TOKEN, '/v1/trajecten/op-voucher': response };
      expect(await harness.entities(DEVELOPER, 'Voucher', ids, 'trajectory { kind }')).toEqual({
        data: { _entities: [{ trajectory: { kind: 'GUIDANCE' } }, { trajectory: null }] },
        errors: [failureOf(LOKET, 'guidance', fault, ['_entities', 1, 'trajectory'])],
      });
    },
  );

  test.each([
    ['doelgroepen', ['ONBEKEND']],
    ['sectoren', ['metaal']],
    ['regios', ['PV99']],
    ['regios', ['Gelderland']],
  ])('an offer of which %s holds only %j is offered to nobody', async (list, words) => {
    const offer = { code: 'A1', naam: 'Gesprek', doelgroepen: [], sectoren: [], regios: [] };
    partner.routes = {
      '/oauth/token': TOKEN,
      '/v1/aanbod': {
        body: { aanbod: [offer, { ...offer, code: 'A2', [list]: words }] },
      },
    };
    other.routes = { '/v1/aanbod': { body: { aanbod: [] } } };
    const query = Buffer.from('{"on":"2026-11-21"}').toString('base64url');
    expect(
      await harness.ask(
        null,
        `{ _entities(representations: [{ __typename: "InstrumentFinder", question: "${query}" }]) {
          ... on InstrumentFinder { fromGuidance { id } } } }`,
      ),
    ).toEqual({ data: { _entities: [{ fromGuidance: [{ id: `${LOKET}:A1` }] }] } });
    expect(harness.log()).toContain(words[0]);
  });
});
