import type { FetchNode } from '@apollo/query-planner';
import { buildSchema, OperationTypeNode } from 'graphql';
import { expect, test } from 'vitest';
import { createBatchedOperation } from '../../../gateway/execution/compiled/batching/batched-operation.ts';

/** These tests compare the text of requests; no response is matched. */
const context = {
  schema: buildSchema('type Query { a: Int }'),
  conditions: new Map<string, boolean>(),
  symbolKeys: { symbolKeyOf: () => undefined },
};

/** A fetch as the planner writes it. */
function fetchNode(selection: string, fragments = '', variables = ''): FetchNode {
  const operation =
    `query Q__a__7($representations:[_Any!]!${variables}){` +
    `_entities(representations:$representations){${selection}}}${fragments}`;
  return nodeOf(operation);
}

function nodeOf(operation: string): FetchNode {
  const { QUERY } = OperationTypeNode;
  const kind = 'Fetch' as const;
  return { kind, serviceName: 'a', operation, operationName: 'Q__a__7', operationKind: QUERY };
}

function textOf(nodes: readonly FetchNode[], numbers = nodes.map((_, index) => index)) {
  const start = createBatchedOperation(context, nodes)?.request(numbers).bodyStart;
  if (start === undefined) return undefined;
  const { query }: { query: string } = JSON.parse(`${start}}}`);
  return query;
}

test('equal fragments of two batched fetches are sent once', () => {
  const shared = fetchNode('...on A{...F}', 'fragment F on T{x}');
  const other = fetchNode('...on B{...F y}', 'fragment F on T{x}');
  expect(textOf([shared, other])).toBe(
    'query Q__a($r0:[_Any!]!,$r1:[_Any!]!){_0:_entities(representations:$r0){...on A{...F}}' +
      '_1:_entities(representations:$r1){...on B{...F y}}}fragment F on T{x}',
  );
});

test('different fragments with one name are renamed, with their spreads', () => {
  const first = fetchNode('...on A{...F}', 'fragment F on T{...G}fragment G on U{x}');
  const second = fetchNode('...on B{...F}', 'fragment F on T{...G}fragment G on U{y}');
  expect(textOf([first, second])).toBe(
    'query Q__a($r0:[_Any!]!,$r1:[_Any!]!){_0:_entities(representations:$r0){...on A{...F}}' +
      '_1:_entities(representations:$r1){...on B{...F_1}}}' +
      'fragment F on T{...G}fragment G on U{x}fragment F_1 on T{...G_1}fragment G_1 on U{y}',
  );
});

test('new fragment and variable names differ from the existing names', () => {
  const first = fetchNode('...on A{...F ...F_1}', 'fragment F on T{x}fragment F_1 on T{z}');
  const second = fetchNode('...on B{...F}', 'fragment F on T{y}');
  expect(textOf([first, second])).toContain('_1:_entities(representations:$r1){...on B{...F_1_}}');
  const variables = fetchNode('...on A{f(a:$r0,b:$r_1)}', '', ',$r0:Int,$r_1:Int');
  expect(textOf([variables, second])).toContain(
    'query Q__a($r__0:[_Any!]!,$r0:Int,$r_1:Int,$r__1:',
  );
});

test('variables and fragments of an omitted part are left out of the request', () => {
  const nodes = [
    fetchNode('...on A{f(a:$n)}', '', ',$n:Int=3'),
    fetchNode('...on B{...F}', 'fragment F on T{x}'),
    fetchNode('...on C{f(a:$n)}', '', ',$n:Int=3'),
  ];
  expect(textOf(nodes, [0, 2])).toBe(
    'query Q__a($r0:[_Any!]!,$n:Int=3,$r2:[_Any!]!){_0:_entities(representations:$r0){...on A{f(a:$n)}}' +
      '_2:_entities(representations:$r2){...on C{f(a:$n)}}}',
  );
});

test('string arguments with quotes and line separators are unchanged in a batched operation', () => {
  const quoted = fetchNode('...on A{f(a:"\\"\\n\\u2028")}');
  expect(textOf([quoted, quoted])).toContain('f(a:"\\"\\n');
});

test.each([
  ['a mutation', nodeOf('mutation M{a}')],
  ['root fields', nodeOf('query Q__a__7{a}')],
  [
    'two root fields',
    nodeOf(
      'query Q__a__7($representations:[_Any!]!){_entities(representations:$representations){a}b}',
    ),
  ],
  [
    'a directive of the operation',
    nodeOf(
      'query Q__a__7($representations:[_Any!]!)@x{_entities(representations:$representations){a}}',
    ),
  ],
  ['another type of the same variable', fetchNode('...on A{f(a:$n)}', '', ',$n:String')],
])('a fetch with %s is not batched', (_, node) => {
  expect(
    createBatchedOperation(context, [fetchNode('...on B{f(a:$n)}', '', ',$n:Int'), node]),
  ).toBeUndefined();
});

test('a batched operation has no response matcher when a fetch has output rewrites', () => {
  const known = { ...context, schema: buildSchema('type Query { a: Int } type A { x: Int }') };
  const plain = fetchNode('...on A{x}');
  const renamed: FetchNode = {
    ...fetchNode('...on A{y:x}'),
    outputRewrites: [{ kind: 'KeyRenamer', path: ['... on A', 'y'], renameKeyTo: 'z' }],
  };
  const requires: FetchNode['requires'] = [];
  const matcherOf = (nodes: readonly FetchNode[]) =>
    createBatchedOperation(
      known,
      nodes.map((node) => ({ ...node, requires })),
    )?.request([0, 1]).match;
  expect(matcherOf([plain, plain])).toBeTypeOf('function');
  expect(matcherOf([plain, renamed])).toBeUndefined();
});
