import { testFeature } from '../support/feature.ts';

/** Types of which several subgraphs have a part: roots, unions, interfaces, enums and inputs. */
testFeature({
  subgraphs: {
    left: `
      type Query {
        medium: Medium @shareable
        shelf: Shelf @shareable
        node(id: ID!): Node @shareable
        mine: Medium
        product: Product! @shareable
        grade(value: Grade): Grade
        find(in: Filter): String
        posts: [Post]
        tools: [Tool]
        children: [Child]
      }
      union Medium = Book | Song
      type Book @key(fields: "id") { id: ID! title: String @shareable left: String }
      type Song @key(fields: "id") { id: ID! title: String }
      type Shelf @shareable { top: Medium second: Medium }
      interface Node { id: ID! }
      type Account implements Node @key(fields: "id") { id: ID! name: String @shareable }
      type Chat implements Node @key(fields: "id") { id: ID! account: Account! }
      type Product { brand: Brand! }
      type Brand { name: String }
      enum Grade { LOW HIGH SECRET @inaccessible }
      input Filter { first: Int! second: Int }
      interface Post { id: ID! at: String! }
      type Photo implements Post @key(fields: "id") { id: ID! at: String! }
      type Note implements Post @key(fields: "id") { id: ID! at: String! }
      interface Tool { id: ID! twin: Tool }
      type Saw implements Tool @key(fields: "id") { id: ID! twin: Saw }
      type Child @key(fields: "id") { id: ID }`,
    right: `
      type Query {
        medium: Medium @shareable
        shelf: Shelf @shareable
        node(id: ID!): Node @shareable
        theirs: Medium
        product: Product! @shareable
        grades: [Grade]
        photos: [Post]
        kids: [Child]
      }
      union Medium = Book | Film
      type Book @key(fields: "id") { id: ID! title: String @shareable right: String }
      type Film @key(fields: "id") { id: ID! title: String }
      type Shelf @shareable { top: Medium second: Medium }
      interface Node { id: ID! }
      type Account implements Node @key(fields: "id") { id: ID! name: String @shareable mail: String }
      type Product { price: Int section: Section @shareable }
      type Section @shareable { id: ID! name: String }
      enum Grade { LOW HIGH SECRET @inaccessible }
      interface Post { id: ID! at: String! }
      type Photo implements Post @key(fields: "id") { id: ID! at: String! @override(from: "left") size: Int }
      interface Tool { id: ID! price: Float }
      type Saw implements Tool @key(fields: "id") { id: ID! price: Float }
      type Child @key(fields: "id") { id: ID! nick: String }`,
    third: `
      type Query { product: Product! @shareable search(in: Filter): String }
      input Filter { first: Int! third: Int }
      type Product { section: Section @shareable }
      type Section @shareable { id: ID! floor: Floor }
      type Floor { number: Int }`,
  },
  world: () => {
    const book = { __typename: 'Book', id: 'b', title: 'B', left: 'l', right: 'r' };
    const song = { __typename: 'Song', id: 's', title: 'S' };
    const film = { __typename: 'Film', id: 'f', title: 'F' };
    const account = { __typename: 'Account', id: 'a', name: 'Jan', mail: 'jan' };
    const photo = { __typename: 'Photo', id: 'p', at: 'now', size: 4 };
    const note = { __typename: 'Note', id: 'n', at: 'then' };
    const saw = { __typename: 'Saw', id: 's1', price: 1.5, twin: null as unknown };
    const other = { __typename: 'Saw', id: 's2', price: null, twin: saw };
    saw.twin = other;
    const children = [
      { __typename: 'Child', id: '1', nick: 'Pim' },
      { __typename: 'Child', id: '2', nick: null },
    ];
    const section = { id: 'x', name: 'Tools', floor: { number: 1 } };
    const shown = ({ in: filter }: { in: unknown }) => JSON.stringify(filter);
    return {
      Query: {
        medium: book,
        shelf: { top: book, second: book },
        node: ({ id }: { id: string }) => (id === 'a' ? account : null),
        mine: song,
        theirs: film,
        product: { brand: { name: 'Brand' }, price: 5, section },
        grade: ({ value }: { value?: string }) => value ?? 'SECRET',
        grades: ['LOW', 'HIGH'],
        find: shown,
        search: shown,
        posts: [photo, note],
        photos: [photo],
        tools: [saw, null, other],
        children,
        kids: children,
      },
      objects: [book, song, film, account, photo, note, saw, other, ...children],
    };
  },
  operations: {
    'a union with different members in each subgraph':
      '{ medium { __typename ... on Book { title left right } ... on Song { title } ... on Film { title } } }',
    'such a union in a shared value type':
      '{ shelf { top { ... on Book { left right } ... on Film { title } } second { __typename ... on Song { id } } } }',
    'union members of one subgraph only':
      '{ mine { __typename ... on Song { title } ... on Film { title } } theirs { ... on Film { title } ... on Book { left } } }',
    'an interface field whose types not all subgraphs have':
      '{ node(id: "a") { __typename id ... on Account { name mail } ... on Chat { account { mail } } } none: node(id: "?") { id } }',
    'a shared root field of which each subgraph has other fields':
      '{ product { brand { name } price section { id name floor { number } } } }',
    'a field with @override in a type of an interface':
      '{ posts { id at ... on Photo { size at } } photos { at ... on Note { id } ... on Photo { at } } }',
    'a recursive interface with fields in two subgraphs':
      '{ tools { id twin { id twin { id price } price } price } }',
    'such an interface by its type': '{ tools { ... on Saw { twin { price twin { price } } } } }',
    'a key that is nullable in one subgraph': '{ children { id nick } kids { id nick } }',
    'an enum without its inaccessible value': '{ grades low: grade(value: LOW) }',
    'the common fields of an input type': {
      query: 'query Q($f: Filter) { find(in: { first: 1 }) search(in: $f) }',
      variables: { f: { first: 3 } },
    },
  },
});
