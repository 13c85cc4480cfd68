import sax, { type QualifiedTag, type Tag } from 'sax';
import { dutchDayOf } from '../kit/partners/dutch-day.ts';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import { findColumns, LINES_TO_HEADER_MAX, missing } from './find-columns.ts';
import { builtInFormat, looksOf } from './number-formats.ts';
import { readZip } from './read-zip.ts';
import {
  CELL_CHARACTERS_MAX,
  COLUMNS_MAX,
  ROWS_MAX,
  type Cell,
  type Row,
  type Table,
} from './table.ts';

/** A sheet to read, and which of its columns; no other column is read. */
export interface WantedSheet {
  readonly sheet: string;
  readonly headers: readonly string[];
}

const PARTS_MAX = 100;
/** About 125,000 cells. */
const TAGS_MAX = 500_000;
const UNPACKED_BYTES_MAX = 16_777_216;
/** A text that many cells share is small in the file and large in memory. */
const CHARACTERS_MAX = 8_388_608;

type Parts = ReadonlyMap<string, Buffer>;

/**
 * Reads the wanted sheets of a workbook (Office Open XML, ECMA-376 part 1), hidden rows too, as they would be in a CSV
 * file of the same sheet. Throws `PartnerFault` where it is none, where a sheet or a column is missing, and where it
 * exceeds a bound.
 */
export function readXlsx(bytes: Buffer, wanted: readonly WantedSheet[]): readonly Table[] {
  const parts = readZip(bytes, { entriesMax: PARTS_MAX, unpackedBytesMax: UNPACKED_BYTES_MAX });
  if (!isWithinTags(parts.values())) throw new PartnerFault('garbled');
  try {
    const { byId, byType } = readTargets(parts);
    const { sheets, isFrom1904 } = readSheetNames(parts);
    const styles = byType.get('styles') ?? '';
    const texts = byType.get('sharedStrings') ?? '';
    const book: Workbook = {
      isFrom1904,
      formats: parts.has(styles) ? readFormats(parts, styles) : [],
      sharedTexts: parts.has(texts) ? readSharedTexts(parts, texts) : [],
    };
    return wanted.map(({ sheet, headers }) => {
      const target = byId.get(sheets.get(sheet) ?? '');
      if (target === undefined) {
        throw new PartnerFault('garbled', {
          reason: 'file',
          fields: [missing(sheet, [...sheets.keys()])],
        });
      }
      return { rows: rowsOf(readSheet(parts, target, book), headers), leftOut: [] };
    });
  } catch (error) {
    if (error instanceof PartnerFault) throw error;
    throw new PartnerFault('garbled', { cause: error });
  }
}

const WORKBOOK = 'xl/workbook.xml';
const RELATIONSHIPS = 'xl/_rels/workbook.xml.rels';

