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

/** The coordinates refused to the public. */
function refusedIn(schema: GraphQLSchema, query: string): readonly string[] {
  const requirements = accessRequirementsOf(createAccessRules(schema), parse(query));
  return firstDenials(requirements, null).map(({ coordinate }) => coordinate);
}

describe('what a field asks', () => {
  test('a renamed directive counts under its new name', () => {
    const renamed =
      '{ name: "@authenticated", as: "@login" }, { name: "@requiresScopes", as: "@may" }';
    const schema = schemaOf(
      `${link(renamed)} type Query { a: Int @login  b: Int @may(scopes: [["x"]])  c: Int }`,
    );
    expect(refusedIn(schema, '{ a b c }')).toEqual(['Query.a', 'Query.b']);
  });

  test('a directive written with its namespace counts', () => {
    const sdl = `${link('"@key"')} type Query { a: Int @federation__authenticated  c: Int }`;
    expect(refusedIn(schemaOf(sdl), '{ a c }')).toEqual(['Query.a']);
  });

  test('a type asks through every field that returns it', () => {
    const sdl = `${link()} type Query { one: T  many: [[T!]!]  c: Int }  type T @authenticated { id: ID }`;
    expect(refusedIn(schemaOf(sdl), '{ one { id } many { id } c }')).toEqual([
      'Query.one',
      'Query.many',
    ]);
  });

  test('a scalar and an enum ask as well', () => {
    const sdl = `${link()} type Query { s: S  e: E  c: Int }  scalar S @authenticated  enum E @authenticated { A }`;
    expect(refusedIn(schemaOf(sdl), '{ s e c }')).toEqual(['Query.s', 'Query.e']);
  });

  test('an interface asks what any type behind it asks', () => {
    const sdl = `${link()} type Query { node: Node  open: Open }
      interface Node { id: ID name: String }
      type Open implements Node { id: ID name: String }
      type Closed implements Node @authenticated { id: ID name: String }`;
    const schema = schemaOf(sdl);
    expect(refusedIn(schema, '{ node { id } }')).toEqual(['Query.node']);
    expect(refusedIn(schema, '{ open { id ... on Node { name } } }')).toEqual(['Node.name']);
    expect(refusedIn(schema, '{ open { id name } }')).toEqual([]);
  });

  test('a field guarded in one type is guarded through the interface, and open in another type', () => {
    const sdl = `${link()} type Query { node: Node  open: Open }
      interface Node { name: String }
      type Open implements Node { name: String }
      type Closed implements Node { name: String @authenticated }`;
    const schema = schemaOf(sdl);
    expect(refusedIn(schema, '{ node { name } }')).toEqual(['Node.name']);
    expect(refusedIn(schema, '{ open { name } }')).toEqual([]);
  });

  test('a rule written on the interface alone binds every type that implements it', () => {
    const schema = buildASTSchema(
      parse(`${link()} type Query { open: Open }
        interface Node { name: String @authenticated }
        type Open implements Node { name: String }`),
      { assumeValid: true, assumeValidSDL: true },
    );
    expect(refusedIn(schema, '{ open { name } }')).toEqual(['Open.name']);
  });

  test('a union asks what any of its members asks', () => {
    const sdl = `${link()} type Query { any: U }
      union U = Open | Closed  type Open { id: ID }  type Closed @authenticated { id: ID }`;
    expect(refusedIn(schemaOf(sdl), '{ any { ... on Open { id } } }')).toEqual(['Query.any']);
  });

  test('a field computed from a guarded field asks what that one asks', () => {
    const schema = buildASTSchema(
      parse(`${link()} type Query { t: T }
        type T { secret: String @authenticated  open: String  told: String @requires(fields: "open secret") }`),
      { assumeValid: true, assumeValidSDL: true },
    );
    expect(refusedIn(schema, '{ t { told } }')).toEqual(['T.secret']);
    expect(refusedIn(schema, '{ t { open } }')).toEqual([]);
  });

  test('a directive that cannot be read stops the start instead of opening the field', () => {
    const schema = buildASTSchema(parse(`${link()} type Query { a: Int @policy(policies: "x") }`), {
      assumeValid: true,
      assumeValidSDL: true,
    });
    expect(() => refusedIn(schema, '{ a }')).toThrow('Cannot read the argument of "@policy"');
  });
});

describe('who may', () => {
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
  ])('scopes %j against (x and y) or z', (scopes, expected) => {
    expect(codes('{ a }', scopes, [])).toEqual(expected);
  });

  test('all policies of an alternative must hold', () => {
    expect(codes('{ b }', [], ['p'])).toEqual(['PURPOSE_DENIED']);
    expect(codes('{ b }', [], ['p', 'q'])).toEqual([]);
  });

  test('an empty list of alternatives is met by nobody', () => {
    expect(codes('{ none }', ['x', 'y', 'z'], [])).toEqual(['SCOPE_DENIED']);
  });
});

describe('in a subgraph', () => {
  const schema = makeExecutableSchema({
    assumeValidSDL: true,
    typeDefs: `${link()} scalar _Any  union _Entity = Open | Closed
      type Query { _entities(representations: [_Any!]!): [_Entity]! }
      type Open @key(fields: "id") { id: ID }
      type Closed @key(fields: "id") @authenticated { id: ID secret: String }`,
  });

  test('entities asked for directly are judged by the types that are named', () => {
    const ask = (selection: string) =>
      refusedIn(schema, `query ($r: [_Any!]!) { _entities(representations: $r) { ${selection} } }`);
    expect(ask('... on Open { id }')).toEqual([]);
    expect(ask('... on Closed { secret }')).toEqual(['Closed.secret']);
    expect(ask('... on Closed { __typename }')).toEqual(['Closed.__typename']);
  });
});

test('two hundred fragments that each spread the next one twice are read once each', () => {
  const schema = schemaOf(
    `${link()} type Query { t: T }  type T { t: T  secret: Int @authenticated }`,
  );
  const fragments = Array.from(
    { length: 200 },
    (_, index) => `fragment F${index} on T { a: t { ...F${index + 1} } b: t { ...F${index + 1} } }`,
  );
  const query = `{ t { ...F0 } } ${fragments.join(' ')} fragment F200 on T { secret }`;
  // Expanded, this is 2^200 selections: reading it would never end.
  expect(refusedIn(schema, query)).toEqual(['T.secret']);
});
