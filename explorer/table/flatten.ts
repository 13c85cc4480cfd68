/**
 * Turns an answer into tables: one for every list of things it holds. Knows no DOM and no schema.
 *
 * A row is one node, always: a list inside a node is kept in the cell, entry under entry, and never
 * repeats the row. Who counts rows counts trainings or vouchers, not combinations.
 */

import { columnsOf } from './columns.ts';

export type Scalar = string | number | boolean | null;
export type Cell = Scalar | readonly Scalar[];
export type Row = ReadonlyMap<string, Cell>;

export interface Table {
  /** Where the list stands in the answer: `trainings`, `instruments.fromFunds`. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** The partner pages on: there are more rows than this answer holds. */
  readonly hasMore: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

const depthMax = 20;

/** Every table in `data`, the fullest first; none when there is nothing to show. */
export function tablesOf(data: unknown): readonly Table[] {
  if (!isFields(data)) return [];
  const found = Object.entries(data).flatMap(([name, value]) => tablesAt(name, value, 0));
  return found.toSorted((a, b) => b.rows.length - a.rows.length);
}

function tablesAt(name: string, value: unknown, depth: number): readonly Table[] {
  if (value === null || value === undefined || depth > depthMax) return [];
  const list = listOf(value);
  if (list) return [createTable(name, list.items, list.hasMore)];
  if (!isFields(value)) return [createTable(name, [value], false)];
  const inner = Object.entries(value).filter(
    ([, field]) => isListOfFields(field) || isFields(field),
  );
  const lists = inner.flatMap(([field, held]) => listsIn(`${name}.${field}`, held, depth + 1));
  const own = createTable(name, [value], false);
  const onlyLists = inner.length === Object.keys(value).length && lists.length > 0;
  return onlyLists ? lists : [own, ...lists];
}

/** Lists reachable without passing through another list; a single object inside a node is columns. */
function listsIn(name: string, value: unknown, depth: number): readonly Table[] {
  if (depth > depthMax) return [];
  const list = listOf(value);
  if (list) return isListOfFields(value) ? [createTable(name, list.items, list.hasMore)] : [];
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([field, held]) =>
    listsIn(`${name}.${field}`, held, depth + 1),
  );
}

function createTable(name: string, items: readonly unknown[], hasMore: boolean): Table {
  const rows = items.map((item) => rowOf(item));
  return { name, columns: columnsOf(rows), rows, hasMore };
}

function rowOf(item: unknown): Row {
  const row = new Map<string, Cell>();
  if (isFields(item)) addFields(row, '', item, 0);
  else row.set('waarde', scalarOf(item));
  return row;
}

function addFields(row: Map<string, Cell>, prefix: string, fields: Fields, depth: number): void {
  for (const [field, value] of Object.entries(fields)) {
    if (field !== '__typename') addValue(row, `${prefix}${field}`, value, depth + 1);
  }
}

function addValue(row: Map<string, Cell>, column: string, value: unknown, depth: number): void {
  const list = listOf(value);
  if (list) addList(row, column, list.items, depth);
  else if (isFields(value) && depth <= depthMax) addFields(row, `${column}.`, value, depth);
  else row.set(column, scalarOf(value));
}

/** Entries stay aligned: the third price belongs to the third start date, so a gap is kept as null. */
function addList(
  row: Map<string, Cell>,
  column: string,
  items: readonly unknown[],
  depth: number,
): void {
  if (items.length === 0 || !items.some(isFields)) {
    row.set(column, items.map(scalarOf));
    return;
  }
  const inner = items.map((item) => {
    const entry = new Map<string, Cell>();
    if (isFields(item) && depth <= depthMax) addFields(entry, `${column}.`, item, depth);
    return entry;
  });
  for (const name of new Set(inner.flatMap((entry) => [...entry.keys()]))) {
    row.set(
      name,
      inner.map((entry) => oneLine(entry.get(name) ?? null)),
    );
  }
}

function oneLine(cell: Cell): Scalar {
  return isScalar(cell) ? cell : cell.map((entry) => entry ?? '–').join(', ');
}

function isScalar(cell: Cell): cell is Scalar {
  return !Array.isArray(cell);
}

interface List {
  readonly items: readonly unknown[];
  readonly hasMore: boolean;
}

/** A plain list, or a connection by its `nodes` or `edges`. */
function listOf(value: unknown): List | undefined {
  if (Array.isArray(value)) return { items: value, hasMore: false };
  if (!isFields(value)) return undefined;
  const page = value['pageInfo'];
  const hasMore = isFields(page) && page['hasNextPage'] === true;
  if (Array.isArray(value['nodes'])) return { items: value['nodes'], hasMore };
  if (!Array.isArray(value['edges'])) return undefined;
  const items = value['edges'].map((edge: unknown) => (isFields(edge) ? edge['node'] : null));
  return { items, hasMore };
}

function isListOfFields(value: unknown): boolean {
  const list = listOf(value);
  return list !== undefined && list.items.some(isFields);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function scalarOf(value: unknown): Scalar {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return JSON.stringify(value);
}
