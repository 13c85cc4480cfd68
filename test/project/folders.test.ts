import { expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import {
  findCycle,
  findForbidden,
  findPageImports,
  inLayers,
  readFolderGraph,
} from './folder-graph.ts';

const graph = readFolderGraph(projectRoot());

test('the imports between folders of the product, types included, have no cycle', () => {
  expect(findCycle(graph)).toEqual([]);
});

test('no folder of the product imports a folder above its layer', () => {
  expect(findForbidden(graph)).toEqual([]);
});

test('no page of the dashboard is imported by another page', () => {
  const dashboard = readFolderGraph(projectRoot(), ['dashboard']);
  expect(dashboard.get('dashboard/app')?.has('dashboard/pages/overview')).toBe(true);
  expect(findPageImports(dashboard)).toEqual([]);
});

test('findPageImports gives an import from one page into another, and from a part into a page', () => {
  const edge = (to: string, example: string) => [to, example] as const;
  const pages = new Map([
    [
      'dashboard/pages/a',
      new Map([
        edge('dashboard/pages/a/inner', 'a imports a/inner'),
        edge('dashboard/pages/b', 'a imports b'),
        edge('dashboard/parts', 'a imports parts'),
      ]),
    ],
    ['dashboard/parts', new Map([edge('dashboard/pages/b', 'parts imports b')])],
    ['dashboard/app', new Map([edge('dashboard/pages/b', 'app imports b')])],
  ]);
  expect(findPageImports(pages)).toEqual(['a imports b', 'parts imports b']);
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
