/** A row of a register, by header: only the columns that the layout names are in it. */
export type Row = Readonly<Record<string, Cell>>;

/** A text, a number, a boolean, or what the way in which a number is shown makes of it. */
export type Cell = string | number | boolean | null | ShownCell;

export type ShownCell =
  /** A number with a percent sign: 39 for `39%`. */
  | { readonly percent: number }
  /** A calendar day, YYYY-MM-DD. */
  | { readonly day: string }
  /** Something of which the value is not certain: what, for the log. */
  | { readonly unread: string };

export interface Table {
  readonly rows: readonly Row[];
  /** What is left out because it is no row of the table: for the log. */
  readonly leftOut: readonly { readonly what: string; readonly count: number }[];
}

/** Bounds of a register, for the memory and time of this process. */
export const ROWS_MAX = 10_000;
export const COLUMNS_MAX = 100;
export const CELL_CHARACTERS_MAX = 4_000;
