import sax, { type QualifiedTag, type Tag } from 'sax';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import { readZip } from './read-zip.ts';
import { CELL_CHARACTERS_MAX, COLUMNS_MAX, ROWS_MAX, type Cell, type Row } from './table.ts';

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
 * Reads the wanted sheets of a workbook (Office Open XML, ECMA-376 part 1). Throws `PartnerFault` where
 * it is none, where a sheet or a column is missing, and where it exceeds a bound.
 */
export function readXlsx(
  bytes: Buffer,
  wanted: readonly WantedSheet[],
): readonly (readonly Row[])[] {
  const parts = readZip(bytes, { entriesMax: PARTS_MAX, unpackedBytesMax: UNPACKED_BYTES_MAX });
  if (!isWithinTags(parts.values())) throw new PartnerFault('garbled');
  try {
    const targets = readTargets(parts);
    const sheets = readSheetNames(parts);
    const sharedTexts = parts.has(SHARED_TEXTS) ? readSharedTexts(parts) : [];
    return wanted.map(({ sheet, headers }) => {
      const target = targets.get(sheets.get(sheet) ?? '');
      return rowsOf(readCells(parts, target ?? '', sharedTexts), headers);
    });
  } catch (error) {
    if (error instanceof PartnerFault) throw error;
    throw new PartnerFault('garbled', { cause: error });
  }
}

const WORKBOOK = 'xl/workbook.xml';
const RELATIONSHIPS = 'xl/_rels/workbook.xml.rels';
const SHARED_TEXTS = 'xl/sharedStrings.xml';

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
  xml.write(part.toString('utf8')).close();
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The part of each relationship of the workbook, by id. */
function readTargets(parts: Parts): ReadonlyMap<string, string> {
  const targets = new Map<string, string>();
  parseXml(parts, RELATIONSHIPS, {
    open: (name, { Id: id, Target: target }) => {
      if (name !== 'Relationship' || id === undefined || target === undefined) return;
      targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
  });
  return targets;
}

/** The relationship of each sheet, by name. */
function readSheetNames(parts: Parts): ReadonlyMap<string, string> {
  const sheets = new Map<string, string>();
  parseXml(parts, WORKBOOK, {
    open: (tag, attributes) => {
      // Days counted from 1904, as old Macs did, would each be four years off.
      if (tag === 'workbookPr' && isTrue(attributes['date1904'])) throw new PartnerFault('garbled');
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      const { name } = attributes as { readonly name?: string };
      if (tag === 'sheet' && name !== undefined && id !== undefined) sheets.set(name, id);
    },
  });
  return sheets;
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

/** The texts that cells refer to by number; how Japanese is pronounced (`rPh`) is left out. */
function readSharedTexts(parts: Parts): readonly string[] {
  const texts: string[] = [];
  let isText = false;
  let isPhonetic = false;
  let text = '';
  parseXml(parts, SHARED_TEXTS, {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') isPhonetic = true;
      isText = name === 't' && !isPhonetic;
    },
    text: (given) => {
      if (isText) text += given;
    },
    close: (name) => {
      isText = false;
      if (name === 'rPh') isPhonetic = false;
      if (name === 'si') texts.push(text);
    },
  });
  return texts;
}

/** The cells of a sheet by row and column, both from 0; a row and a cell without cells are absent. */
function readCells(
  parts: Parts,
  name: string,
  sharedTexts: readonly string[],
): ReadonlyMap<number, ReadonlyMap<number, Cell>> {
  const rows = new Map<number, Map<number, Cell>>();
  let row = -1;
  let column = -1;
  let type = 'n';
  let value = '';
  let isValue = false;
  let isOver = false;
  parseXml(parts, name, {
    open: (tag, { r: place, t = 'n' }) => {
      isValue = tag === 'v' || tag === 't';
      if (tag === 'row') {
        row = place === undefined ? row + 1 : Number(place) - 1;
        column = -1;
      } else if (tag === 'c') {
        column = place === undefined ? column + 1 : columnOf(place);
        type = t;
        value = '';
      }
    },
    text: (given) => {
      if (isValue && !isOver) value += given;
    },
    close: (tag) => {
      isValue = false;
      // After the rows come links, merged cells and rules, which hold no values.
      if (tag === 'sheetData') isOver = true;
      if (tag !== 'c' || isOver) return;
      const cell = cellOf(type, value, sharedTexts);
      if (cell === null) return;
      if (!(row >= 0 && row <= ROWS_MAX)) throw new PartnerFault('garbled');
      if (row === 0 && column >= COLUMNS_MAX) throw new PartnerFault('garbled');
      const cells = rows.get(row) ?? new Map<number, Cell>();
      rows.set(row, cells.set(column, cell));
    },
  });
  return rows;
}

/** The number of the column in a place such as `AB12`, from 0. */
function columnOf(place: string): number {
  let number = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(place)?.[0] ?? '') {
    number = number * 26 + letter.charCodeAt(0) - 64;
  }
  return number - 1;
}

const DAY_MS = 86_400_000;
/** The serial number of 1 January 1970. */
const EPOCH = 25_569;

/** Text and numbers (ECMA-376 part 1, 18.18.11); null where the cell is empty, or an error or a boolean. */
function cellOf(type: string, value: string, sharedTexts: readonly string[]): Cell {
  if (value === '' || type === 'e' || type === 'b') return null;
  if (type === 'n') return finite(Number(value));
  if (type === 'd') return finite(Date.parse(value) / DAY_MS + EPOCH);
  const text = type === 's' ? sharedTexts[Number(value)] : value;
  if (text === undefined) throw new PartnerFault('garbled');
  const trimmed = text.replaceAll(ESCAPED, unescaped).trim();
  if (trimmed.length > CELL_CHARACTERS_MAX) throw new PartnerFault('garbled');
  return trimmed === '' ? null : trimmed;
}

function finite(number: number): number {
  if (Number.isFinite(number)) return number;
  throw new PartnerFault('garbled');
}

/** A character that XML cannot hold, such as `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
const ESCAPED = /_x([0-9A-Fa-f]{4})_/g;

function unescaped(_: string, code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16));
}

function rowsOf(
  rows: ReadonlyMap<number, ReadonlyMap<number, Cell>>,
  headers: readonly string[],
): readonly Row[] {
  const columns = headers.map((header) => {
    const found = [...(rows.get(0) ?? [])].find(([, name]) => name === header);
    if (found === undefined) throw new PartnerFault('garbled');
    return [header, found[0]] as const;
  });
  let characters = 0;
  const read: Row[] = [];
  for (const [number, cells] of [...rows].toSorted(([a], [b]) => a - b)) {
    if (number === 0) continue;
    const row: Row = Object.fromEntries(
      columns.map(([header, column]) => [header, cells.get(column) ?? null]),
    );
    const values = Object.values(row);
    for (const value of values) characters += typeof value === 'string' ? value.length : 0;
    if (characters > CHARACTERS_MAX) throw new PartnerFault('garbled');
    if (values.some((value) => value !== null)) read.push(row);
  }
  return read;
}
