import { testFeature } from '../support/feature.ts';

interface Self {
  readonly author?: { readonly years?: number };
  readonly isNew?: unknown;
  readonly isProven?: unknown;
  readonly name?: string;
}

/** Two subgraphs that need each other's answers about one post, and a field that changed hands. */
testFeature({
  subgraphs: {
    wall: `
      type Query { posts: [Post] }
      type Post @key(fields: "id") {
        id: ID!
        isNew: Boolean! @external
        isProven: Boolean! @requires(fields: "isNew")
      }
      type Author @key(fields: "id") { id: ID! name: String! years: Int! }`,
    judge: `
      type Post @key(fields: "id") {
        id: ID!
        author: Author!
        isNew: Boolean! @requires(fields: "author { years }")
        isProven: Boolean! @external
        advice: String @requires(fields: "isProven")
      }
      type Author @key(fields: "id") { id: ID! years: Int! @external }`,
    before: `
      type Query { first: Person }
      type Person @key(fields: "id") {
        id: ID! name: String @external greeting: String @requires(fields: "name")
      }`,
    between: `type Person @key(fields: "id") { id: ID! name: String email: String }`,
    after: `
      type Query { second: Person }
      type Person @key(fields: "id") { id: ID! name: String @override(from: "between") age: Int }`,
    beside: `
      type Query { third: Person }
      type Person @key(fields: "id") {
        id: ID! name: String @external initial: String @requires(fields: "name")
      }`,
  },
  world: () => {
    const authors = [
      { __typename: 'Author', id: '1', name: 'Jan', years: 1 },
      { __typename: 'Author', id: '2', name: 'An', years: 20 },
    ];
    const posts = authors.map((author, index) => ({
      __typename: 'Post',
      id: `p${index}`,
      author,
      isNew,
      isProven: (_: unknown, self: Self) => !isNewOf(self),
      advice: (_: unknown, self: Self) => (isProvenOf(self) ? 'Read' : 'Wait'),
    }));
    const person = {
      __typename: 'Person',
      id: 'j',
      name: 'Jan',
      email: 'jan',
      age: 40,
      greeting: (_: unknown, { name }: Self) => `Hello ${given(name)}`,
      initial: (_: unknown, { name }: Self) => given(name).slice(0, 1),
    };
    const Query = { posts, first: person, second: person, third: person };
    return { Query, objects: [...authors, ...posts, person] };
  },
  operations: {
    'a field that needs a field of another entity': '{ posts { isNew } }',
    'a field that needs that': '{ posts { isProven } }',
    'a field that needs it back again': '{ posts { advice } }',
    'all of them, in any order':
      '{ posts { advice isProven isNew } again: posts { isNew author { name years } advice } }',
    'a requirement that another subgraph took over': '{ first { greeting } }',
    'asked from each side':
      '{ first { name initial } second { greeting initial name } third { initial email age greeting } }',
  },
});

function isNew(_: unknown, { author }: Self): boolean {
  return given(author?.years) < 5;
}

/** A subgraph was sent the value; the monolith has the function. */
function isNewOf(self: Self): boolean {
  return typeof self.isNew === 'function' ? isNew(undefined, self) : given(self.isNew) === true;
}

function isProvenOf(self: Self): boolean {
  return typeof self.isProven === 'function'
    ? !isNew(undefined, self)
    : given(self.isProven) === true;
}

function given<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('Lacks a requirement');
  return value;
}