/** What the cells of all sheets refer to. */
interface Workbook {
  /** Whether days count from 1904, as on old Macs. */
  readonly isFrom1904: boolean;
  /** The number format of each style. */
  readonly formats: readonly string[];
  readonly sharedTexts: readonly string[];
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

type Attributes = Readonly<Record<string, string>>;

interface Handlers {
  readonly open?: (name: string, attributes: Attributes) => void;
  readonly close?: (name: string) => void;
  readonly text?: (given: string) => void;
}

/** Parses one part. Names come without their prefix; an entity that XML itself lacks is an error. */
function parseXml(parts: Parts, name: string, { open, close, text }: Handlers): void {
  const part = parts.get(name);
  if (part === undefined) throw new PartnerFault('garbled');
  const xml = Object.assign(sax.parser(true), {
    onerror: (error: Error) => {
      throw error;
    },
    onopentag: ({ name: tag, attributes }: Tag | QualifiedTag) =>
      open?.(withoutPrefix(tag), attributes as Attributes),
    onclosetag: (tag: string) => close?.(withoutPrefix(tag)),
    ontext: text,
    oncdata: text,
  });
  const isUtf16 = part[0] === 0xff && part[1] === 0xfe;
  xml.write(part.toString(isUtf16 ? 'utf16le' : 'utf8')).close();
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The parts that the workbook refers to, by id and by the last step of their type. */
function readTargets(parts: Parts) {
  const byId = new Map<string, string>();
  const byType = new Map<string, string>();
  parseXml(parts, RELATIONSHIPS, {
    open: (name, { Id: id, Target: target, Type: type = '' }) => {
      if (name !== 'Relationship' || id === undefined || target === undefined) return;
      const part = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
      byId.set(id, part);
      byType.set(type.slice(type.lastIndexOf('/') + 1), part);
    },
  });
  return { byId, byType };
}

/** The relationship of each sheet, by name. */
function readSheetNames(parts: Parts) {
  const sheets = new Map<string, string>();
  let isFrom1904 = false;
  parseXml(parts, WORKBOOK, {
    open: (tag, attributes) => {
      if (tag === 'workbookPr') isFrom1904 = isTrue(attributes['date1904']);
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      const { name } = attributes as { readonly name?: string };
      if (tag === 'sheet' && name !== undefined && id !== undefined) sheets.set(name, id);
    },
  });
  return { sheets, isFrom1904 };
}

/** The number format of each style of cells (18.8.10). */
function readFormats(parts: Parts, name: string): readonly string[] {
  const codes = new Map<number, string>();
  const ids: number[] = [];
  let isOfCells = false;
  parseXml(parts, name, {
    open: (tag, { numFmtId = '0', formatCode = '' }) => {
      if (tag === 'numFmt') codes.set(Number(numFmtId), formatCode);
      if (tag === 'cellXfs') isOfCells = true;
      if (tag === 'xf' && isOfCells) ids.push(Number(numFmtId));
    },
    close: (tag) => {
      if (tag === 'cellXfs') isOfCells = false;
    },
  });
  return ids.map((id) => codes.get(id) ?? builtInFormat(id));
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

/** The texts that cells refer to by number; how Japanese is pronounced (`rPh`) is left out. */
function readSharedTexts(parts: Parts, name: string): readonly string[] {
  const texts: string[] = [];
  let isText = false;
  let isPhonetic = false;
  let text = '';
  parseXml(parts, name, {
    open: (tag) => {
      if (tag === 'si') text = '';
      if (tag === 'rPh') isPhonetic = true;
      isText = tag === 't' && !isPhonetic;
    },
    text: (given) => {
      if (isText) text += given;
    },
    close: (tag) => {
      isText = false;
      if (tag === 'rPh') isPhonetic = false;
      if (tag === 'si') texts.push(text);
    },
  });
  return texts;
}

type Cells = Map<number, Map<number, Cell>>;

/** Cells that are shown as one, which holds what its first cell holds; all numbers from 0. */
interface Merged {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
}

interface Sheet {
  /** By row and column, both from 0; a row and a cell without content are absent. */
  readonly cells: Cells;
  readonly merged: readonly Merged[];
}

function readSheet(parts: Parts, name: string, book: Workbook): Sheet {
  const rows: Cells = new Map();
  const merged: Merged[] = [];
  let row = -1;
  let column = -1;
  let cell: XmlCell = { type: 'n', style: 0, value: '', isFormula: false };
  let isValue = false;
  let isPhonetic = false;
  let isOver = false;
  parseXml(parts, name, {
    open: (tag, { r: place, t = 'n', s: style = '0', ref }) => {
      if (tag === 'rPh') isPhonetic = true;
      isValue = tag === 'v' || (tag === 't' && !isPhonetic);
      if (tag === 'row') {
        row = place === undefined ? row + 1 : Number(place) - 1;
        column = -1;
      } else if (tag === 'c') {
        column = place === undefined ? column + 1 : columnOf(place);
        cell = { type: t, style: Number(style), value: '', isFormula: false };
      } else if (tag === 'f') {
        cell = { ...cell, isFormula: true };
      } else if (tag === 'mergeCell' && ref !== undefined) {
        merged.push(mergedAt(ref));
      }
    },
    text: (given) => {
      if (isValue && !isOver) cell = { ...cell, value: cell.value + given };
    },
    close: (tag) => {
      isValue = false;
      if (tag === 'rPh') isPhonetic = false;
      // After the rows come links and rules, which hold no values.
      if (tag === 'sheetData') isOver = true;
      if (tag !== 'c' || isOver) return;
      const content = cellOf(cell, book);
      if (content === null) return;
      if (!(row >= 0 && row <= ROWS_MAX + LINES_TO_HEADER_MAX)) throw new PartnerFault('garbled');
      if (row === 0 && column >= COLUMNS_MAX) throw new PartnerFault('garbled');
      const cells = rows.get(row) ?? new Map<number, Cell>();
      rows.set(row, cells.set(column, content));
    },
  });
  return { cells: rows, merged };
}

/** The number of the column in a place such as `AB12`, from 0. */
function columnOf(place: string): number {
  let number = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(place)?.[0] ?? '') {
    number = number * 26 + letter.charCodeAt(0) - 64;
  }
  return number - 1;
}

function mergedAt(ref: string): Merged {
  const [from = '', to = from] = ref.split(':', 2);
  const rowOf = (place: string) => Number(/\d{1,7}$/.exec(place)?.[0] ?? 0) - 1;
  return {
    fromRow: rowOf(from),
    toRow: rowOf(to),
    fromColumn: columnOf(from),
    toColumn: columnOf(to),
  };
}

interface XmlCell {
  readonly type: string;
  readonly style: number;
  readonly value: string;
  readonly isFormula: boolean;
}

/** What a cell holds (18.18.11) and what its number format makes of it; null where it is empty. */
function cellOf({ type, style, value, isFormula }: XmlCell, book: Workbook): Cell {
  if (value === '') {
    // A program that does not calculate writes formulas without their results.
    return isFormula && type !== 'str' ? { unread: 'formula without a result' } : null;
  }
  if (type === 'e') return { unread: 'error value' };
  if (type === 'b') return isTrue(value);
  if (type === 'n') return numberOf(value, book.formats[style] ?? 'General', book);
  if (type === 'd') {
    const day = dutchDayOf(value);
    return day === null ? { unread: 'date' } : { day };
  }
  const text = type === 's' ? book.sharedTexts[Number(value)] : value;
  if (text === undefined) throw new PartnerFault('garbled');
  const trimmed = text.replaceAll(ESCAPED, unescaped).trim();
  if (trimmed.length > CELL_CHARACTERS_MAX) throw new PartnerFault('garbled');
  return trimmed === '' ? null : trimmed;
}

/** A spreadsheet program knows fifteen digits; the rest is noise of its arithmetic. */
const DIGITS_MAX = 15;

function numberOf(text: string, format: string, { isFrom1904 }: Workbook): Cell {
  const value = Number(text);
  if (!Number.isFinite(value)) return { unread: 'number' };
  const exact = (number: number) => Number(number.toPrecision(DIGITS_MAX));
  const looks = looksOf(format, value);
  switch (looks.as) {
    case 'number':
      return exact(value);
    case 'fraction':
      return { percent: exact(value * 100) };
    case 'parts':
      return { percent: exact((value * 100) / looks.of) };
    case 'day': {
      const day = dayOfSerial(value + (isFrom1904 ? DAYS_TO_1904 : 0));
      return day === null ? { unread: 'date' } : { day };
    }
    case 'digits':
      return Number.isInteger(value) && value >= 0
        ? String(value).padStart(looks.count, '0')
        : exact(value);
    case 'unread':
      return { unread: looks.what };
  }
}

const DAY_MS = 86_400_000;
const HALF_A_SECOND = 0.5 / 86_400;
/** Day 0 of a workbook; serial numbers below 61 precede 29 February 1900, which did not exist. */
const SERIAL_ZERO_MS = Date.UTC(1899, 11, 30);
const SERIAL_MIN = 61;
/** 31 December 9999. */
const SERIAL_MAX = 2_958_465;
const DAYS_TO_1904 = 1_462;

function dayOfSerial(serial: number): string | null {
  // A moment just before midnight is the midnight that was meant.
  const day = Math.floor(serial + HALF_A_SECOND);
  if (!(day >= SERIAL_MIN && day <= SERIAL_MAX)) return null;
  return new Date(SERIAL_ZERO_MS + day * DAY_MS).toISOString().slice(0, 10);
}

/** A character that XML cannot hold, such as `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
const ESCAPED = /_x([0-9A-Fa-f]{4})_/g;

function unescaped(_: string, code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16));
}

/** Filling merged cells may take this many steps. */
const FILL_STEPS_MAX = 1_000_000;

function rowsOf({ cells, merged }: Sheet, headers: readonly string[]): readonly Row[] {
  const lines = [...cells].toSorted(([a], [b]) => a - b);
  const first = lines.slice(0, LINES_TO_HEADER_MAX).map(([, line]) => [...line]);
  const { line: headerLine, columns } = findColumns(first, headers);
  const headerRow = lines[headerLine]?.[0] ?? 0;
  fillMerged(
    { cells, merged },
    headerRow,
    columns.map(([, column]) => column),
  );
  let characters = 0;
  const read: Row[] = [];
  for (const [, line] of lines.slice(headerLine + 1)) {
    const row: Row = Object.fromEntries(
      columns.map(([header, column]) => [header, line.get(column) ?? null]),
    );
    const values = Object.values(row);
    for (const value of values) characters += typeof value === 'string' ? value.length : 0;
    if (characters > CHARACTERS_MAX) throw new PartnerFault('garbled');
    if (values.some((value) => value !== null)) read.push(row);
  }
  if (read.length > ROWS_MAX) throw new PartnerFault('garbled', { reason: 'size' });
  return read;
}

/** Gives each of the merged cells below the headers what all of them show. */
function fillMerged({ cells, merged }: Sheet, headerRow: number, columns: readonly number[]): void {
  const lastRow = Math.max(...cells.keys());
  let steps = 0;
  for (const { fromRow, toRow, fromColumn, toColumn } of merged) {
    const shown = cells.get(fromRow)?.get(fromColumn) ?? null;
    if (fromRow <= headerRow || shown === null) continue;
    const within = columns.filter((column) => column >= fromColumn && column <= toColumn);
    for (let row = fromRow; row <= Math.min(toRow, lastRow); row += 1) {
      steps += 1;
      if (steps > FILL_STEPS_MAX) throw new PartnerFault('garbled', { reason: 'size' });
      const line = cells.get(row);
      for (const column of within) if (line?.has(column) === false) line.set(column, shown);
    }
  }
}
