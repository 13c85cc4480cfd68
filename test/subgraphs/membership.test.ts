/** A partner is asked by buckets whom it holds, and is sent the numbers of these people alone: docs/membership.md. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { memberToken } from '../../mocks/membership.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import {
  membershipKey,
  membershipToken,
} from '../../subgraphs/kit/citizen-numbers/membership-token.ts';
import { startFakeHttp, type FakeHttp } from '../support/fake-http.ts';
import { bucketAt, membershipOf, tokenAt } from '../support/membership.ts';
import {
  COACH,
  contextOf,
  encryptedFor,
  MATCHER,
  partnersAt,
  startSubgraphHarness,
  type SubgraphHarness,
} from '../support/subgraph-harness.ts';

const NUMBER = '999990019';
const OTHER = '999990020';
const TOKEN = { access_token: 'x', token_type: 'Bearer', expires_in: 60 };
const personId = (number: string) => encryptedFor(COACH, 'person', 'llo-person/v1', number);

test('the test vectors of the document are the keys and tokens of the subgraph and of the example', () => {
  const text = readFileSync(join(projectRoot(), 'docs/membership.md'), 'utf8');
  const [, table = ''] = /<!-- vectors -->([^]*?)<!-- end -->/.exec(text) ?? [];
  const rows = table
    .trim()
    .split('\n')
    .slice(2)
    .map((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, cell]) => cell));
  const personKey = Uint8Array.from({ length: 64 }, (_, at) => at);
  const derived = rows.map(([partner = '', quarter = '', number = '']) => {
    const key = membershipKey(personKey, partner);
    const token = membershipToken(key, quarter, number);
    expect(memberToken(key, quarter, number)).toBe(token);
    return [
      partner,
      quarter,
      number,
      Buffer.from(key).toString('base64url'),
      token.slice(0, 3),
      token,
    ];
  });
  expect(rows).toHaveLength(4);
  expect(derived).toEqual(rows);
});

describe('two schools', () => {
  let aventus: FakeHttp;
  let saxion: FakeHttp;
  let harness: SubgraphHarness;
  beforeAll(async () => {
    aventus = await startFakeHttp({});
    saxion = await startFakeHttp({});
    const partners = partnersAt({ aventus: aventus.url, saxion: saxion.url });
    harness = await startSubgraphHarness('education', partners, ['voucher', 'person']);
  });
  afterAll(async () => {
    await harness.stop();
    await Promise.all([aventus.stop(), saxion.stop()]);
  });
  beforeEach(() => {
    harness.forget();
    for (const [id, school] of [
      ['aventus', aventus],
      ['saxion', saxion],
    ] as const) {
      school.received.length = 0;
      school.routes = {
        '/llo/membership': { body: holding(id) },
        '/llo/person-lookup': { body: lookup(id) },
      };
    }
  });

  /** The answer of a school that holds one of the two people. */
  const holding = (school: string) => ({
    tokens: { ...membershipOf(school, NUMBER).tokens, [bucketAt(school, OTHER)]: [] },
  });
  const lookup = (school: string) => ({
    items: [
      {
        nationalIdentityNumber: NUMBER,
        associations: [{ associationId: `a-${school}`, role: 'student', state: 'associated' }],
      },
    ],
  });
  const enrolmentsOf = (...numbers: readonly string[]) =>
    harness.entities(COACH, 'Person', numbers.map(personId), 'enrolments { id }');
  const enrolmentAt = (school: string) => ({
    id: encryptedFor(COACH, 'voucher', 'llo-enrolment/v1', `${school}:a-${school}`),
  });
  // Enrolments without a day are in the order of their encrypted ids.
  const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);
  const BOTH = ['POST /llo/membership', 'POST /llo/person-lookup'];

  test('that hold a person are each sent one membership request and one number, for each request anew', async () => {
    for (let request = 1; request <= 2; request += 1) {
      expect(await enrolmentsOf(NUMBER)).toEqual({
        data: {
          _entities: [{ enrolments: ['aventus', 'saxion'].map(enrolmentAt).toSorted(byId) }],
        },
      });
      const twice = Array.from({ length: request }, () => BOTH).flat();
      expect([aventus.received, saxion.received]).toEqual([twice, twice]);
    }
  });

  test('of which one does not hold the person: it is not sent the number, and its part is empty without an error', async () => {
    aventus.routes = {
      ...aventus.routes,
      '/llo/membership': { body: { tokens: { [bucketAt('aventus', NUMBER)]: [] } } },
    };
    expect(await enrolmentsOf(NUMBER)).toEqual({
      data: { _entities: [{ enrolments: [enrolmentAt('saxion')] }] },
    });
    expect(aventus.received).toEqual(['POST /llo/membership']);
  });

  const bucket = bucketAt('aventus', NUMBER);
  const token = tokenAt('aventus', NUMBER);
  test.each<readonly [string, string, object]>([
    ['no answer at its path', 'refused', { status: 404, body: {} }],
    ['an answer without tokens', 'garbled', { body: { members: {} } }],
    ['a list of tokens', 'garbled', { body: { tokens: [token] } }],
    ['an answer without the bucket', 'garbled', { body: { tokens: {} } }],
    ['null for the bucket', 'garbled', { body: { tokens: { [bucket]: null } } }],
    ['a token that is a number', 'garbled', { body: { tokens: { [bucket]: [1] } } }],
    ['the number in place of its token', 'garbled', { body: { tokens: { [bucket]: [NUMBER] } } }],
    ['a token in capitals', 'garbled', { body: { tokens: { [bucket]: [token.toUpperCase()] } } }],
    ['a token that is too long', 'garbled', { body: { tokens: { [bucket]: [`${token}00`] } } }],
    ['a token of another bucket', 'garbled', { body: { tokens: { [bucket]: ['f'.repeat(32)] } } }],
    [
      'more tokens than a bucket has numbers',
      'garbled',
      { body: { tokens: { [bucket]: Array.from({ length: 25_001 }, () => token) } } },
    ],
    ['a page', 'garbled', { type: 'text/html', body: '<p>Onderhoud</p>' }],
  ])(
    'of which one has %s: that one is named, and is not sent the number',
    async (_, fault, response) => {
      aventus.routes = { ...aventus.routes, '/llo/membership': response };
      const { data, errors } = await enrolmentsOf(NUMBER, OTHER);
      expect(data).toEqual({
        _entities: [{ enrolments: [enrolmentAt('saxion')] }, { enrolments: null }],
      });
      const failure = { code: 'PARTNER_NO_ANSWER', partner: 'aventus', kind: 'education', fault };
      expect(new Set(errors?.map(({ extensions }) => JSON.stringify(extensions)))).toEqual(
        new Set([JSON.stringify(failure)]),
      );
      expect(aventus.received).toEqual(['POST /llo/membership']);
      for (const secret of [NUMBER, OTHER, token]) expect(harness.log()).not.toContain(secret);
    },
  );

  test('of which one gives no records after it said that it holds one of two people: the other has no error', async () => {
    aventus.routes = { '/llo/membership': { body: holding('aventus') } };
    saxion.routes = {
      '/llo/membership': {
        body: { tokens: { [bucketAt('saxion', NUMBER)]: [], [bucketAt('saxion', OTHER)]: [] } },
      },
    };
    const response = await harness.entities(
      COACH,
      'Person',
      [NUMBER, OTHER].map(personId),
      'enrolments { id }',
    );
    expect(response).toEqual({
      data: { _entities: [{ enrolments: null }, { enrolments: [] }] },
      errors: [
        {
          message: 'Partner "aventus" gave no answer: refused',
          path: ['_entities', 0, 'enrolments'],
          extensions: {
            code: 'PARTNER_NO_ANSWER',
            partner: 'aventus',
            kind: 'education',
            fault: 'refused',
          },
        },
      ],
    });
  });

  test('a token of membership in place of an id is ID_INVALID', async () => {
    const { data, errors } = await harness.entities(COACH, 'Person', [token], 'enrolments { id }');
    expect(data).toEqual({ _entities: [null] });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'ID_INVALID' }]);
    expect(aventus.received).toEqual([]);
  });
});

