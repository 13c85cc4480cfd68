import { describe, expect, test } from 'vitest';
import { comparable, testFeature } from '../support/feature.ts';

/**
 * `Source` is an interface in one subgraph and an @interfaceObject in the other, and no type implements it. Only
 * fields of the subgraph that returns the object can be fetched. `Aid` can be resolved by the second subgraph.
 */
const feature = testFeature({
  subgraphs: {
    desk: `
      type Query { source: Source sources: [Holder] aid: Aid now: String }
      type Holder @key(fields: "id") { id: ID! source: Source }
      interface Source @key(fields: "id") { id: ID! }
      type Aid @key(fields: "id", resolvable: false) @interfaceObject { id: ID! }`,
    shelf: `
      type Query { known: Source }
      type Source @key(fields: "id", resolvable: false) @interfaceObject { id: ID! title: String }
      interface Aid @key(fields: "id") { id: ID! name: String! }
      type Course implements Aid @key(fields: "id") { id: ID! name: String! weeks: Int }
      type Coach implements Aid @key(fields: "id") { id: ID! name: String! }`,
  },
  world: () => {
    const source = { __typename: 'Source', id: 's', title: 'Law' };
    const aid = { __typename: 'Course', id: 'a', name: 'Welding', weeks: 4 };
    const holder = { __typename: 'Holder', id: 'h', source };
    const Query = { source, known: source, aid, now: 'now', sources: [holder] };
    return { Query, objects: [source, aid, holder] };
  },
  operations: {
    'the key of an @interfaceObject': '{ aid { id } }',
    'the concrete type of an @interfaceObject that another subgraph resolves':
      '{ aid { __typename id name ... on Course { weeks } ... on Coach { name } } }',
    'a fragment on the concrete type of an @interfaceObject': '{ aid { ... on Course { id } } }',
    'a fragment on another type than that of an @interfaceObject':
      '{ aid { ... on Coach { id } } }',
  },
});

const send = async (query: string) => {
  const { fixture, compiled } = feature();
  return comparable(await fixture.execute(compiled, { query }));
};
const NO_TYPE = 'no type of the graph implements "Source"';

describe('an interface that no type implements', () => {
  test('has the fields of the subgraph that returns the object', async () => {
    expect(await send('{ known { id title } }')).toEqual({
      data: { known: { id: 's', title: 'Law' } },
      errors: [],
    });
  });

  test('gives an error and no subgraph request when the operation has no other field', async () => {
    expect(await send('{ source { title } }')).toEqual({
      data: null,
      errors: [`source: Cannot fetch "source": ${NO_TYPE}`],
    });
    expect(feature().fixture.received).toEqual([]);
  });

  test('gives an error and null, and other fields are executed', async () => {
    expect(await send('{ now s: source { title } known { title } }')).toEqual({
      data: { now: 'now', s: null, known: { title: 'Law' } },
      errors: [`s: Cannot fetch "s": ${NO_TYPE}`],
    });
  });

  test('gives one error at the path of its list', async () => {
    expect(await send('{ sources { id source { title } } }')).toEqual({
      data: { sources: [{ id: 'h', source: null }] },
      errors: [`sources: Cannot fetch "sources": ${NO_TYPE}`],
    });
  });

  test('is null with an error of the subgraph that cannot resolve its type', async () => {
    const { data, errors } = await send('{ source { id } }');
    expect(data).toEqual({ source: null });
    expect(errors).toHaveLength(1);
  });

  test('has no __typename: the planner throws', async () => {
    await expect(send('{ known { __typename } }')).rejects.toThrow('"Source"');
  });
});
