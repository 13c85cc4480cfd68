import type { WorkBook, WorkSheet } from '@e965/xlsx';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import { readZip } from './read-zip.ts';
import { CELL_CHARACTERS_MAX, COLUMNS_MAX, ROWS_MAX, type Cell, type Row } from './table.ts';

/** A sheet to read, and which of its columns; the others never become a value here. */
export interface WantedSheet {
  readonly sheet: string;
  readonly headers: readonly string[];
}

const PARTS_MAX = 100;
/** About 125,000 cells: the parser makes an object of each, and works while nobody else can. */
const TAGS_MAX = 500_000;
const UNPACKED_BYTES_MAX = 16_777_216;

/** A text that many cells share is small in the file and large in memory. */
const CHARACTERS_MAX = 8_388_608;

/**
 * Reads the wanted sheets of a workbook (Office Open XML). It is unpacked by us, within bounds, and
 * handed to the parser in parts: the parser would unpack whatever it is given, and take any other
 * kind of spreadsheet for a workbook.
 */
export async function readXlsx(
  bytes: Buffer,
  wanted: readonly WantedSheet[],
): Promise<readonly (readonly Row[])[]> {
  const parts = readZip(bytes, { entriesMax: PARTS_MAX, unpackedBytesMax: UNPACKED_BYTES_MAX });
  const isWorkbook = parts.has('[Content_Types].xml') && parts.has('xl/workbook.xml');
  if (!isWorkbook || !isWithinTags(parts.values())) {
    throw new PartnerFault('garbled');
  }
  try {
    const workbook = await parseWorkbook(
      parts,
      wanted.map(({ sheet }) => sheet),
    );
    // Days counted from 1904, as old Macs did, would each be four years off.
    if (workbook.Workbook?.WBProps?.date1904 === true) throw new PartnerFault('garbled');
    return wanted.map(({ sheet, headers }) => rowsOf(workbook.Sheets[sheet], headers));
  } catch (error) {
    if (error instanceof PartnerFault) throw error;
    throw new PartnerFault('garbled', { cause: error });
  }
}

/** Large, and of use to the few processes that read a workbook: so it is loaded when one does. */
async function parseWorkbook(
  parts: ReadonlyMap<string, Buffer>,
  sheets: readonly string[],
): Promise<WorkBook> {
  const library = await import('@e965/xlsx');
  const { parse_zip: parse } = library as unknown as {
    parse_zip: (container: object, options: object) => WorkBook;
  };
  const container = library.CFB.utils.cfb_new() as object;
  for (const [name, content] of parts) {
    if (BESIDE_SHEETS.test(name)) continue;
    const part = name.startsWith(SHEETS) ? rowsAlone(content) : content;
    library.CFB.utils.cfb_add(container, `/${name}`, part, { unsafe: true });
  }
  return parse(container, {
    dense: true,
    sheets,
    sheetRows: ROWS_MAX + 2,
    cellFormula: false,
    cellHTML: false,
    cellText: false,
    // Without this a sheet that cannot be read is an empty one.
    WTF: true,
  });
}

const SHEETS = 'xl/worksheets/';
/** Links, comments and drawings of a sheet: the parser makes cells of them. */
const BESIDE_SHEETS = /^xl\/(worksheets\/_rels|comments|threadedComments|persons|drawings|media)/;

const ROWS_END = '</sheetData>';

/**
 * A sheet up to its last row. After that come links, merged cells and rules, each of which may hold
 * for a whole column: the parser would make a million cells of one.
 */
function rowsAlone(sheet: Buffer): Buffer {
  const end = sheet.lastIndexOf(ROWS_END);
  if (end < 0) return sheet;
  return Buffer.concat([sheet.subarray(0, end + ROWS_END.length), Buffer.from('</worksheet>')]);
}

function isWithinTags(parts: Iterable<Buffer>): boolean {
  let tags = 0;
  for (const part of parts) {
    for (let at = part.indexOf('<'); at >= 0; at = part.indexOf('<', at + 1)) {
      tags += 1;
      if (tags > TAGS_MAX) return false;
    }
  }
  return true;
}

type RawCell = { readonly t?: unknown; readonly v?: unknown } | undefined;

function rowsOf(sheet: WorkSheet | undefined, headers: readonly string[]): readonly Row[] {
  const data = (sheet as { readonly '!data'?: readonly (readonly RawCell[])[] } | undefined)?.[
    '!data'
  ];
  const [first, ...rest] = data ?? [];
  if (first === undefined || rest.length > ROWS_MAX || first.length > COLUMNS_MAX) {
    throw new PartnerFault('garbled');
  }
  const names = [...first].map((cell) => cellOf(cell));
  const columns = headers.map((header) => [header, names.indexOf(header)] as const);
  if (columns.some(([, index]) => index < 0)) throw new PartnerFault('garbled');
  let characters = 0;
  const read = (cell: RawCell): Cell => {
    const value = cellOf(cell);
    if (typeof value === 'string') characters += value.length;
    if (characters > CHARACTERS_MAX) throw new PartnerFault('garbled');
    return value;
  };
  return rest
    .map((cells) => new Map(columns.map(([header, index]) => [header, read(cells?.[index])])))
    .filter((row) => [...row.values()].some((cell) => cell !== null));
}

/** Text and numbers; a cell that holds an error or is empty tells nothing. */
function cellOf(cell: RawCell): Cell {
  if (cell === undefined || cell.t === 'e') return null;
  const { v: value } = cell;
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return null;
  if (value.length > CELL_CHARACTERS_MAX) throw new PartnerFault('garbled');
  return value.trim();
}