describe('UWV with membership: none', () => {
  let uwv: FakeHttp;
  let harness: SubgraphHarness;
  beforeAll(async () => {
    uwv = await startFakeHttp({
      '/oauth/token': { body: TOKEN },
      '/v1/werkzoekenden/zoek': {
        body: { werkzoekenden: [{ inschrijfnummer: 'W1', nummer: NUMBER }] },
      },
      '/v1/personen/zoek': { body: { personen: [{ nummer: NUMBER, uitkeringsperioden: [] }] } },
    });
    const list = partnersAt({ uwv: uwv.url });
    const partners = list.partners.map((one) => ({ ...one, membership: 'none' }));
    harness = await startSubgraphHarness('uwv', { ...list, partners }, ['person']);
  });
  afterAll(async () => {
    await harness.stop();
    await uwv.stop();
  });
  afterEach(() => {
    uwv.received.length = 0;
  });

  test('is not asked about a person, and is named as a partner that does not offer the data', async () => {
    const body = JSON.stringify({
      query: `query ($id: ID!) { _entities(representations: [{ __typename: "Person", id: $id }]) {
        ... on Person { benefitEpisodes { id } jobseekerProfile { occupations } } } }`,
      variables: { id: personId(NUMBER) },
    });
    const headers = {
      'content-type': 'application/json',
      'x-llo-context': await contextOf(COACH, 'uwv', body),
    };
    const response = await fetch(harness.url, { method: 'POST', headers, body });
    expect(response.headers.get('x-llo-not-offered')).toBe('uwv/uwv');
    expect(await response.json()).toEqual({
      data: { _entities: [{ benefitEpisodes: null, jobseekerProfile: null }] },
    });
    expect(uwv.received).toEqual([]);
  });

  test('is asked about the people of its own list', async () => {
    expect(
      await harness.ask(
        MATCHER,
        '{ jobseekers(first: 5) { nodes { jobseekerProfile { occupations } } } }',
      ),
    ).toEqual({ data: { jobseekers: { nodes: [{ jobseekerProfile: null }] } } });
    expect(uwv.received.filter((one) => !one.includes('token'))).toEqual([
      'POST /v1/werkzoekenden/zoek',
      'POST /v1/personen/zoek',
    ]);
  });
});
