import { describe, expect, test } from 'vitest';
import { comparable, testFeature } from '../support/feature.ts';

/**
 * `Source` is an interface here and an object there, and nobody has types that implement it: what the one
 * who answers knows itself can be had, and nothing else. `Aid` can be resolved, by its own subgraph.
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
    'an object that stands for an interface has its key': '{ aid { id } }',
    'what it really is, is found where that is known':
      '{ aid { __typename id name ... on Course { weeks } ... on Coach { name } } }',
    'a fragment on one of its types': '{ aid { ... on Course { id } } }',
    'and on another': '{ aid { ... on Coach { id } } }',
  },
});

const send = async (query: string) => {
  const { fixture, compiled } = feature();
  return comparable(await fixture.execute(compiled, { query }));
};
const NOBODY = 'no type of the graph implements "Source"';

describe('an interface without types', () => {
  test('has the fields of who answers', async () => {
    expect(await send('{ known { id title } }')).toEqual({
      data: { known: { id: 's', title: 'Law' } },
      errors: [],
    });
  });

  test('that nobody can be asked about is an error, and the whole question when it is all', async () => {
    expect(await send('{ source { title } }')).toEqual({
      data: null,
      errors: [`source: Cannot fetch "source": ${NOBODY}`],
    });
    expect(feature().fixture.received).toEqual([]);
  });

  test('takes nothing else with it', async () => {
    expect(await send('{ now s: source { title } known { title } }')).toEqual({
      data: { now: 'now', s: null, known: { title: 'Law' } },
      errors: [`s: Cannot fetch "s": ${NOBODY}`],
    });
  });

  test('is told about once where it stands in a list', async () => {
    expect(await send('{ sources { id source { title } } }')).toEqual({
      data: { sources: [{ id: 'h', source: null }] },
      errors: [`sources: Cannot fetch "sources": ${NOBODY}`],
    });
  });

  test('is null with an error of the subgraph that cannot say what it is', async () => {
    const { data, errors } = await send('{ source { id } }');
    expect(data).toEqual({ source: null });
    expect(errors).toHaveLength(1);
  });

  test('has no type that could be asked for: the planner refuses', async () => {
    await expect(send('{ known { __typename } }')).rejects.toThrow('"Source"');
  });
});
