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
  /** It is a page of a list, and the operation did not ask whether there are more rows. */
  readonly isMoreUnknown: boolean;
  /** Columns with the first entries of a longer list, and those of which that is not known. */
  readonly cutColumns: readonly string[];
  readonly maybeCutColumns: readonly string[];
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
  if (list) return [createTable(name, list)];
  if (!isFields(value)) return [createTable(name, listOfOne(value))];
  const inner = Object.entries(value).filter(
    ([, field]) => isListOfFields(field) || isFields(field),
  );
  const lists = inner.flatMap(([field, held]) => listsIn(`${name}.${field}`, held, depth + 1));
  const own = createTable(name, listOfOne(value));
  const onlyLists = inner.length === Object.keys(value).length && lists.length > 0;
  return onlyLists ? lists : [own, ...lists];
}

/** Lists reachable without passing through another list; a single object inside a node is columns. */
function listsIn(name: string, value: unknown, depth: number): readonly Table[] {
  if (depth > depthMax) return [];
  const list = listOf(value);
  if (list) return isListOfFields(value) ? [createTable(name, list)] : [];
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([field, held]) =>
    listsIn(`${name}.${field}`, held, depth + 1),
  );
}

function createTable(name: string, { items, more }: List): Table {
  const cut = new Set<string>();
  const maybeCut = new Set<string>();
  const noteList = (column: string, inner: More) => {
    if (inner === 'yes') cut.add(column);
    if (inner === 'unknown') maybeCut.add(column);
  };
  const rows = items.map((item) => rowOf(item, noteList));
  return {
    name,
    columns: columnsOf(rows),
    rows,
    hasMore: more === 'yes',
    isMoreUnknown: more === 'unknown',
    cutColumns: [...cut],
    maybeCutColumns: [...maybeCut].filter((column) => !cut.has(column)),
  };
}

/** Told of each list inside a row: its column, and whether it goes on. */
type NoteList = (column: string, more: More) => void;

function rowOf(item: unknown, noteList: NoteList): Row {
  const row = new Map<string, Cell>();
  if (isFields(item)) addFields(row, '', item, 0, noteList);
  else row.set('waarde', scalarOf(item));
  return row;
}

function addFields(
  row: Map<string, Cell>,
  prefix: string,
  fields: Fields,
  depth: number,
  noteList: NoteList,
): void {
  for (const [field, value] of Object.entries(fields)) {
    if (field !== '__typename') addValue(row, `${prefix}${field}`, value, depth + 1, noteList);
  }
}

function addValue(
  row: Map<string, Cell>,
  column: string,
  value: unknown,
  depth: number,
  noteList: NoteList,
): void {
  const list = listOf(value);
  if (list) noteList(column, list.more);
  if (list) addList(row, column, list.items, depth, noteList);
  else if (isFields(value) && depth <= depthMax)
    addFields(row, `${column}.`, value, depth, noteList);
  else row.set(column, scalarOf(value));
}

/** Entries stay aligned: the third price belongs to the third start date, so a gap is kept as null. */
function addList(
  row: Map<string, Cell>,
  column: string,
  items: readonly unknown[],
  depth: number,
  noteList: NoteList,
): void {
  if (items.length === 0 || !items.some(isFields)) {
    row.set(column, items.map(scalarOf));
    return;
  }
  const inner = items.map((item) => {
    const entry = new Map<string, Cell>();
    if (isFields(item) && depth <= depthMax) addFields(entry, `${column}.`, item, depth, noteList);
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

/** Whether a list goes on after the entries that are here. */
type More = 'yes' | 'no' | 'unknown';

interface List {
  readonly items: readonly unknown[];
  readonly more: More;
}

const listOfOne = (item: unknown): List => ({ items: [item], more: 'no' });

/** A plain list, which is whole, or a page of a list (a connection) by its `nodes` or `edges`. */
function listOf(value: unknown): List | undefined {
  if (Array.isArray(value)) return { items: value, more: 'no' };
  if (!isFields(value)) return undefined;
  if (Array.isArray(value['nodes'])) return pageOf(value, value['nodes']);
  if (!Array.isArray(value['edges'])) return undefined;
  const items = value['edges'].map((edge: unknown) => (isFields(edge) ? edge['node'] : null));
  return pageOf(value, items);
}

/** Without `pageInfo` nobody knows whether a page is the last one, unless nothing is on it. */
function pageOf({ pageInfo }: Fields, items: readonly unknown[]): List {
  const hasNextPage = isFields(pageInfo) ? pageInfo['hasNextPage'] : undefined;
  if (typeof hasNextPage === 'boolean') return { items, more: hasNextPage ? 'yes' : 'no' };
  return { items, more: items.length === 0 ? 'no' : 'unknown' };
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
