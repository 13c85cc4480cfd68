import { expect, test } from 'vitest';
import { testFeature } from '../support/feature.ts';

/** @provides of fields of other types: by type, in unions and at several depths. */
const feature = testFeature({
  subgraphs: {
    front: `
      type Query {
        items: [Item] @provides(fields: "... on Book { title } ... on Film { title }")
        shown: [Work] @provides(fields: "... on Book { pets { ... on Cat { name age } } }")
        work: Work
      }
      interface Work { id: ID! pets: [Pet] }
      interface Pet { id: ID! }
      type Book implements Work @key(fields: "id") { id: ID! pets: [Pet] title: String @external }
      type Film implements Work @key(fields: "id") { id: ID! pets: [Pet] title: String @external }
      type Dog implements Pet @key(fields: "id") { id: ID! }
      type Cat implements Pet @key(fields: "id") { id: ID! name: String @external age: Int @external }
      union Item = Book | Film`,
    library: `
      type Book @key(fields: "id") { id: ID! title: String @shareable }
      type Film @key(fields: "id") { id: ID! title: String @shareable }`,
    pets: `
      type Cat @key(fields: "id") { id: ID! name: String @shareable age: Int @shareable }
      type Dog @key(fields: "id") { id: ID! name: String }`,
    tree: `
      type Query { branches: [Branch] @provides(fields: "main { twigs { id name } }") branch: Branch }
      type Branch @key(fields: "id") {
        id: ID! main: Branch @shareable twigs: [Branch] @external name: String @external
      }`,
    names: `
      type Branch @key(fields: "id") { id: ID! name: String @shareable twigs: [Branch] @shareable }`,
  },
  world: () => {
    const dog = { __typename: 'Dog', id: 'd', name: 'Fik' };
    const cat = { __typename: 'Cat', id: 'c', name: 'Mies', age: 3 };
    const book = { __typename: 'Book', id: 'b', title: 'Lassen', pets: [dog, cat, null] };
    const film = { __typename: 'Film', id: 'f', title: 'Zagen', pets: null };
    const three = { __typename: 'Branch', id: '3', main: null, twigs: [], name: 'three' };
    const two = { __typename: 'Branch', id: '2', main: null, twigs: [three], name: 'two' };
    const one = { __typename: 'Branch', id: '1', main: two, twigs: [two, three], name: 'one' };
    return {
      Query: {
        items: [film, book],
        shown: [book, film],
        work: book,
        branches: [one, two],
        branch: one,
      },
      objects: [dog, cat, book, film, one, two, three],
    };
  },
  operations: {
    '@provides on members of a union':
      '{ items { ... on Book { title pets { id } } ... on Film { title } } }',
    '@provides on types of an interface within another interface':
      '{ shown { id pets { id ... on Cat { name age } ... on Dog { name } } } }',
    'a field without @provides of types that have it elsewhere':
      '{ work { id pets { ... on Cat { name } } ... on Book { title } } }',
    '@provides at several depths':
      '{ branches { name main { name twigs { name twigs { id name } } } } }',
    'objects of @provides by another path':
      '{ branch { main { twigs { name main { id } } } twigs { main { twigs { name } } } } }',
    '@provides with a condition': {
      query:
        'query Q($on: Boolean!) { shown { ... on Book @include(if: $on) { pets { ... on Cat { age } } } ... on Work { pets { id } } } }',
      variables: { on: true },
    },
  },
});

test('provided fields are not fetched again', async () => {
  const { fixture, compiled } = feature();
  await fixture.execute(compiled, { query: '{ items { ... on Book { title } } }' });
  expect(fixture.received.map(({ subgraph }) => subgraph)).toEqual(['front']);
});
