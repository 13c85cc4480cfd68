/** Only a fetch that selects a protected field carries the signed context. */
import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ExecutionKind } from '../../gateway/execution/execution-kinds.ts';
import { createExecution } from '../../gateway/supergraph/create-execution.ts';
import { analyst, coach, startSmallGateway, type SmallGateway } from './support/small-gateway.ts';
import { compose } from './support/small-supergraph.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@external", "@requires", "@shareable", "@tag", "@authenticated", "@requiresScopes", "@policy"])`;
const CASE = `@authenticated @requiresScopes(scopes: [["llo:case"]]) @policy(policies: [["purpose:case"]])`;

const supergraphSdl = compose([
  {
    name: 'funds',
    sdl: `${LINK}
      type Query {
        vouchers: [Voucher] ${CASE}
        schemes: [Scheme]
        items: [Item]
        table: Table
      }
      type Table @tag(name: "aggregate") { title: String rows: [Row] @tag(name: "audience") }
      type Row @tag(name: "aggregate") { value: Int }
      interface Item { id: ID! }
      type Voucher implements Item @key(fields: "id") ${CASE} { id: ID! status: String }
      type Scheme implements Item @key(fields: "id") { id: ID! name: String budget: String ${CASE} }`,
  },
  {
    name: 'education',
    sdl: `${LINK}
      type Query { trainings: [Training] }
      type Training @key(fields: "id") { id: ID! name: String }
      type Voucher @key(fields: "id") ${CASE} { id: ID! training: Training }
      type Scheme @key(fields: "id") {
        id: ID!
        trainings: [Training]
        note: String ${CASE}
        budget: String @external
        spent: String @requires(fields: "budget") ${CASE}
      }`,
  },
]);

const TRAINING = { __typename: 'Training', id: 't1', name: 'Lassen' };
const VOUCHER = { __typename: 'Voucher', id: 'v1', status: 'ISSUED', training: TRAINING };
const SCHEME = {
  __typename: 'Scheme',
  id: 's1',
  name: 'Techniek',
  budget: '10',
  trainings: [TRAINING],
  note: 'let op',
  spent: '5',
};

const NONE = 'no context';
const FUNDS = 'urn:llo:subgraph:funds';
const EDUCATION = 'urn:llo:subgraph:education';

/** Each operation with the audiences of the contexts in its fetches to funds and to education. */
const OPERATIONS: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  ['a public operation', '{ schemes { name trainings { name } } }', [NONE], [NONE]],
  ['protected fields', '{ vouchers { status } }', [FUNDS], []],
  ['protected fields of two subgraphs', '{ vouchers { training { name } } }', [FUNDS], [EDUCATION]],
  [
    'a protected and a public field in one operation',
    '{ vouchers { id } trainings { name } }',
    [FUNDS],
    [NONE],
  ],
  ['a protected field of a public entity', '{ schemes { name note } }', [NONE], [EDUCATION]],
  [
    'a protected field and public fields of one entity',
    '{ schemes { budget trainings { id } } }',
    [FUNDS],
    [NONE],
  ],
  [
    'a protected field in a named fragment',
    '{ schemes { ...S } } fragment S on Scheme { note }',
    [NONE],
    [EDUCATION],
  ],
  [
    'a protected field below @include',
    'query ($yes: Boolean = true) { schemes { id note @include(if: $yes) } }',
    [NONE],
    [EDUCATION],
  ],
  ['a field computed from a protected field', '{ schemes { spent } }', [FUNDS], [EDUCATION]],
  ['an interface with a protected implementing type', '{ items { id } }', [FUNDS], []],
  ['a public type of that interface', '{ items { ... on Scheme { name } } }', [FUNDS], []],
  ['__typename of a protected type', '{ vouchers { __typename } }', [FUNDS], []],
];

type Received = SmallGateway['funds']['received'][number];

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');
const digestInContext = ({ headers }: Received) =>
  decodeJwt(String(headers['x-llo-context']))['digest'];

