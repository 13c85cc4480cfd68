/**
 * An invented record set, as groups of equal records, and how many of them each figure counts. The groups keep it
 * small however many people there are.
 */
import { isCounted, type Counted, type RecordSpace, type RecordValues } from './record-space.ts';

/** A record, and for each view the figures that count it. */
export interface TabulatedRecord {
  readonly values: RecordValues;
  readonly lists: readonly (readonly number[])[];
}

/** Equal records. */
export interface Group extends TabulatedRecord {
  readonly key: string;
  count: number;
  place: number;
}

/** Finds the figures that count a record. */
export interface Tabulator {
  /** How many figures there are. */
  readonly size: number;
  /** `like` is a record that is nearly the same: what is equal is not looked up again. */
  tabulate(values: RecordValues, like: TabulatedRecord | null): TabulatedRecord;
}

/** Figures with the same step and attributes: one look-up finds those of them that count a record. */
interface View {
  readonly columns: readonly number[];
  /** The lists of figures, by a number that follows from the values of the columns. */
  readonly table: (readonly number[] | undefined)[];
  /** For each column, what each value adds to that number; values that no figure tells apart add the same. */
  readonly adds: readonly Int32Array[];
  readonly figures: readonly number[];
}

const NONE: readonly number[] = [];

export function createTabulator(space: RecordSpace, counted: readonly Counted[]): Tabulator {
  const byColumns = new Map<string, { columns: readonly number[]; figures: number[] }>();
  for (const [at, { step, where }] of counted.entries()) {
    const asked = where.map(({ column }) => column).toSorted((one, other) => one - other);
    const columns = [step, ...asked];
    const view = byColumns.get(columns.join()) ?? { columns, figures: [] };
    view.figures.push(at);
    byColumns.set(columns.join(), view);
  }
  const views = [...byColumns.values()].map(({ columns, figures }): View => {
    let size = 1;
    const adds = columns.map((column) => {
      const places = new Map<string, number>();
      const classes = Array.from({ length: (space.codes[column]?.length ?? 0) + 1 }, (_, code) => {
        const text = figures.map((at) => countsValue(counted[at], column, code - 1)).join('');
        const place = places.get(text) ?? places.size;
        places.set(text, place);
        return place;
      });
      const stride = size;
      size *= places.size;
      return Int32Array.from(classes, (place) => place * stride);
    });
    return { columns, figures, adds, table: Array.from({ length: size }) };
  });

  const look = ({ columns, adds, table, figures }: View, values: RecordValues) => {
    let key = 0;
    for (let at = 0; at < columns.length; at += 1) {
      key += adds[at]?.[(values[columns[at] ?? 0] ?? -1) + 1] ?? 0;
    }
    const known = table[key];
    if (known !== undefined) return known;
    const counting = figures.filter((at) => {
      const one = counted[at];
      return one !== undefined && isCounted(values, one);
    });
    table[key] = counting.length === 0 ? NONE : counting;
    return table[key] ?? NONE;
  };

  /** For each column the views that a change of its value changes. */
  const viewsOf = space.codes.map((_, column) =>
    [...views.keys()].filter((at) => views[at]?.columns.includes(column)),
  );

  return {
    size: counted.length,
    tabulate(values, like) {
      if (like === null) return { values, lists: views.map((view) => look(view, values)) };
      const lists = like.lists.slice();
      for (let column = 0; column < values.length; column += 1) {
        if (values[column] === like.values[column]) continue;
        for (const at of viewsOf[column] ?? []) {
          // A view of two changed columns is looked up twice, which costs less than to remember it.
          const view = views[at];
          if (view !== undefined) lists[at] = look(view, values);
        }
      }
      return { values, lists };
    },
  };
}

/** 1 where a figure counts records with this value in a column of its step or of a condition. */
function countsValue(counted: Counted | undefined, column: number, value: number): number {
  if (counted === undefined) return 0;
  const { step, quarters, where } = counted;
  const codes = step === column ? quarters : where.find((one) => one.column === column)?.codes;
  return codes?.[value] ?? 0;
}

export class World {
  /** For each figure, how many records it counts. */
  readonly counts: Int32Array;
  readonly groups: Group[] = [];
  readonly tabulator: Tabulator;
  readonly #byKey = new Map<string, Group>();

  constructor(tabulator: Tabulator, from: World | null = null) {
    this.tabulator = tabulator;
    this.counts = from === null ? new Int32Array(tabulator.size) : from.counts.slice();
    for (const { values, lists, key, count, place } of from?.groups ?? []) {
      const copy = { values, lists, key, count, place };
      this.groups.push(copy);
      this.#byKey.set(key, copy);
    }
  }

  /** Adds records, or takes them away. The counts follow. */
  add(record: TabulatedRecord, count: number): void {
    const key = String.fromCharCode(...record.values);
    let group = this.#byKey.get(key);
    if (group === undefined) {
      group = { ...record, key, count: 0, place: this.groups.length };
      this.groups.push(group);
      this.#byKey.set(key, group);
    }
    for (const list of group.lists) {
      for (const at of list) this.counts[at] = (this.counts[at] ?? 0) + count;
    }
    group.count += count;
    if (group.count > 0) return;
    const last = this.groups.pop();
    if (last !== undefined && last !== group) {
      this.groups[group.place] = last;
      last.place = group.place;
    }
    this.#byKey.delete(key);
  }
}
