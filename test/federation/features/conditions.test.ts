import { expect, test } from 'vitest';
import { testFeature } from '../support/feature.ts';

const both = 'query Q($on: Boolean! = true, $off: Boolean = false) ';

const feature = testFeature({
  subgraphs: {
    a: `
      type Query { people: [Person] now: String echo(text: String = "hi", list: [Int!], deep: In): String }
      input In { a: Int = 5 b: [In!] }
      type Person @key(fields: "id") { id: ID! name: String friend: Person }`,
    b: `
      type Query { count: Int }
      type Person @key(fields: "id") { id: ID! age: Int say(word: String, times: Int = 2): String }`,
  },
  world: () => {
    const say = ({ word, times }: { word?: string | null; times: number | null }) =>
      (word ?? '?').repeat(times ?? 1);
    const piet = { __typename: 'Person', id: '2', name: 'Piet', friend: null, age: 40, say };
    const jan = { __typename: 'Person', id: '1', name: 'Jan', friend: piet, age: null, say };
    return {
      Query: {
        people: [jan, piet],
        now: 'now',
        count: 2,
        echo: (args: Record<string, unknown>) => JSON.stringify(args),
      },
      objects: [jan, piet],
    };
  },
  operations: {
    '@skip and @include with literals':
      '{ people { id @skip(if: true) name @include(if: true) age @include(if: false) } }',
    'the default of a @skip or @include variable': `${both}{ people { name @include(if: $on) age @skip(if: $off) id @skip(if: $on) } }`,
    'a value of a @skip or @include variable that has a default': {
      query: `${both}{ people { name @include(if: $on) age @skip(if: $off) } now }`,
      variables: { on: false, off: true },
    },
    'an excluded entity fetch': {
      query: `${both}{ people @include(if: $on) { age } now count @skip(if: $on) d: now @skip(if: $off) }`,
      variables: { on: false },
    },
    '@skip and @include on fragments': {
      query: `${both}{ people { ...F @include(if: $on) ... @skip(if: $on) { name } ... on Person @include(if: $off) { age } } } fragment F on Person { id friend { age } }`,
      variables: { off: true },
    },
    '@skip and @include on one field': {
      query: `${both}{ people { name @include(if: $on) @skip(if: $off) age @include(if: $off) @skip(if: $on) } }`,
    },
    'an object without included fields': '{ people { id @skip(if: true) } }',
    'an object of which every field is skipped by a variable': {
      query: `query Q($on: Boolean!) { people { name @include(if: $on) ...F friend { ... on Person { age @include(if: $on) } } } } fragment F on Person { age @skip(if: true) }`,
      variables: { on: false },
      apolloDiffers: 'it is null there',
    },
    'a root without included fields': '{ now @skip(if: true) }',
    'variables in arguments of an entity field': {
      query: 'query Q($w: String, $t: Int) { people { say(word: $w, times: $t) } }',
      variables: { w: 'é"\\\n\u2028', t: 3 },
    },
    'a variable without a value and the default of the argument':
      'query Q($w: String, $t: Int) { people { say(word: $w, times: $t) } }',
    'a variable with the value null': {
      query: 'query Q($t: Int) { people { say(word: "a", times: $t) } }',
      variables: { t: null },
    },
    'defaults of variables and of input fields': {
      query:
        'query Q($t: String = "x", $d: In = { b: [{}] }) { echo(text: $t, list: [1, 2], deep: $d) again: echo(deep: { a: 1 }) }',
    },
    'the same field with different arguments':
      '{ people { a: say(word: "a") b: say(word: "b", times: 1) friend { a: say(word: "c") } } }',
    'variables called representations': {
      query: 'query Q($representations: String) { people { say(word: $representations) } }',
      variables: { representations: 'r' },
      apolloDiffers: 'it rejects the name',
    },
    'one of several operations in a document': {
      query: 'query A { now } query B($w: String) { people { say(word: $w) } }',
      operationName: 'B',
      variables: { w: 'b' },
    },
    'introspection with data fields':
      '{ __schema { queryType { name } } t: __type(name: "Person") { fields { name } } now people { age } }',
    'introspection with variables': {
      query: 'query Q($n: String!) { __type(name: $n) { name kind } __typename }',
      variables: { n: 'Person' },
    },
    'aliases that JavaScript objects inherit':
      '{ people { constructor: name toString: age hasOwnProperty: id friend { valueOf: name } } }',
    'the alias __proto__': {
      query: '{ people { __proto__: name friend { __proto__: age } } }',
      apolloDiffers: 'it loses it',
    },
  },
});

test('a variable of the wrong type gives BAD_USER_INPUT without a subgraph request', async () => {
  const { fixture, compiled } = feature();
  const query = 'query Q($t: Int) { people { say(times: $t) } }';
  const response = await fixture.execute(compiled, { query, variables: { t: 'secret' } });
  expect(response.data).toBeNull();
  expect(response.errors).toEqual([
    {
      message: 'Variable "$t" has a value that does not fit: expected type "Int"',
      extensions: { code: 'BAD_USER_INPUT' },
    },
  ]);
  expect(fixture.received).toEqual([]);
});
