/**
 * Everything that is published about a record set: the cells of a release and of those before it, and published facts.
 * Cells that count the same records are one figure, with one value and one status everywhere.
 */
import {
  cellsOf,
  minimumOf,
  predicateOf,
  tablesOf,
  type Cell,
  type Predicate,
  type RegisteredTable,
} from '../registry/registered-tables.ts';
import type { Registry } from '../registry/registry.ts';
import type { ReleaseFile } from '../release/release-file.ts';
import type { QuarterWindows } from './quarter-windows.ts';

/** Where a figure is published. */
export interface Place {
  readonly release: string;
  readonly table: string;
  readonly keys: readonly string[];
}

export interface Figure {
  readonly key: string;
  readonly recordSet: string;
  readonly step: string;
  readonly quarters: ReadonlySet<string>;
  readonly where: ReadonlyMap<string, ReadonlySet<string>>;
  readonly places: Place[];
  /** The smallest count that is shown. */
  minimum: number;
  /** The rounded value; null where the count is below the minimum, or was hidden before. */
  value: number | null;
  isHidden: boolean;
  /** It was published before, so that its status stays as it is. */
  isFixed: boolean;
}

/** What a figure says about the true count. `high` is infinite where nothing is known. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The place of facts that anyone knows, in the terms of a proof; its key is their position in the registry. */
export const PUBLISHED_FACTS = 'publishedFacts';

const HALF = 5;

/** Every count that is rounded, half up, to this multiple of ten. */
export function intervalOf({ value, minimum, isHidden }: Figure): Interval {
  return value === null || isHidden
    ? { low: 0, high: Infinity }
    : { low: Math.max(minimum, value - HALF), high: value + HALF - 1 };
}

export const rounded = (count: number): number => Math.floor((count + HALF) / 10) * 10;

export const keysOf = ({ step, period, codes }: Cell): readonly string[] => [
  step,
  period,
  ...codes,
];

/** Figures by the records that they count. */
export class FigureBook {
  readonly figures = new Map<string, Figure>();
  readonly #windows: QuarterWindows;

  constructor(windows: QuarterWindows) {
    this.#windows = windows;
  }

  /** The figure of a predicate; quarters in which no record can be make no difference. */
  of(predicate: Predicate, minimum: number): Figure {
    const quarters = this.#windows.clip(predicate);
    const sorted = [...predicate.where].toSorted(([one], [other]) => (one < other ? -1 : 1));
    const { recordSet, step, where } = predicate;
    const key = JSON.stringify([
      recordSet,
      step,
      [...quarters],
      ...sorted.map(([name, codes]) => [name, ...[...codes].toSorted()]),
    ]);
    const known = this.figures.get(key);
    if (known !== undefined) {
      known.minimum = Math.max(known.minimum, minimum);
      return known;
    }
    const figure: Figure = {
      key,
      recordSet,
      step,
      quarters,
      where,
      minimum,
      places: [],
      value: null,
      isHidden: false,
      isFixed: false,
    };
    this.figures.set(key, figure);
    return figure;
  }
}

/** A cell of a table of this release, and its figure. */
export interface TableCell {
  readonly cell: Cell;
  readonly figure: Figure;
}

/** Adds the cells of a table, in the order of its rows. */
export function addTable(
  book: FigureBook,
  registry: Registry,
  table: RegisteredTable,
  release: string,
): readonly TableCell[] {
  return [...cellsOf(table)].map((cell) => {
    const figure = book.of(predicateOf(table, cell), minimumOf(registry, table, cell));
    figure.places.push({ release, table: table.id, keys: keysOf(cell) });
    return { cell, figure };
  });
}

/** Adds what an earlier release published: its figures stay as they are. */
export function addRelease(book: FigureBook, registry: Registry, file: ReleaseFile): void {
  const published = new Map(file.tables.map((table) => [table.id, table]));
  for (const table of tablesOf(registry, file.quarter)) {
    const rows = published.get(table.id)?.rows ?? [];
    // Answers are no counts: `registry.ts` says why.
    if (rows.length === 0 || table.entry.answer !== undefined) continue;
    const values = new Map(rows.map(({ keys, value }) => [JSON.stringify(keys), value]));
    for (const { cell, figure } of addTable(book, registry, table, file.id)) {
      const value = values.get(JSON.stringify(keysOf(cell)));
      if (value === undefined) continue;
      figure.isFixed = true;
      figure.value = value;
      figure.isHidden = value === null;
    }
  }
}
