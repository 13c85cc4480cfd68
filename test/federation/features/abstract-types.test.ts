import { testFeature } from '../support/feature.ts';

testFeature({
  subgraphs: {
    media: `
      type Query { all: [Media!]! one(id: ID!): Media any: [Item] found: Found }
      interface Media @key(fields: "id") { id: ID! title: String! }
      interface Node { id: ID! }
      type Book implements Media & Node @key(fields: "id") { id: ID! title: String! pages: Int author: Person }
      type Film implements Media & Node @key(fields: "id") { id: ID! title: String! minutes: Int }
      type Person @key(fields: "name") { name: String! }
      type Voucher @shareable { code: String! }
      union Item = Book | Film | Voucher
      union Found = Book | Person`,
    views: `
      type Media @key(fields: "id") @interfaceObject { id: ID! views: Int! best: [Comment!] }
      type Comment { text: String! about: Media! }
      type Query { popular: [Media!]! }`,
    people: `
      type Person @key(fields: "name") { name: String! age: Int wrote: [Book!] }
      type Book @key(fields: "id") { id: ID! isbn: String }
      type Voucher @shareable { code: String! }
      union Thing = Person | Voucher | Book
      type Query { things: [Thing] }`,
  },
  world: () => {
    const jan = { __typename: 'Person', name: 'Jan', age: 61, wrote: undefined as unknown };
    const book = {
      __typename: 'Book',
      id: 'b1',
      title: 'Lassen',
      pages: 100,
      author: jan,
      isbn: '97',
      views: 7,
      best: [] as unknown[],
    };
    const film = {
      __typename: 'Film',
      id: 'f1',
      title: 'Zagen',
      minutes: 90,
      views: 1,
      best: null,
    };
    jan.wrote = [book];
    book.best = [
      { __typename: 'Comment', text: 'Mooi', about: film },
      { __typename: 'Comment', text: 'Lang', about: book },
    ];
    const voucher = { __typename: 'Voucher', code: 'v' };
    return {
      Query: {
        all: [book, film, book],
        one: ({ id }: { id: string }) => [book, film].find((media) => media.id === id) ?? null,
        any: [film, null, voucher, book],
        found: jan,
        popular: [film, book],
        things: [jan, voucher, book, null],
      },
      objects: [jan, book, film, voucher],
    };
  },
  operations: {
    'fields of an interface': '{ all { id title } }',
    'fragments on the types of an interface':
      '{ all { __typename ... on Book { pages author { age } } ... on Film { minutes } } }',
    'aliases of __typename':
      '{ all { kind: __typename title } any { t: __typename ... on Voucher { code } } }',
    'fragments on the members of a union':
      '{ any { __typename ... on Book { isbn views } ... on Media { title } ... on Voucher { code } } }',
    'a union with different members in two subgraphs':
      '{ things { ... on Person { age wrote { title isbn } } ... on Book { title } ... on Voucher { code } } found { ... on Person { name age } ... on Book { id } } }',
    'a field of an @interfaceObject': '{ all { views } }',
    'a field of an @interfaceObject on concrete types':
      '{ all { ... on Book { views pages } ... on Film { views minutes } } }',
    'the concrete type of an object from an @interfaceObject subgraph':
      '{ popular { __typename id title } }',
    'fields of the concrete types of an object from an @interfaceObject subgraph':
      '{ popular { views ... on Book { pages isbn } ... on Film { minutes } } }',
    'a path that enters and leaves an @interfaceObject subgraph twice':
      '{ all { title best { text about { __typename title views best { text } } } } }',
    'only fields that the @interfaceObject subgraph has itself': '{ popular { id views } }',
    'one response name for fields of two types':
      '{ all { ... on Book { n: pages } ... on Film { n: minutes } } }',
    'one object with selections on its type and on an interface':
      '{ any { ... on Book { author { name } } ... on Media { id } } }',
    'nested named fragments': `
      query { all { ...M } one(id: "b1") { ...M ... on Book { ...B } } }
      fragment M on Media { id ...T ... on Node { id } } fragment T on Media { title views }
      fragment B on Book { author { ...P } } fragment P on Person { wrote { ... on Book { isbn pages } } }`,
    'an interface field that is null': '{ one(id: "?") { __typename views } }',
    'a fragment that applies to one member of a union only': '{ any { ... on Voucher { code } } }',
    '__typename at the root': '{ __typename q: __typename all { id } }',
  },
});
