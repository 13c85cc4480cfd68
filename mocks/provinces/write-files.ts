import type { Cell, Table } from './register.ts';

/** A table as CSV (RFC 4180), in one of the two formats of the provinces of the demo. */
export function writeCsv({ headers, rows }: Table, way: 'dutch' | 'international'): Buffer {
  const delimiter = way === 'dutch' ? ';' : ',';
  const lines = [headers, ...rows.map((row) => row.map((cell) => textOf(cell, way)))].map((cells) =>
    cells.map((text) => quoted(text, delimiter)).join(delimiter),
  );
  const text = `${lines.join('\r\n')}\r\n`;
  return way === 'dutch' ? windows1252(text) : Buffer.from(text, 'utf8');
}

/** Tables as sheets of a workbook, with days and amounts as numbers. */
export async function writeWorkbook(sheets: Readonly<Record<string, Table>>): Promise<Buffer> {
  const { utils, write } = await import('@e965/xlsx');
  const book = utils.book_new();
  for (const [name, { headers, rows }] of Object.entries(sheets)) {
    const cells = [headers, ...rows].map((row) => row.map(cellOf));
    utils.book_append_sheet(book, utils.aoa_to_sheet(cells), name);
  }
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
}

function textOf(cell: Cell, way: 'dutch' | 'international'): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'object') {
    return way === 'dutch' ? cell.day.split('-').toReversed().join('-') : cell.day;
  }
  return way === 'dutch' ? dutchNumber(cell) : String(cell);
}

/** `1250000.5` is written `1.250.000,50`; a whole number below a thousand as it is. */
function dutchNumber(value: number): string {
  const [whole = '', decimals] = (Number.isInteger(value) ? String(value) : value.toFixed(2)).split(
    '.',
  );
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return decimals === undefined ? grouped : `${grouped},${decimals}`;
}

function quoted(text: string, delimiter: string): string {
  return /["\r\n]/.test(text) || text.includes(delimiter)
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}

/** ISO 8859-1, and one character of Windows-1252. */
function windows1252(text: string): Buffer {
  return Buffer.from(text.replaceAll('€', '\u0080'), 'latin1');
}

const SERIAL_ZERO_MS = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

function cellOf(cell: Cell): string | number | null | object {
  if (cell === null || typeof cell !== 'object') return cell;
  return { t: 'n', v: (Date.parse(cell.day) - SERIAL_ZERO_MS) / DAY_MS, z: 'dd-mm-yyyy' };
}
