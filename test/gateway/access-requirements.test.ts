import { makeExecutableSchema } from '@graphql-tools/schema';
import { buildASTSchema, parse, type GraphQLSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { createAccessRules } from '../../core/access/access-rules.ts';
import { firstDenials } from '../../core/access/access-denials.ts';
import { accessRequirementsOf } from '../../core/access/access-requirements.ts';
import { compose } from './support/small-supergraph.ts';

const IMPORTS =
  '"@key", "@shareable", "@external", "@requires", "@authenticated", "@requiresScopes", "@policy"';

const link = (imports = IMPORTS): string =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])\n`;

function schemaOf(...sdls: readonly string[]): GraphQLSchema {
  const sdl = compose(sdls.map((one, index) => ({ name: `s${index}`, sdl: one })));
  return buildASTSchema(parse(sdl), { assumeValid: true, assumeValidSDL: true });
}

/** The coordinates of the fields that a client without a token is denied. */
function deniedIn(schema: GraphQLSchema, query: string): readonly string[] {
  const requirements = accessRequirementsOf(createAccessRules(schema), parse(query));
  return firstDenials(requirements, null).map(({ coordinate }) => coordinate);
}

describe('access requirements of a field', () => {
  test('an access directive that is imported under another name protects its field', () => {
    const renamed =
      '{ name: "@authenticated", as: "@login" }, { name: "@requiresScopes", as: "@may" }';
    const schema = schemaOf(
      `${link(renamed)} type Query { a: Int @login  b: Int @may(scopes: [["x"]])  c: Int }`,
    );
    expect(deniedIn(schema, '{ a b c }')).toEqual(['Query.a', 'Query.b']);
  });

  test('@federation__authenticated without an import protects its field', () => {
    const sdl = `${link('"@key"')} type Query { a: Int @federation__authenticated  c: Int }`;
    expect(deniedIn(schemaOf(sdl), '{ a c }')).toEqual(['Query.a']);
  });

  test('@authenticated on an object type protects every field that returns it', () => {
    const sdl = `${link()} type Query { one: T  many: [[T!]!]  c: Int }  type T @authenticated { id: ID }`;
    expect(deniedIn(schemaOf(sdl), '{ one { id } many { id } c }')).toEqual([
      'Query.one',
      'Query.many',
    ]);
  });

  test('@authenticated on a scalar or an enum protects every field that returns it', () => {
    const sdl = `${link()} type Query { s: S  e: E  c: Int }  scalar S @authenticated  enum E @authenticated { A }`;
    expect(deniedIn(schemaOf(sdl), '{ s e c }')).toEqual(['Query.s', 'Query.e']);
  });

  test('a field that returns an interface has the requirements of every implementing type', () => {
    const sdl = `${link()} type Query { node: Node  open: Open }
      interface Node { id: ID name: String }
      type Open implements Node { id: ID name: String }
      type Closed implements Node @authenticated { id: ID name: String }`;
    const schema = schemaOf(sdl);
    expect(deniedIn(schema, '{ node { id } }')).toEqual(['Query.node']);
    expect(deniedIn(schema, '{ open { id ... on Node { name } } }')).toEqual(['Node.name']);
    expect(deniedIn(schema, '{ open { id name } }')).toEqual([]);
  });

  test('a field protected in one type is protected through its interface, and public in another type', () => {
    const sdl = `${link()} type Query { node: Node  open: Open }
      interface Node { name: String }
      type Open implements Node { name: String }
      type Closed implements Node { name: String @authenticated }`;
    const schema = schemaOf(sdl);
    expect(deniedIn(schema, '{ node { name } }')).toEqual(['Node.name']);
    expect(deniedIn(schema, '{ open { name } }')).toEqual([]);
  });

  test('@authenticated on an interface field protects that field in every implementing type', () => {
    const schema = buildASTSchema(
      parse(`${link()} type Query { open: Open }
        interface Node { name: String @authenticated }
        type Open implements Node { name: String }`),
      { assumeValid: true, assumeValidSDL: true },
    );
    expect(deniedIn(schema, '{ open { name } }')).toEqual(['Open.name']);
  });

  test('a field that returns a union has the requirements of every member type', () => {
    const sdl = `${link()} type Query { any: U }
      union U = Open | Closed  type Open { id: ID }  type Closed @authenticated { id: ID }`;
    expect(deniedIn(schemaOf(sdl), '{ any { ... on Open { id } } }')).toEqual(['Query.any']);
  });

  test('a field with @requires has the requirements of the fields it requires', () => {
    const schema = buildASTSchema(
      parse(`${link()} type Query { t: T }
        type T { secret: String @authenticated  open: String  derived: String @requires(fields: "open secret") }`),
      { assumeValid: true, assumeValidSDL: true },
    );
    expect(deniedIn(schema, '{ t { derived } }')).toEqual(['T.secret']);
    expect(deniedIn(schema, '{ t { open } }')).toEqual([]);
  });

  test('an access directive with an invalid argument throws instead of making its field public', () => {
    const schema = buildASTSchema(parse(`${link()} type Query { a: Int @policy(policies: "x") }`), {
      assumeValid: true,
      assumeValidSDL: true,
    });
    expect(() => deniedIn(schema, '{ a }')).toThrow('Cannot read the argument of "@policy"');
  });
});

describe('grants that satisfy a requirement', () => {
  const schema = schemaOf(
    `${link()} type Query { a: Int @requiresScopes(scopes: [["x", "y"], ["z"]])  b: Int @policy(policies: [["p", "q"]])
       none: Int @requiresScopes(scopes: []) }`,
  );
  const codes = (query: string, scopes: readonly string[], policies: readonly string[]) =>
    firstDenials(accessRequirementsOf(createAccessRules(schema), parse(query)), {
      scopes,
      policies,
    }).map(({ code }) => code);

  test.each([
    [[], ['SCOPE_DENIED']],
    [['x'], ['SCOPE_DENIED']],
    [['x', 'y'], []],
    [['z'], []],
  ])('scopes %j on a field that requires (x and y) or z give the codes %j', (scopes, expected) => {
    expect(codes('{ a }', scopes, [])).toEqual(expected);
  });

  test('one of two required policies gives PURPOSE_DENIED, and both give access', () => {
    expect(codes('{ b }', [], ['p'])).toEqual(['PURPOSE_DENIED']);
    expect(codes('{ b }', [], ['p', 'q'])).toEqual([]);
  });

  test('@requiresScopes with an empty list denies every client', () => {
    expect(codes('{ none }', ['x', 'y', 'z'], [])).toEqual(['SCOPE_DENIED']);
  });
});

describe('access requirements of a subgraph request', () => {
  const schema = makeExecutableSchema({
    assumeValidSDL: true,
    typeDefs: `${link()} scalar _Any  union _Entity = Open | Closed
      type Query { _entities(representations: [_Any!]!): [_Entity]! }
      type Open @key(fields: "id") { id: ID }
      type Closed @key(fields: "id") @authenticated { id: ID secret: String }`,
  });

  test('_entities has the requirements of the types in its inline fragments', () => {
    const deniedFor = (selection: string) =>
      deniedIn(schema, `query ($r: [_Any!]!) { _entities(representations: $r) { ${selection} } }`);
    expect(deniedFor('... on Open { id }')).toEqual([]);
    expect(deniedFor('... on Closed { secret }')).toEqual(['Closed.secret']);
    expect(deniedFor('... on Closed { __typename }')).toEqual(['Closed.__typename']);
  });
});

test('the requirements of 200 fragments that each spread the next one twice are collected in one pass', () => {
  const schema = schemaOf(
    `${link()} type Query { t: T }  type T { t: T  secret: Int @authenticated }`,
  );
  const fragments = Array.from(
    { length: 200 },
    (_, index) => `fragment F${index} on T { a: t { ...F${index + 1} } b: t { ...F${index + 1} } }`,
  );
  const query = `{ t { ...F0 } } ${fragments.join(' ')} fragment F200 on T { secret }`;
  // Expanded, these are 2^200 selections.
  expect(deniedIn(schema, query)).toEqual(['T.secret']);
});
