/**
 * Turns the data of a response into tables, one for every list of objects, without the schema.
 *
 * A row is always one object: a list inside it stays in one cell and does not repeat the row, so that
 * the number of rows is the number of trainings or vouchers and not of combinations.
 */

import { columnsOf } from './columns.ts';

export type Scalar = string | number | boolean | null;
export type Cell = Scalar | readonly Scalar[];
export type Row = ReadonlyMap<string, Cell>;

export interface Table {
  /** Path of the list in the response: `trainings`, `instruments.fromFunds`. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** The list is one page, or the pages that were loaded, of a longer list. */
  readonly isPage: boolean;
  /** There is a next page: the list has more rows than this response. */
  readonly hasMore: boolean;
  /** The list is a page, and the operation did not select `pageInfo { hasNextPage }`. */
  readonly isMoreUnknown: boolean;
  /** Columns with only the first entries of a list, and columns for which that is unknown. */
  readonly cutColumns: readonly string[];
  readonly maybeCutColumns: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

const depthMax = 20;
/** The column of a list of plain values. */
export const valueColumn = 'value';

/** All tables in `data`, the one with the most rows first. */
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

/** Lists that are not inside another list; a single object inside a row becomes columns. */
function listsIn(name: string, value: unknown, depth: number): readonly Table[] {
  if (depth > depthMax) return [];
  const list = listOf(value);
  if (list) return isListOfFields(value) ? [createTable(name, list)] : [];
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([field, held]) =>
    listsIn(`${name}.${field}`, held, depth + 1),
  );
}

function createTable(name: string, { items, more, isPage }: List): Table {
  const cut = new Set<string>();
  const maybeCut = new Set<string>();
  const onList = (column: string, inner: More) => {
    if (inner === 'yes') cut.add(column);
    if (inner === 'unknown') maybeCut.add(column);
  };
  const rows = items.map((item) => rowOf(item, onList));
  return {
    name,
    columns: columnsOf(rows),
    rows,
    isPage,
    hasMore: more === 'yes',
    isMoreUnknown: more === 'unknown',
    cutColumns: [...cut],
    maybeCutColumns: [...maybeCut].filter((column) => !cut.has(column)),
  };
}

/** Called for each list inside a row. */
type OnList = (column: string, more: More) => void;

function rowOf(item: unknown, onList: OnList): Row {
  const row = new Map<string, Cell>();
  if (isFields(item)) addFields(row, '', item, 0, onList);
  else row.set(valueColumn, scalarOf(item));
  return row;
}

function addFields(
  row: Map<string, Cell>,
  prefix: string,
  fields: Fields,
  depth: number,
  onList: OnList,
): void {
  for (const [field, value] of Object.entries(fields)) {
    if (field !== '__typename') addValue(row, `${prefix}${field}`, value, depth + 1, onList);
  }
}

function addValue(
  row: Map<string, Cell>,
  column: string,
  value: unknown,
  depth: number,
  onList: OnList,
): void {
  const list = listOf(value);
  if (list) onList(column, list.more);
  if (list) addList(row, column, list.items, depth, onList);
  else if (isFields(value) && depth <= depthMax) addFields(row, `${column}.`, value, depth, onList);
  else row.set(column, scalarOf(value));
}

/** Keeps a missing entry as null, because the third price belongs to the third start date. */
function addList(
  row: Map<string, Cell>,
  column: string,
  items: readonly unknown[],
  depth: number,
  onList: OnList,
): void {
  if (items.length === 0 || !items.some(isFields)) {
    row.set(column, items.map(scalarOf));
    return;
  }
  const inner = items.map((item) => {
    const entry = new Map<string, Cell>();
    if (isFields(item) && depth <= depthMax) addFields(entry, `${column}.`, item, depth, onList);
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

/** Whether the list has entries that are not in the response. */
type More = 'yes' | 'no' | 'unknown';

interface List {
  readonly items: readonly unknown[];
  readonly more: More;
  readonly isPage: boolean;
}

const listOfOne = (item: unknown): List => ({ items: [item], more: 'no', isPage: false });

/** A plain list, which is complete, or a connection, which is a page with `nodes` or `edges`. */
function listOf(value: unknown): List | undefined {
  if (Array.isArray(value)) return { items: value, more: 'no', isPage: false };
  if (!isFields(value)) return undefined;
  if (Array.isArray(value['nodes'])) return pageOf(value, value['nodes']);
  if (!Array.isArray(value['edges'])) return undefined;
  const items = value['edges'].map((edge: unknown) => (isFields(edge) ? edge['node'] : null));
  return pageOf(value, items);
}

/** Without `pageInfo` it is unknown whether a page is the last one, unless it is empty. */
function pageOf({ pageInfo }: Fields, items: readonly unknown[]): List {
  const hasNextPage = isFields(pageInfo) ? pageInfo['hasNextPage'] : undefined;
  if (typeof hasNextPage === 'boolean')
    return { items, more: hasNextPage ? 'yes' : 'no', isPage: true };
  return { items, more: items.length === 0 ? 'no' : 'unknown', isPage: true };
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
