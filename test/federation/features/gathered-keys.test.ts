import { expect, test } from 'vitest';
import { testFeature } from '../support/feature.ts';

/** No subgraph that lists courses has the whole key of a course: each has a part of it, or another key. */
const feature = testFeature({
  subgraphs: {
    intake: `
      type Query { courses: [Course] enrolments: [Enrolment] }
      type Course @key(fields: "code") { code: ID! }
      type Enrolment @key(fields: "course { code } person { id }") { course: Course! person: Person! }
      type Person @key(fields: "id") { id: ID! }`,
    register: `
      type Course @key(fields: "code") { code: ID! edition: Int! @shareable title: String }`,
    venues: `
      type Course @key(fields: "code") { code: ID! place: Place @shareable }
      type Place @key(fields: "zip number") @key(fields: "parcel") {
        zip: String! number: Int! parcel: ID! city: City
      }
      type City @key(fields: "name") { name: String! }`,
    prices: `
      type Course @key(fields: "code edition place { parcel }") {
        code: ID! edition: Int! place: Place price: Int rooms: [Room] largest: Room
      }
      type Place @key(fields: "parcel") { parcel: ID! }
      type Room @key(fields: "place { parcel } nr") { place: Place! nr: Int! seats: Int }`,
    map: `
      type Place @key(fields: "zip number") { zip: String! number: Int! latitude: Float owner: Person }
      type Person @key(fields: "register { number }") @key(fields: "id") {
        id: ID! register: Entry name: String
      }
      type Entry { number: String }
      type Room @key(fields: "place { zip number } nr") { place: Place! nr: Int! floor: Int }
      type City @key(fields: "name") { name: String! people: Int }`,
    marks: `
      type Enrolment @key(fields: "course { code } person { id }") {
        course: Course! person: Person! mark: Int
        label: String @requires(fields: "person { name } course { title }")
      }
      type Course @key(fields: "code") { code: ID! title: String @external }
      type Person @key(fields: "id") { id: ID! name: String @external }`,
    ages: `
      type Person @key(fields: "register { number }") { register: Entry age: Int }
      type Entry { number: String }`,
  },
  world: () => {
    const city = { __typename: 'City', name: 'Ede', people: 120_000 };
    const jan = { __typename: 'Person', id: 'j', register: { number: '1' }, name: 'Jan', age: 40 };
    const an = { __typename: 'Person', id: 'a', register: null, name: 'An', age: null };
    const mill = place({ zip: '6711', number: 1, parcel: 'm', city, latitude: 52.5, owner: jan });
    const yard = place({ zip: '6712', number: 1, parcel: 'y', city, latitude: 52.25, owner: an });
    const hall = { __typename: 'Room', place: mill, nr: 1, seats: 10, floor: 2 };
    const shed = { __typename: 'Room', place: yard, nr: 1, seats: 20, floor: 0 };
    const weld = course({ code: 'w', edition: 1, title: 'Welding', place: mill, price: 5 });
    const saw = course({ code: 's', edition: 2, title: null, place: yard, price: null });
    const courses = [
      { ...weld, rooms: [hall, null, shed], largest: shed },
      { ...saw, rooms: [], largest: hall },
    ];
    const enrolments = [
      enrolment({ course: courses[0], person: jan, mark: 8 }),
      enrolment({ course: courses[0], person: an, mark: 9 }),
      enrolment({ course: courses[1], person: jan, mark: null }),
    ];
    const objects = [city, jan, an, mill, yard, hall, shed, ...courses, ...enrolments];
    return { Query: { courses: [courses[0], null, courses[1]], enrolments }, objects };
  },
  operations: {
    'a key with fields from two other subgraphs': '{ courses { price } }',
    'such a key with the same fields in the operation':
      '{ courses { title price place { latitude } } }',
    'a key that contains one of two keys of another entity':
      '{ courses { rooms { seats floor } largest { floor } } }',
    'fields of the entity in a key':
      '{ courses { rooms { floor place { city { name people } latitude } } } }',
    'a key that contains the keys of two entities': '{ enrolments { mark } }',
    '@requires of a field in each entity of a key':
      '{ enrolments { label mark course { price } person { name } } }',
    'a path that needs a second key of the same entity':
      '{ courses { place { owner { name age } } } }',
    'a path over five subgraphs':
      '{ enrolments { person { name age } course { place { owner { id age } city { people } } } } }',
  },
});

test('a representation has key fields from every subgraph that resolves one', async () => {
  const { fixture, compiled } = feature();
  await fixture.execute(compiled, { query: '{ courses { price } }' });
  const prices = fixture.received.find(({ subgraph }) => subgraph === 'prices');
  expect(prices?.body.variables).toEqual({
    representations: [
      { __typename: 'Course', code: 'w', edition: 1, place: { parcel: 'm' } },
      { __typename: 'Course', code: 's', edition: 2, place: { parcel: 'y' } },
    ],
  });
});

function place(fields: object) {
  return { __typename: 'Place', ...fields };
}

function course(fields: object) {
  return { __typename: 'Course', ...fields };
}

function enrolment(fields: object) {
  type Self = { readonly person: { name?: string }; readonly course: { title?: string | null } };
  const label = (_: unknown, { person, course: { title } }: Self) => {
    if (person.name === undefined || title === undefined)
      throw new Error('A required field is missing');
    return `${person.name}: ${title ?? '?'}`;
  };
  return { __typename: 'Enrolment', label, ...fields };
}
