import { testFeature } from '../support/feature.ts';

interface Self {
  readonly author?: { readonly years?: number };
  readonly isNew?: unknown;
  readonly isProven?: unknown;
  readonly name?: string;
}

/** Two subgraphs that require fields of each other for one entity, and a required field with @override. */
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
      greeting: (_: unknown, { name }: Self) => `Hello ${required(name)}`,
      initial: (_: unknown, { name }: Self) => required(name).slice(0, 1),
    };
    const Query = { posts, first: person, second: person, third: person };
    return { Query, objects: [...authors, ...posts, person] };
  },
  operations: {
    '@requires of a field of another entity': '{ posts { isNew } }',
    '@requires of a field that has @requires itself': '{ posts { isProven } }',
    'a chain of @requires that returns to the first subgraph': '{ posts { advice } }',
    'all fields of a chain of @requires in any order':
      '{ posts { advice isProven isNew } again: posts { isNew author { name years } advice } }',
    '@requires of a field with @override': '{ first { greeting } }',
    '@requires of a field with @override from three subgraphs':
      '{ first { name initial } second { greeting initial name } third { initial email age greeting } }',
  },
});

function isNew(_: unknown, { author }: Self): boolean {
  return required(author?.years) < 5;
}

/** A subgraph was sent the value; the monolith has the function. */
function isNewOf(self: Self): boolean {
  return typeof self.isNew === 'function' ? isNew(undefined, self) : required(self.isNew) === true;
}

function isProvenOf(self: Self): boolean {
  return typeof self.isProven === 'function'
    ? !isNew(undefined, self)
    : required(self.isProven) === true;
}

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('A required field is missing');
  return value;
}
