import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { testFeature } from '../support/feature.ts';

const coded = (message: string) => () => {
  throw new GraphQLError(message, { extensions: { code: 'SCOPE_DENIED', partner: 'otib' } });
};

const feature = testFeature({
  subgraphs: {
    people: `
      type Query { people: [Person!]! strict: [Strict!] maybe: [Strict] one: Person nested: [[Person]] }
      type Person @key(fields: "id") { id: ID! name: String bad: String }
      type Strict @key(fields: "id") { id: ID! }`,
    work: `
      type Person @key(fields: "id") { id: ID! job: Job jobs: [Job!] pay: Int }
      type Job { title: String! place: String }
      type Strict @key(fields: "id") { id: ID! must: String! list: [Int!]! }`,
  },
  world: () => {
    const person = (id: string, rest: object) => ({ __typename: 'Person', id, name: id, ...rest });
    const a = person('a', { job: { title: 'Lasser', place: coded('No place') }, jobs: [], pay: 1 });
    const b = person('b', {
      job: { title: coded('No title') },
      jobs: [{ title: 'x' }, { title: null }],
      pay: coded('No pay'),
      bad: coded('Bad'),
    });
    const c = person('c', { job: null, jobs: null, pay: null });
    const ok = { __typename: 'Strict', id: 'ok', must: 'm', list: [1] };
    const broken = { __typename: 'Strict', id: 'no', must: null, list: [1] };
    const holes = { __typename: 'Strict', id: 'ho', must: 'm', list: [1, null] };
    return {
      Query: {
        people: [a, b, a, b],
        strict: [ok, broken],
        maybe: [ok, broken, null, holes],
        one: c,
        nested: [[a, b], null, [null, b]],
      },
      objects: [a, b, c, ok, broken, holes],
    };
  },
  operations: {
    'an error of a leaf at every position of its entity': '{ people { pay } one { pay } }',
    'an error in an object of another subgraph': '{ people { job { place } } }',
    'null propagation to the nearest nullable position': '{ people { job { title } } }',
    'null propagation in lists': '{ people { id jobs { title } } }',
    'errors in lists of lists': '{ nested { id pay job { title } } }',
    'null propagation from a list with non-null elements': '{ strict { must } }',
    'null propagation from a list with nullable elements':
      '{ maybe { must } again: maybe { id list } }',
    'errors of both subgraphs': '{ people { bad pay } }',
    'aliases in paths': '{ p: people { j: job { t: title } } }',
  },
});

test('an error of a subgraph keeps its extensions', async () => {
  const { fixture, compiled } = feature();
  const { errors } = await fixture.execute(compiled, { query: '{ one { id } people { id pay } }' });
  expect(errors).toEqual([
    {
      message: 'No pay',
      path: ['people', 1, 'pay'],
      extensions: { code: 'SCOPE_DENIED', partner: 'otib' },
    },
    {
      message: 'No pay',
      path: ['people', 3, 'pay'],
      extensions: { code: 'SCOPE_DENIED', partner: 'otib' },
    },
  ]);
});

const unavailable = (fault: string) => ({
  data: { people: ['a', 'b', 'a', 'b'].map((id) => ({ id, pay: null })) },
  errors: [
    {
      message: `Cannot read from "work": ${fault}`,
      path: ['people'],
      extensions: { code: 'PARTNER_NO_ANSWER', kind: 'work', partner: null, fault },
    },
  ],
});

const DEEP = '['.repeat(200_000) + ']'.repeat(200_000);
const DEEP_OBJECT = `${'{"pay":'.repeat(20_000)}1${'}'.repeat(20_000)}`;

test.each([
  ['an HTML page', { text: '<html>secret</html>', type: 'text/html' }, 'garbled'],
  ['half a response', { text: '{"data":{"_entit' }, 'garbled'],
  ['a list instead of a response', { text: '[1]' }, 'garbled'],
  ['no data and no errors', { text: '{}' }, 'garbled'],
  ['a list as data', { text: '{"data":[]}' }, 'garbled'],
  ['too few entities', { text: '{"data":{"_entities":[{"pay":1}]}}' }, 'garbled'],
  ['too many entities', { text: '{"data":{"_entities":[null,null,null]}}' }, 'garbled'],
  [
    'an object as the list of entities',
    { text: '{"data":{"_entities":{"0":{"pay":1}}}}' },
    'garbled',
  ],
  ['no entities', { text: '{"data":{}}' }, 'garbled'],
  ['deep JSON', { text: DEEP }, 'garbled'],
  ['a redirect', { text: '', status: 302 }, 'refused'],
  ['status 403', { text: '{"secret":1}', status: 403 }, 'refused'],
  ['status 500', { text: 'secret', status: 500, type: 'text/plain' }, 'unreachable'],
] as const)(
  'a subgraph that sends %s gives one error and null for its own fields',
  async (_, fakeResponse, fault) => {
    const { fixture, compiled } = feature();
    fixture.fake('work', () => fakeResponse);
    const response = await fixture.execute(compiled, { query: '{ people { id pay } }' });
    fixture.fake('work', undefined);
    expect(response).toEqual(unavailable(fault));
  },
);

test.each([
  ['a string for a number', '{"pay":"1"}', null],
  ['a fraction for an integer', '{"pay":1.5}', null],
  ['too large a number', '{"pay":3000000000}', null],
  ['an object for a number', '{"pay":{"a":1}}', null],
  ['a list for an entity', '[{"pay":1}]', null],
  ['a string for an entity', '"x"', null],
  ['a __proto__ key', '{"pay":1,"__proto__":{"id":"evil","pay":9}}', 1],
  ['__proto__ as its type name', '{"pay":1,"__typename":"__proto__"}', 1],
  ['very deep objects', DEEP_OBJECT, null],
])('an entity with %s affects only its own field', async (_, entity, pay) => {
  const { fixture, compiled } = feature();
  fixture.fake('work', () => ({ text: `{"data":{"_entities":[${entity},${entity}]}}` }));
  const { data } = await fixture.execute(compiled, { query: '{ people { id pay } }' });
  fixture.fake('work', undefined);
  expect(data).toEqual({ people: ['a', 'b', 'a', 'b'].map((id) => ({ id, pay })) });
  expect({}).not.toHaveProperty('id');
});

test('a value that does not fit its type gives an error at each of its positions', async () => {
  const { fixture, compiled } = feature();
  fixture.fake('work', () => ({ text: '{"data":{"_entities":[{"pay":"x"},{"pay":2}]}}' }));
  const { errors } = await fixture.execute(compiled, { query: '{ people { pay } }' });
  fixture.fake('work', undefined);
  expect(errors.map(({ path }) => path)).toEqual([
    ['people', 0, 'pay'],
    ['people', 2, 'pay'],
  ]);
});

test('malformed errors of a subgraph do not affect valid ones', async () => {
  const { fixture, compiled } = feature();
  const errors =
    '[null,1,{"message":{},"path":"x","extensions":[]},{"message":"m","path":["_entities",99,"pay"]},{"message":"n","path":["_entities",0,{}]}]';
  fixture.fake('work', () => ({ text: `{"data":{"_entities":[null,null]},"errors":${errors}}` }));
  const response = await fixture.execute(compiled, { query: '{ people { pay } }' });
  fixture.fake('work', undefined);
  expect(response.data).toEqual({ people: Array.from({ length: 4 }, () => ({ pay: null })) });
  expect(response.errors.map(({ message }) => message)).toContain('n');
});
