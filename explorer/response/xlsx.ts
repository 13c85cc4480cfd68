/** Writes a table as an Excel file: one sheet with the rows, and one that accounts for them. */
import type { WorkSheet } from '@e965/xlsx';
import type { AccountLine } from './account-of-file.ts';
import { cellText, harmless, textOf } from './csv.ts';
import type { FileWords } from './csv.ts';
import type { Cell, Table } from './tables.ts';
import type { AccountTexts } from './texts.ts';

/** The package is loaded when somebody saves such a file, because it is a third of the page. */
export async function xlsxOf(
  table: Table,
  words: FileWords,
  account: readonly AccountLine[],
  { dataSheet, accountSheet, subject, explanation }: AccountTexts,
): Promise<Uint8Array<ArrayBuffer>> {
  const { utils, write } = await import('@e965/xlsx');
  const head = table.columns.map((column) => harmless(words.headText(column)));
  const rows = table.rows.map((row) =>
    table.columns.map((column) => valueOf(row.get(column) ?? null, column, words)),
  );
  const book = utils.book_new();
  const data = utils.aoa_to_sheet([head, ...rows], { cellDates: true, dateNF: 'dd-mm-yyyy' });
  data['!cols'] = table.columns.map((column, index) => ({
    wch: widthOf([head[index] ?? '', ...table.rows.map((row) => shownText(row.get(column)))]),
  }));
  if (data['!ref'] !== undefined) data['!autofilter'] = { ref: data['!ref'] };
  const lines = account.map(([name, text]) => [harmless(name), harmless(text)]);
  const about: WorkSheet = utils.aoa_to_sheet([[subject, explanation], ...lines]);
  about['!cols'] = [{ wch: 18 }, { wch: 100 }];
  utils.book_append_sheet(book, data, dataSheet);
  utils.book_append_sheet(book, about, accountSheet);
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }));
}

const oneDay = /^\d{4}-\d\d-\d\d$/;

/** Numbers and days stay numbers and days, so that a spreadsheet calculates with them. */
function valueOf(cell: Cell, column: string, words: FileWords): string | number | Date | null {
  if (cell === null || typeof cell === 'number') return cell;
  const isDay = typeof cell === 'string' && words.kind(column) === 'date' && oneDay.test(cell);
  if (isDay) return new Date(`${cell}T00:00:00Z`);
  return harmless(cellText(cell, (value) => words.text(column, value)));
}

function shownText(cell: Cell | undefined): string {
  return cell === undefined ? '' : cellText(cell, textOf);
}

const widthMin = 8;
const widthMax = 50;
/** Enough rows to judge the width of a column. */
const measuredMax = 200;

function widthOf(texts: readonly string[]): number {
  const longest = Math.max(...texts.slice(0, measuredMax).map(({ length }) => length));
  return Math.min(Math.max(longest + 2, widthMin), widthMax);
}
