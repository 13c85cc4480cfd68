/** Keys of people, of instrument filters, and of entities of other subgraphs. */
import { usualPartners } from '../support/usual-lists.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeFilter, encodeFilter } from '../../subgraphs/kit/instruments/instrument-filter.ts';
import { onlySchool, startReference, type ReferenceGraph } from './support/reference-harness.ts';

let graph: ReferenceGraph;

beforeAll(async () => {
  graph = await startReference();
});
afterAll(() => graph.stop());

test('me is the person in the token of a citizen', async () => {
  const citizen = { purpose: 'inzage', subject: 'encrypted-subject' };
  expect(await graph.ask('{ me { id } }', {}, citizen)).toEqual({
    data: { me: { id: 'encrypted-subject' } },
  });
});

test('me without a subject in the context is PURPOSE_DENIED', async () => {
  const nobody = { purpose: 'inzage' };
  const { data, errors } = await graph.ask('{ me { id } }', {}, nobody);
  const codes = errors?.map(({ extensions }) => extensions?.code);
  expect({ data, codes }).toEqual({ data: null, codes: ['PURPOSE_DENIED'] });
});

test('person gives the id that was sent, without decrypting it', async () => {
  const coach = { purpose: 'case-guidance' };
  expect(await graph.ask('{ person(id: "whatever") { id } }', {}, coach)).toEqual({
    data: { person: { id: 'whatever' } },
  });
});

test.each(['{ me { id } }', '{ person(id: "x") { id } }'])(
  'without a context %s is UNAUTHENTICATED',
  async (query) => {
    const { data, errors } = await graph.ask(query);
    const codes = errors?.map(({ extensions }) => extensions?.code);
    expect({ data, codes }).toEqual({ data: null, codes: ['UNAUTHENTICATED'] });
  },
);

test('me and lookups are denied for the purpose of a coach', async () => {
  const coach = { purpose: 'case-guidance', subject: 'encrypted-subject' };
  const { data, errors } = await graph.ask('{ me { id } }', {}, coach);
  const codes = errors?.map(({ extensions }) => extensions?.code);
  expect({ data, codes }).toEqual({ data: null, codes: ['PURPOSE_DENIED'] });
});

const FIND = `query ($for: InstrumentQuestion!) { instruments(for: $for) { question } }`;

async function keyOf(wish: object) {
  const { data } = await graph.ask(FIND, { for: wish });
  const { question: key } = (data as { instruments: { question: string } }).instruments;
  return { key, filter: decodeFilter(key) };
}

test('instruments encodes its arguments in a key that decodeFilter reads', async () => {
  const { filter } = await keyOf({
    targetGroup: 'SELF_EMPLOYED',
    sector: 'TECHNIEK',
    region: { name: 'Groningen' },
    age: 51,
  });
  expect(filter).toEqual({
    on: '2026-11-21',
    targetGroup: 'SELF_EMPLOYED',
    sector: 'TECHNIEK',
    regions: [
      { kind: 'ARBEIDSMARKTREGIO', code: 'AM01' },
      { kind: 'GEMEENTE', code: 'GM0014' },
      { kind: 'PROVINCIE', code: 'PV20' },
    ],
    age: 51,
  });
});

test('equal arguments of instruments give equal keys', async () => {
  const one = await keyOf({ sector: 'ICT', region: { name: 'friesland' }, age: null });
  const other = await keyOf({
    on: '2026-11-21',
    region: { name: 'FRYSLÂN' },
    sector: 'ICT',
  });
  expect(one.key).toBe(other.key);
});

test.each(['', 'abc', '%%%', Buffer.from('{"on":"yesterday"}').toString('base64url')])(
  'decodeFilter gives null for "%s"',
  (key) => {
    expect(decodeFilter(key)).toBeNull();
  },
);

test('decodeFilter gives null for a key with its properties in another order', () => {
  const own = encodeFilter({ on: '2026-11-21', sector: 'ICT' });
  const other = Buffer.from('{"sector":"ICT","on":"2026-11-21"}').toString('base64url');
  expect([decodeFilter(own), decodeFilter(other)]).toEqual([
    { on: '2026-11-21', sector: 'ICT' },
    null,
  ]);
});

test.each([
  [{ age: -1 }, 'Cannot use this age: expected 0 to 120'],
  [{ targetGroup: 'SELF_EMPLOYD' }, 'Cannot use this target group: did you mean "SELF_EMPLOYED"?'],
])('instruments(for: %o) is ARGUMENT_INVALID with valid values', async (wish, message) => {
  expect(await graph.ask(FIND, { for: wish })).toEqual({
    data: { instruments: null },
    errors: [{ message, path: ['instruments'], extensions: { code: 'ARGUMENT_INVALID' } }],
  });
});

test('partners has the moment of the request', async () => {
  expect(await graph.ask('{ partners { moment } }')).toEqual({
    data: { partners: { moment: '2026-11-21T12:00:00.000Z' } },
  });
});

const ENTITIES = `query ($keys: [_Any!]!) {
  _entities(representations: $keys) {
    ... on Organisation { id name formerNames roles { role } }
    ... on Programme { id programmeName: name indicators { id } }
    ... on Region { kind code regionName: name members { code } hasPartners }
    ... on TargetGroup { code groupName: name }
  }
}`;

test('an unknown key of an entity resolves to the key with null fields', async () => {
  const keys = [
    { __typename: 'Organisation', id: 'no-such-fund' },
    { __typename: 'Programme', id: 'no-such-programme' },
    { __typename: 'Region', kind: 'GEMEENTE', code: 'GM9999' },
    { __typename: 'TargetGroup', code: 'NO_SUCH_GROUP' },
  ];
  expect(await graph.ask(ENTITIES, { keys })).toEqual({
    data: {
      _entities: [
        { id: 'no-such-fund', name: null, formerNames: null, roles: null },
        { id: 'no-such-programme', programmeName: null, indicators: null },
        { kind: 'GEMEENTE', code: 'GM9999', regionName: null, members: null, hasPartners: null },
        { code: 'NO_SUCH_GROUP', groupName: null },
      ],
    },
  });
});

test('a root field with an unknown id is null', async () => {
  expect(
    await graph.ask('{ organisation(id: "no-such-fund") { id } programme(id: "x") { id } }'),
  ).toEqual({ data: { organisation: null, programme: null } });
});

test('every partner of the partner list is an organisation', async () => {
  const keys = usualPartners().partners.map(({ id }) => ({ __typename: 'Organisation', id }));
  const { data } = await graph.ask(ENTITIES, { keys });
  const found = (data as { _entities: readonly { id: string; name: string | null }[] })._entities;
  expect(found.filter(({ name }) => name === null)).toEqual([]);
});

test('a new partner is an organisation with its name in the partner list', async () => {
  const joined = await startReference(onlySchool('school-thirteen', 'School Dertien'));
  expect(
    await joined.ask('{ organisation(id: "school-thirteen") { id name roles { role } } }'),
  ).toEqual({
    data: { organisation: { id: 'school-thirteen', name: 'School Dertien', roles: [] } },
  });
  await joined.stop();
});
