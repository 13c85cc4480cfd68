import { expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { findCycle, findForbidden, inLayers, readFolderGraph } from './folder-graph.ts';

const graph = readFolderGraph(projectRoot());

test('the imports between folders of the product, types included, have no cycle', () => {
  expect(findCycle(graph)).toEqual([]);
});

test('no folder of the product imports a folder above its layer', () => {
  expect(findForbidden(graph)).toEqual([]);
});

test('findCycle gives the imports that make a cycle of three folders', () => {
  const edge = (to: string, example: string) => new Map([[to, example]]);
  const cyclic = new Map([
    ['a', edge('a/b', 'a/x.ts imports a/b/y.ts')],
    ['a/b', edge('c', 'a/b/y.ts imports c/z.ts')],
    ['c', edge('a', 'c/z.ts imports a/x.ts')],
  ]);
  expect(findCycle(cyclic)).toEqual([
    'a/x.ts imports a/b/y.ts',
    'a/b/y.ts imports c/z.ts',
    'c/z.ts imports a/x.ts',
  ]);
});

test('findForbidden gives an import from core into the gateway', () => {
  const upward = new Map([['core/a', new Map([['gateway', 'core/a/x.ts imports gateway/y.ts']])]]);
  expect(findForbidden(upward)).toEqual(['core/a/x.ts imports gateway/y.ts']);
});

test('inLayers puts every folder into exactly one layer', () => {
  const folders = inLayers(graph).flat();
  expect(new Set(folders).size).toBe(folders.length);
  expect(folders).toEqual(expect.arrayContaining([...graph.keys()]));
});
