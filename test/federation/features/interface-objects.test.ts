import { expect, test } from 'vitest';
import { testFeature } from '../support/feature.ts';

const ENDLESS = 'the planner goes round in circles until memory is full';

interface Self {
  readonly name?: string | null;
  readonly nick?: unknown;
}

/** One interface that several subgraphs know as one object; one of them needs what another has. */
const feature = testFeature({
  subgraphs: {
    people: `
      type Query { parties: [Party!]! some: [Party] }
      interface Party @key(fields: "id") { id: ID! name: String }
      type Person implements Party @key(fields: "id") { id: ID! name: String age: Int }
      type Firm implements Party @key(fields: "id") { id: ID! name: String staff: [Person] boss: Party }`,
    nicks: `
      type Query { top: [Party] }
      type Party @key(fields: "id") @interfaceObject {
        id: ID! name: String @external nick: String @requires(fields: "name") friend: Party
      }`,
    post: `type Person @key(fields: "id") { id: ID! mail: String }`,
    accounts: `
      type Query { accounts: [Account] }
      type Account @key(fields: "id") { id: ID! owner: Party }
      type Party @key(fields: "id") @interfaceObject {
        id: ID! score: Int nick: String @external badge: String @requires(fields: "nick")
      }`,
  },
  world: () => {
    const jan = party({
      __typename: 'Person',
      id: 'p',
      name: 'Jan',
      age: 40,
      mail: 'jan',
      score: 1,
    });
    const firm = party({
      __typename: 'Firm',
      id: 'f',
      name: null,
      score: 2,
      staff: [jan],
      boss: jan,
    });
    const friends = [
      { ...jan, friend: firm },
      { ...firm, friend: jan },
    ];
    const accounts = [
      { __typename: 'Account', id: 'a1', owner: friends[0] },
      { __typename: 'Account', id: 'a2', owner: friends[1] },
      { __typename: 'Account', id: 'a3', owner: null },
    ];
    return {
      Query: { parties: friends, some: [friends[1], null], top: friends.toReversed(), accounts },
      objects: [...friends, ...accounts],
    };
  },
  operations: {
    'a field that requires one of the interface': '{ parties { id nick } top { nick } }',
    'on one type, from the interface': '{ some { ... on Firm { nick score friend { score } } } }',
    'on one type, from the object that knows it':
      '{ top { ... on Person { nick } ... on Firm { id } } }',
    'from one object to another and back':
      '{ top { id friend { id score friend { score name ... on Person { mail } } } } }',
    'on one type, from an object that knows nothing of it': {
      query: '{ accounts { owner { ... on Person { nick } } } }',
      apolloDiffers: ENDLESS,
    },
    'beside other things, several deep': {
      query:
        '{ accounts { owner { score ... on Person { nick } ... on Firm { boss { ... on Person { mail nick } score } } } } }',
      apolloDiffers: ENDLESS,
    },
    'by a named fragment, under another name': {
      query:
        'query Q { accounts { owner { __typename ...F } } } fragment F on Firm { n: nick staff { nick } }',
      apolloDiffers: ENDLESS,
    },
    'with conditions around and on it': {
      query:
        'query Q($on: Boolean!) { accounts { owner { ... on Firm @include(if: $on) { nick @skip(if: $on) id } ... on Person @include(if: $on) { nick } } } }',
      variables: { on: true },
      apolloDiffers: ENDLESS,
    },
    'with conditions around it on any type': {
      query: 'query Q($on: Boolean!) { accounts { owner { id ... @include(if: $on) { nick } } } }',
      variables: { on: true },
      apolloDiffers: 'the planner refuses',
    },
  },
});

test('what an object requires of another object that requires something, the planner refuses', async () => {
  const { fixture, compiled } = feature();
  const asked = fixture.execute(compiled, { query: '{ parties { badge } }' });
  await expect(asked).rejects.toThrow('potentially an interface object');
});

function party(fields: object) {
  return {
    nick: (_: unknown, { name }: Self) => {
      if (name === undefined) throw new Error('Lacks a requirement');
      return `${name ?? 'nobody'}!`;
    },
    ...fields,
  };
}
