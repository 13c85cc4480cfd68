/** By the type of a field: what is searched for a citizen number before it leaves, and what becomes of it. */
import { makeExecutableSchema } from '@graphql-tools/schema';
import { execute, parse } from 'graphql';
import { expect, test } from 'vitest';
import { checkResponse } from '../../subgraphs/kit/citizen-numbers/check-response.ts';
import { guardValues, WITHHELD } from '../../subgraphs/kit/citizen-numbers/guard-values.ts';
import { createKnownNumbers } from '../../subgraphs/kit/citizen-numbers/known-numbers.ts';
import { createRequestNumbers } from '../../subgraphs/kit/citizen-numbers/request-numbers.ts';
import { createFailures } from '../../subgraphs/kit/partners/failures.ts';
import { createPartnerTraffic } from '../../subgraphs/kit/partners/partner-request.ts';

const KNOWN = '999990019';
const STRANGER = '123456782';

const SDL = `
  scalar Date scalar DateTime scalar Decimal scalar URL scalar JSON
  interface Named { name: String }
  enum Kind { A }
  type Thing implements Named {
    name: String strict: String! names: [String!] ids: [ID!] id: ID! day: Date moment: DateTime
    amount: Decimal count: Int share: Float address: URL json: JSON kind: Kind isOpen: Boolean
    late: String things: [Thing!]
  }
  type ThingEdge { cursor: String! node: Thing! }
  type PageInfo { endCursor: String }
  type Query { thing: Thing things: [Thing] named: Named edge: ThingEdge page: PageInfo }`;

async function ask(root: object, query: string) {
  const schema = makeExecutableSchema({
    typeDefs: SDL,
    resolvers: { Named: { __resolveType: () => 'Thing' } },
  });
  guardValues(schema);
  const failures = createFailures();
  const numbers = createRequestNumbers(createPartnerTraffic(), 'funds', failures);
  numbers.known.note(KNOWN);
  const { data, errors = [] } = await execute({
    schema,
    document: parse(query),
    rootValue: root,
    contextValue: { numbers },
  });
  await numbers.reportWithheld();
  return {
    data: JSON.parse(JSON.stringify(data)) as unknown,
    withheld: failures.list().map(({ path }) => path.join('.')),
    otherErrors: errors.filter(({ originalError }) => originalError !== WITHHELD),
  };
}

const withheldAt = (data: unknown, ...withheld: readonly string[]) => ({
  data,
  withheld,
  otherErrors: [],
});

test.each<[string, string, unknown]>([
  ['a text', 'name', STRANGER],
  ['a text from a promise', 'late', Promise.resolve(STRANGER)],
  ['a text that a partner sent as a number', 'name', 123456782],
  ['a list with one such text', 'names', ['a', `b ${STRANGER}`]],
  ['a day that is none', 'day', `2026 ${STRANGER}`],
  ['a moment that is none', 'moment', `BSN ${STRANGER}`],
  ['an amount that is none', 'amount', `BSN ${STRANGER}`],
  ['an address that is none', 'address', STRANGER],
  ['a count', 'count', 123456782],
  ['an object of a type that is not listed', 'json', { deep: [{ note: STRANGER }] }],
  ['a number of the request in an id of a list', 'ids', ['x', `org:${KNOWN}`]],
  ['a number of the request in an address', 'address', `https://example.nl/?q=${KNOWN}`],
  ['a number as the fraction of a second', 'moment', `2026-11-28T10:00:00.${STRANGER}Z`],
  [
    'a number of the request, percent-encoded in an address',
    'address',
    `https://example.nl/%39${KNOWN.slice(1)}`,
  ],
  ['a number of the request as an amount', 'amount', Number(KNOWN)],
  ['a number of the request as a share', 'share', Number(KNOWN)],
])('a value with a citizen number is withheld: %s', async (_, field, value) => {
  expect(
    await ask({ thing: { [field]: value, kind: 'A' } }, `{ thing { ${field} kind } }`),
  ).toEqual(withheldAt({ thing: { [field]: null, kind: 'A' } }, `thing.${field}`));
});

test.each<[string, unknown]>([
  ['id', `org:${STRANGER}`],
  ['address', `https://example.nl/${STRANGER}`],
  ['amount', 123456782],
  ['amount', '123456782.50'],
  ['day', '2026-11-28'],
  ['moment', '2026-11-28T10:00:00.123Z'],
  ['count', 750],
  ['isOpen', true],
  ['json', { note: 'x' }],
])(
  'a value of field "%s" in the notation of its type is not withheld: %j',
  async (field, value) => {
    expect(await ask({ thing: { [field]: value } }, `{ thing { ${field} } }`)).toEqual(
      withheldAt({ thing: { [field]: value } }),
    );
  },
);

test('a withheld non-null value makes its nullable parent null and no sibling', async () => {
  const root = { things: [{ strict: 'fine' }, { strict: STRANGER }, { id: KNOWN }] };
  expect(await ask(root, '{ things { strict } }')).toEqual({
    ...withheldAt({ things: [{ strict: 'fine' }, null, null] }, 'things.1.strict'),
    otherErrors: [expect.objectContaining({ path: ['things', 2, 'strict'] })],
  });
  expect(await ask({ things: [{ id: KNOWN }] }, '{ things { id } }')).toEqual(
    withheldAt({ things: [null] }, 'things.0.id'),
  );
});

test('a value is withheld below an interface, an alias and a fragment', async () => {
  const query = '{ named { a: name ...N } } fragment N on Thing { b: name }';
  expect(await ask({ named: { name: STRANGER } }, query)).toEqual(
    withheldAt({ named: { a: null, b: null } }, 'named.a', 'named.b'),
  );
});

test('a number after 200 thousand combining marks is found within a second of CPU time', async () => {
  const name = `a${'\u0301\u0316'.repeat(100_000)} ${STRANGER}`;
  const before = process.cpuUsage();
  expect(await ask({ thing: { name } }, '{ thing { name } }')).toEqual(
    withheldAt({ thing: { name: null } }, 'thing.name'),
  );
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(1_000);
});

test('a cursor is searched only for the numbers of the request', async () => {
  const root = { edge: { cursor: `x-${STRANGER}-y` }, page: { endCursor: `x-${STRANGER}-y` } };
  expect(await ask(root, '{ edge { cursor } page { endCursor } }')).toEqual(withheldAt(root));
});

const response = { data: { things: [{ id: `org:${KNOWN}` }] } };
const INTERNAL = {
  message: 'Cannot send this response: a part of it holds a citizen number; report this to us',
  extensions: { code: 'INTERNAL' },
};

test('a number that becomes known after a value was resolved withholds the whole response', async () => {
  const known = createKnownNumbers();
  expect(await checkResponse(response, known)).toEqual(response);
  known.note(KNOWN);
  expect(await checkResponse(response, known)).toEqual({ data: null, errors: [INTERNAL] });
});

test('an error with a citizen number anywhere gets a general message', async () => {
  const known = createKnownNumbers();
  const clean = { message: 'Cannot use this id', extensions: { code: 'ID_INVALID' } };
  const errors = [
    { message: `Cannot read "${STRANGER}"`, extensions: { code: 'ARGUMENT_INVALID' } },
    { ...clean, path: ['things', `a${STRANGER}`] },
    { ...clean, extensions: { code: 'ID_INVALID', detail: { deep: [123456782] } } },
    clean,
  ];
  expect(await checkResponse({ data: null, errors }, known)).toEqual({
    data: null,
    errors: [INTERNAL, INTERNAL, INTERNAL, clean],
  });
});
