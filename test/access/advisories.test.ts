/**
 * The attacks in published security advisories about access directives in federation gateways, sent to
 * the whole gateway: none may reach a subgraph.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { compose } from '../gateway/support/small-supergraph.ts';
import { startSmallGateway, type SmallGateway } from '../gateway/support/small-gateway.ts';

// The directives are renamed on import: a gateway that looks only for the plain names would enforce nothing.
const RENAMED = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key",
  "@shareable", "@external", "@requires", "@provides", "@interfaceObject",
  { name: "@authenticated", as: "@login" }, { name: "@requiresScopes", as: "@may" }, { name: "@policy", as: "@why" }])`;

const CASE = '@login @may(scopes: [["llo:case"]]) @why(policies: [["purpose:case"]])';

const FIRST = `${RENAMED}
type Query { node: Node  nodes: [Node!]  any: [Either!]  open: Open  closed: Closed  thing: Thing  holder: Holder @provides(fields: "thing { secret }") }
interface Node { id: ID!  note: String }
type Open implements Node @key(fields: "id") { id: ID!  note: String  sibling: Node }
type Closed implements Node @key(fields: "id") ${CASE} { id: ID!  note: String  more: Int }
union Either = Open | Closed
type Holder @shareable { thing: Thing }
type Thing @key(fields: "id") { id: ID!  secret: String @external  told: String @requires(fields: "secret") ${CASE} }`;

const SECOND = `${RENAMED}
type Query { other: Int }
type Thing @key(fields: "id") { id: ID!  secret: String @shareable ${CASE}  plain: String }`;

let gateway: SmallGateway;
beforeAll(async () => {
  const supergraphSdl = compose([
    { name: 'funds', sdl: FIRST },
    { name: 'education', sdl: SECOND },
  ]);
  gateway = await startSmallGateway({ supergraphSdl });
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.funds.received.length = 0;
  gateway.education.received.length = 0;
});

const hidden: readonly (readonly [string, string, string])[] = [
  ['an object type under its renamed directive', '{ closed { id } }', 'closed'],
  ['an interface that the object implements', '{ node { note } }', 'node'],
  ['a list of an interface', '{ nodes { ... on Open { id } } }', 'nodes'],
  ['a union, by its open member alone', '{ any { ... on Open { id } } }', 'any'],
  ['a union, by nothing but the type name', '{ any { __typename } }', 'any'],
  ['an interface reached from an open type', '{ open { sibling { id } } }', 'open,sibling'],
  ['a condition on an interface', '{ open { ... on Node { ... on Node { note } } } }', 'open,note'],
  ['a field that another one requires', '{ thing { told } }', 'thing,told'],
  ['a field that another field provides', '{ holder { thing { secret } } }', 'holder,thing,secret'],
  ['an alias with the name of an open field', '{ thing { id: secret } }', 'thing,id'],
  ['an alias that spells a prototype', '{ thing { constructor: secret } }', 'thing,constructor'],
  [
    'a fragment inside a fragment, spread twice',
    '{ thing { ...A ...A } } fragment A on Thing { ...B } fragment B on Thing { secret }',
    'thing,secret',
  ],
  [
    '@skip and @include, decided by variables at the last moment',
    'query ($yes: Boolean = true, $no: Boolean = false) { thing { secret @skip(if: $yes) @include(if: $no) } }',
    'thing,secret',
  ],
  [
    'a fragment under @include(if: false) of which a copy is not',
    '{ thing { ...S @include(if: false) ...S } } fragment S on Thing { secret }',
    'thing,secret',
  ],
];

describe('a protected field is denied before any subgraph request when it is selected through', () => {
  test.each(hidden)('%s', async (_, query, path) => {
    const { body } = await gateway.ask(query);
    expect(body.data).toBeNull();
    expect(body.errors?.map((error) => [String(error.path), error.extensions?.code])).toEqual([
      [path, 'UNAUTHENTICATED'],
    ]);
    expect([...gateway.funds.received, ...gateway.education.received]).toEqual([]);
  });

  test.each(hidden)('%s, with the scope and without the purpose', async (_, query, path) => {
    const token = await gateway.token({ scopes: ['llo:case'], purposes: [] });
    const { body } = await gateway.ask(query, { token });
    expect(body.errors?.map((error) => [String(error.path), error.extensions?.code])).toEqual([
      [path, 'PURPOSE_DENIED'],
    ]);
    expect([...gateway.funds.received, ...gateway.education.received]).toEqual([]);
  });
});

test('a request without a token gets the public fields of the same types', async () => {
  gateway.funds.respondWith({ data: { open: { id: '1', note: 'n' }, thing: { id: '2' } } });
  const { body } = await gateway.ask('{ open { id note } thing { id } }');
  expect(body).toEqual({ data: { open: { id: '1', note: 'n' }, thing: { id: '2' } } });
});
