/** A row of a register, by header: only the columns that the layout names are in it. */
export type Row = Readonly<Record<string, Cell>>;

/** A workbook gives numbers, and days as their serial number. */
export type Cell = string | number | null;

/** Bounds of a register, for the memory and time of this process. */
export const ROWS_MAX = 10_000;
export const COLUMNS_MAX = 100;
export const CELL_CHARACTERS_MAX = 4_000;
