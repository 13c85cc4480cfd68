/** Which folder imports which, types included. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

/** The folders of the product, each with the folders that it may import besides itself. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  schema: ['core'],
  subgraphs: ['core', 'schema'],
  gateway: ['core', 'schema'],
  cli: ['core', 'schema', 'subgraphs', 'gateway', 'mocks'],
};

/** By importing folder: the folders that it imports, each with one import that shows it. */
export type FolderGraph = ReadonlyMap<string, ReadonlyMap<string, string>>;

const RELATIVE_IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g;

export function readFolderGraph(root: string, tops = Object.keys(LAYERS)): FolderGraph {
  const graph = new Map<string, Map<string, string>>();
  for (const file of tops.flatMap((top) => sourcesIn(root, top))) {
    const from = dirname(file);
    for (const [, specifier = ''] of readFileSync(join(root, file), 'utf8').matchAll(
      RELATIVE_IMPORT,
    )) {
      const imported = normalize(join(from, specifier));
      const to = dirname(imported);
      if (to === from) continue;
      const edges = graph.get(from) ?? new Map<string, string>();
      if (!edges.has(to)) edges.set(to, `${file} imports ${imported}`);
      graph.set(from, edges);
    }
  }
  return graph;
}

/** The first cycle that is found, as one sentence for each import in it; empty when there is none. */
export function findCycle(graph: FolderGraph): readonly string[] {
  const finished = new Set<string>();
  const path: string[] = [];
  const visit = (folder: string): readonly string[] => {
    const start = path.indexOf(folder);
    if (start >= 0) return describe(graph, [...path.slice(start), folder]);
    if (finished.has(folder)) return [];
    path.push(folder);
    for (const next of graph.get(folder)?.keys() ?? []) {
      const cycle = visit(next);
      if (cycle.length > 0) return cycle;
    }
    path.pop();
    finished.add(folder);
    return [];
  };
  for (const folder of graph.keys()) {
    const cycle = visit(folder);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

function describe(graph: FolderGraph, folders: readonly string[]): readonly string[] {
  return folders
    .slice(1)
    .map((to, index) => graph.get(folders[index] ?? '')?.get(to) ?? `${folders[index]} → ${to}`);
}

/** Imports from one top-level folder into another that it may not import. */
export function findForbidden(graph: FolderGraph): readonly string[] {
  const topOf = (folder: string) => folder.split('/')[0] ?? folder;
  return [...graph].flatMap(([from, edges]) =>
    [...edges].flatMap(([to, example]) => {
      const [own, other] = [topOf(from), topOf(to)];
      return own === other || LAYERS[own]?.includes(other) ? [] : [example];
    }),
  );
}

/** Imports of a page of the dashboard by another page, or by what pages share; only `app` opens pages. */
export function findPageImports(graph: FolderGraph): readonly string[] {
  const pageOf = (folder: string) => /^dashboard\/pages\/([^/]+)/.exec(folder)?.[1];
  return [...graph].flatMap(([from, edges]) =>
    [...edges].flatMap(([to, example]) => {
      const page = pageOf(to);
      const isAllowed = page === undefined || page === pageOf(from) || from === 'dashboard/app';
      return isAllowed ? [] : [example];
    }),
  );
}

/** Folders from the lowest layer up: each imports only folders of layers before its own. */
export function inLayers(graph: FolderGraph): readonly (readonly string[])[] {
  const all = new Set([...graph.keys(), ...[...graph.values()].flatMap((to) => [...to.keys()])]);
  const height = new Map<string, number>();
  const heightOf = (folder: string): number => {
    const known = height.get(folder);
    if (known !== undefined) return known;
    height.set(folder, 0);
    const below = [...(graph.get(folder)?.keys() ?? [])].map(heightOf);
    const own = below.length === 0 ? 0 : Math.max(...below) + 1;
    height.set(folder, own);
    return own;
  };
  const layers: string[][] = [];
  for (const folder of [...all].toSorted()) (layers[heightOf(folder)] ??= []).push(folder);
  return layers;
}

function sourcesIn(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}
