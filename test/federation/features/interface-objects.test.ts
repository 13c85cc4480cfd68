import { expect, test } from 'vitest';
import { testFeature } from '../support/feature.ts';

const ENDLESS = 'planning never ends and fills the memory';

interface Self {
  readonly name?: string | null;
  readonly nick?: unknown;
}

/** An interface with @interfaceObject in two subgraphs, of which one requires a field of the other. */
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
    'an @interfaceObject field that requires a field of the interface':
      '{ parties { id nick } top { nick } }',
    'such a field on one type of the interface':
      '{ some { ... on Firm { nick score friend { score } } } }',
    'such a field on one type of an object from its own subgraph':
      '{ top { ... on Person { nick } ... on Firm { id } } }',
    'a path from one @interfaceObject subgraph to another and back':
      '{ top { id friend { id score friend { score name ... on Person { mail } } } } }',
    'such a field on one type of an object from another @interfaceObject subgraph': {
      query: '{ accounts { owner { ... on Person { nick } } } }',
      apolloDiffers: ENDLESS,
    },
    'such a field with other fields at several depths': {
      query:
        '{ accounts { owner { score ... on Person { nick } ... on Firm { boss { ... on Person { mail nick } score } } } } }',
      apolloDiffers: ENDLESS,
    },
    'such a field with an alias in a named fragment': {
      query:
        'query Q { accounts { owner { __typename ...F } } } fragment F on Firm { n: nick staff { nick } }',
      apolloDiffers: ENDLESS,
    },
    'such a field with conditions on it and on its fragment': {
      query:
        'query Q($on: Boolean!) { accounts { owner { ... on Firm @include(if: $on) { nick @skip(if: $on) id } ... on Person @include(if: $on) { nick } } } }',
      variables: { on: true },
      apolloDiffers: ENDLESS,
    },
    'such a field with a condition on a fragment without a type': {
      query: 'query Q($on: Boolean!) { accounts { owner { id ... @include(if: $on) { nick } } } }',
      variables: { on: true },
      apolloDiffers: 'the planner throws',
    },
  },
});

test('the planner throws for an @interfaceObject field that requires a field with @requires of another one', async () => {
  const { fixture, compiled } = feature();
  const result = fixture.execute(compiled, { query: '{ parties { badge } }' });
  await expect(result).rejects.toThrow('potentially an interface object');
});

function party(fields: object) {
  return {
    nick: (_: unknown, { name }: Self) => {
      if (name === undefined) throw new Error('A required field is missing');
      return `${name ?? 'nobody'}!`;
    },
    ...fields,
  };
}
