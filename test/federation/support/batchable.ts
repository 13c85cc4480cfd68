/** A supergraph in which entities of several types of one subgraph are fetched at the same moment. */
import { GraphQLError } from 'graphql';
import type { FixtureOptions } from './fixture.ts';
import type { WorldObject } from './world.ts';

const failing = (message: string) => () => {
  throw new GraphQLError(message, { extensions: { code: 'SCOPE_DENIED' } });
};

export const BATCHABLE: FixtureOptions = {
  subgraphs: {
    shop: `
      type Query { orders: [Order!]! nameless: [Order!]! large: [Order!]! }
      type Mutation { order: Order }
      type Order { number: Int buyer: Person seller: Person article: Article }
      type Person @key(fields: "id") { id: ID! }
      type Article @key(fields: "id") { id: ID! }`,
    register: `
      type Person @key(fields: "id") {
        id: ID! name: String greet(word: String = "Dag"): String bad: String strict: String! friend: Person
      }
      type Article @key(fields: "id") {
        id: ID! title: String call(word: String = "Hé"): String bad: String maker: Person
      }`,
    stock: 'type Article @key(fields: "id") { id: ID! amount: Int }',
    bonus: `
      type Person @key(fields: "id") { id: ID! name: String @external points: Int @requires(fields: "name") }
      type Article @key(fields: "id") { id: ID! title: String @external worth: Int @requires(fields: "title") }`,
    depot:
      'type Query { shelves: [Shelf] } type Shelf { article: Article } type Article @key(fields: "id") { id: ID! }',
  },
  world: () => {
    const people = ['an', 'bo', 'cy'].map((id) => person(id));
    const articles = ['kast', 'stoel'].map((id) => article(id, people[2]));
    for (const [index, one] of people.entries()) one['friend'] = people[(index + 1) % 3] ?? null;
    const order = (number: number, buyer: number, seller: number, what: number) => ({
      number,
      buyer: people[buyer] ?? null,
      seller: people[seller] ?? null,
      article: articles[what] ?? null,
    });
    const orders = [order(1, 0, 1, 0), order(2, 0, 9, 1), order(3, 1, 2, 9)];
    const longNames = Array.from({ length: 1200 }, (_, index) => `${index}`.padStart(100, 'x'));
    const large = longNames.map((id) => ({ buyer: person(id), article: article(id) }));
    const objects = new Map<string, WorldObject>();
    const known = [...people, ...articles, ...large.flatMap((one) => [one.buyer, one.article])];
    for (const object of known) objects.set(`${object.__typename} ${object.id}`, object);
    return {
      Query: {
        orders,
        nameless: orders.map((one) => ({ ...one, buyer: null })),
        large,
        shelves: [{ article: articles[1] }, null],
      },
      Mutation: { order: () => orders[0] },
      objects: known,
      object: ({ __typename, id }) => objects.get(`${String(__typename)} ${String(id)}`) ?? {},
    };
  },
};

function person(id: string) {
  return {
    __typename: 'Person',
    id,
    name: id.toUpperCase(),
    greet: ({ word }: { word?: string | null }) => `${word} ${id}`,
    bad: id === 'an' ? id : failing(`Bad ${id}`),
    strict: id === 'an' ? null : id,
    friend: null as unknown,
    points: (_: unknown, { name }: { name: string }) => name.length,
  };
}

function article(id: string, maker: unknown = null) {
  return {
    __typename: 'Article',
    id,
    title: `Een ${id}`,
    call: ({ word }: { word?: string | null }) => `${word} ${id}`,
    bad: id === 'kast' ? failing('Bad article') : id,
    maker,
    amount: id.length,
    worth: (_: unknown, { title }: { title: string }) => title.length,
  };
}