describe.each(['compiled', 'apollo'] as const)('with the executor "%s"', (kind: ExecutionKind) => {
  let gateway: SmallGateway;
  beforeAll(async () => {
    gateway = await startSmallGateway({
      supergraphSdl,
      startExecution: (options) => createExecution(kind, options),
    });
    gateway.funds.respondWith({
      data: {
        vouchers: [VOUCHER],
        schemes: [SCHEME],
        items: [SCHEME],
        table: { title: 'x', rows: [{ value: 10 }] },
        _entities: [SCHEME],
      },
    });
    gateway.education.respondWith({
      data: { trainings: [TRAINING], _entities: [{ ...SCHEME, training: TRAINING }] },
    });
  });
  afterAll(() => gateway.stop());
  beforeEach(() => {
    gateway.funds.received.length = 0;
    gateway.education.received.length = 0;
  });
  const audiences = (subgraph: SmallGateway['funds']) =>
    subgraph.received.map((request) => {
      const context = request.headers['x-llo-context'];
      if (context === undefined) return NONE;
      expect(digestInContext(request)).toBe(sha256(request.body));
      return decodeJwt(String(context)).aud;
    });

  test.each(OPERATIONS)(
    '%s: only the fetches that need a context carry one',
    async (_, query, funds, education) => {
      const { body } = await gateway.ask(query, { token: await gateway.token(coach) });
      expect(body.errors).toBeUndefined();
      expect({
        funds: audiences(gateway.funds),
        education: audiences(gateway.education),
      }).toEqual({ funds, education });
    },
  );

  test.each([
    ['{ table { rows { value } } trainings { name } }', FUNDS],
    ['{ table { title } trainings { name } }', NONE],
  ])(
    '%s: rows that may be for one audience carry a context, and the rest of the table none',
    async (query, context) => {
      await gateway.ask(query, { token: await gateway.token(analyst) });
      expect([audiences(gateway.funds), audiences(gateway.education)]).toEqual([[context], [NONE]]);
    },
  );

  test('x-llo-query-hash is sent only with a context', async () => {
    await gateway.ask('{ vouchers { id } trainings { name } }', {
      token: await gateway.token(coach),
    });
    const hashes = [gateway.funds, gateway.education].map(
      ({ received }) => received[0]?.headers['x-llo-query-hash'],
    );
    expect(hashes).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), undefined]);
  });
});

test('each fetch to one subgraph carries a context of its own, for its own body', async () => {
  const gateway = await startSmallGateway({
    supergraphSdl,
    startExecution: (options) => createExecution('compiled', options),
  });
  gateway.funds.respondWith({ data: { schemes: [SCHEME], vouchers: [VOUCHER] } });
  // This is no valid response to the batched fetch, so each fetch is sent again on its own.
  gateway.education.respondWith({ data: null, errors: [{ message: 'no' }] });
  await gateway.ask('{ schemes { note } vouchers { training { id } } }', {
    token: await gateway.token(coach),
  });
  const { received } = gateway.education;
  expect(new Set(received.map(digestInContext)).size).toBe(3);
  expect(received.map(digestInContext)).toEqual(received.map(({ body }) => sha256(body)));
  await gateway.stop();
});

test('a batched fetch of public and protected fields carries a context, and the public fetch alone does not', async () => {
  const gateway = await startSmallGateway({
    supergraphSdl,
    startExecution: (options) => createExecution('compiled', options),
  });
  const query = '{ schemes { trainings { id } } vouchers { training { id } } }';
  const token = await gateway.token(coach);
  const contextFor = async (data: object) => {
    gateway.education.received.length = 0;
    gateway.funds.respondWith({ data });
    await gateway.ask(query, { token });
    return gateway.education.received[0]?.headers['x-llo-context'];
  };
  expect(await contextFor({ schemes: [SCHEME], vouchers: [VOUCHER] })).toMatch(
    /^[\w-]+\.[\w-]+\.[\w-]+$/,
  );
  expect(await contextFor({ schemes: [SCHEME], vouchers: [] })).toBeUndefined();
  await gateway.stop();
});
