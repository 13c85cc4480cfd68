import { testFeature } from '../support/feature.ts';

interface Address {
  readonly __typename?: string;
  readonly street?: string | null;
  readonly city?: string;
  readonly floor?: number;
  readonly box?: { readonly code?: string };
}
interface Self {
  readonly address: Address | null;
  readonly contact: { readonly to?: string; readonly number?: number } | null;
  readonly works: readonly ({ readonly pages?: number; readonly minutes?: number } | null)[] | null;
}

/** @requires of parts of objects: different parts for different fields and types. */
testFeature({
  subgraphs: {
    people: `
      type Query { people: [Person] }
      type Person @key(fields: "id") { id: ID! address: Address contact: Contact works: [Work] }
      interface Address { street: String }
      type Home implements Address { street: String city: String }
      type Office implements Address { street: String floor: Int }
      type PostBox implements Address { street: String box: Box }
      type Box { number: Int code: String }
      union Contact = Mail | Phone
      type Mail { to: String }
      type Phone { number: Int }
      interface Work { title: String }
      type Film implements Work { title: String minutes: Int }
      type Book implements Work { title: String pages: Int }`,
    letters: `
      type Person @key(fields: "id") {
        id: ID!
        address: Address @external
        contact: Contact @external
        works: [Work] @external
        where: String
          @requires(fields: "address { __typename ... on Home { city } ... on PostBox { box { code } } }")
        street: String @requires(fields: "address { street }")
        reach: String @requires(fields: "contact { ... on Mail { to } ... on Phone { number } }")
        length: Int @requires(fields: "works { ... on Film { minutes } ... on Book { pages } }")
      }
      interface Address { street: String }
      type Home implements Address { street: String @external city: String @external }
      type Office implements Address { street: String @external }
      type PostBox implements Address { street: String @external box: Box @external }
      type Box { code: String @external }
      union Contact = Mail | Phone
      type Mail { to: String @external }
      type Phone { number: Int @external }
      interface Work { title: String }
      type Film implements Work { title: String @external minutes: Int @external }
      type Book implements Work { title: String @external pages: Int @external }`,
  },
  world: () => {
    const film = { __typename: 'Film', title: 'Zagen', minutes: 5 };
    const book = { __typename: 'Book', title: 'Lassen', pages: 7 };
    const home = { __typename: 'Home', street: 'Kade', city: 'Ede' };
    const office = { __typename: 'Office', street: 'Laan', floor: 3 };
    const box = { __typename: 'PostBox', street: null, box: { number: 1, code: 'PB1' } };
    const mail = { __typename: 'Mail', to: 'jan' };
    const phone = { __typename: 'Phone', number: 112 };
    const people = [
      person({ id: '1', address: home, contact: mail, works: [film, null, book] }),
      person({ id: '2', address: office, contact: phone, works: [] }),
      person({ id: '3', address: box, contact: null, works: null }),
      person({ id: '4', address: null, contact: mail, works: [book, film, film] }),
    ];
    return { Query: { people }, objects: people };
  },
  operations: {
    '@requires of __typename and fields by type': '{ people { where } }',
    '@requires of a field of an interface': '{ people { street } }',
    '@requires of fields of union members': '{ people { reach } }',
    '@requires of fields in a list of an interface': '{ people { length } }',
    'all required parts with other selections on the same objects':
      '{ people { id where street reach length works { title ... on Book { pages } } address { t: __typename ... on Office { floor } } } }',
    'two fields that require different parts, of which the second is skipped': {
      query:
        'query Q($on: Boolean!) { people { street @include(if: $on) where @skip(if: $on) address { __typename } } }',
      variables: { on: true },
      apolloDiffers: 'it fetches neither part',
    },
    'two fields that require different parts, of which the first is skipped': {
      query:
        'query Q($on: Boolean!) { people { street @include(if: $on) where @skip(if: $on) address { __typename } } }',
      variables: { on: false },
      apolloDiffers: 'it fetches neither part',
    },
  },
});

function person(fields: object) {
  return {
    __typename: 'Person',
    where: (_: unknown, { address }: Self) => address && whereOf(address),
    street: (_: unknown, { address }: Self) => address && required(address.street),
    reach: (_: unknown, { contact }: Self) =>
      contact && `${required(contact.to ?? contact.number)}`,
    length: (_: unknown, { works }: Self) =>
      works &&
      works.reduce((sum, work) => sum + (work ? required(work.minutes ?? work.pages) : 0), 0),
    ...fields,
  };
}

function whereOf(address: Address): string | undefined {
  if (address.__typename === 'Home') return required(address.city);
  return address.__typename === 'PostBox'
    ? required(address.box?.code)
    : required(address.__typename);
}

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('A required field is missing');
  return value;
}
