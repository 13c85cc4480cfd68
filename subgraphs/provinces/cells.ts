import { isSector } from '../../core/sectors/sectors.ts';
import { isDay } from '../kit/partners/checked-value.ts';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import { isPossibleText } from '../kit/partners/possible-text.ts';
import { shapeOf } from '../kit/partners/shape-fault.ts';
import { readNarrowed, type ReportUnknown } from '../kit/mapping/narrowed-list.ts';
import type { RegisterLayout } from './layout.ts';
import type { Cell, Row } from './table.ts';

type Words<Word extends string> = Readonly<Record<string, Word>> | undefined;

export type CellReader = ReturnType<typeof createCellReader>;

/** More items than any list has, because a cell of separators alone would have thousands. */
const ITEMS_MAX = 200;

/** Reads the cells of one row in the notation of its layout. */
export function createCellReader(row: Row, layout: RegisterLayout) {
  const cellOf = (header: string | undefined): Cell => {
    const cell = header === undefined ? null : (row[header] ?? null);
    if (typeof cell !== 'string') return cell;
    if (!isPossibleText(cell)) throw wrongCell(header, cell);
    return cell.trim() === '' ? null : cell;
  };
  const textOrNull = (header: string | undefined) => {
    const cell = cellOf(header);
    return cell === null ? null : String(cell).trim();
  };
  const day = (header: string | undefined) => {
    const cell = cellOf(header);
    return cell === null ? null : parseDay(cell, layout.dates, header);
  };
  const itemsOf = (header: string | undefined) => {
    const items = textOrNull(header)?.split(layout.lists, ITEMS_MAX + 1) ?? [];
    if (items.length <= ITEMS_MAX) return items;
    throw wrongCell(header, items);
  };
  /** The items of a list as values of the graph, without those that the layout lacks. */
  const list = <Word extends string>(header: string | undefined, words: Words<Word>) => {
    const found = itemsOf(header).map((item) => wordFor(item.trim(), words));
    return [...new Set(found.filter((word) => word !== null))];
  };

  return {
    text: (header: string) => {
      const value = textOrNull(header);
      if (value === null) throw wrongCell(header, value);
      return value;
    },
    textOrNull,
    number: (header: string | undefined) => {
      const cell = cellOf(header);
      return cell === null ? null : parseNumber(cell, layout.decimals, header);
    },
    day,
    /** A day as a moment, for `Provenance.asOf`. */
    moment: (header: string | undefined) => {
      const value = day(header);
      return value === null ? null : `${value}T00:00:00Z`;
    },
    /** The value of the graph for the register's word; null for a word that the layout lacks. */
    word: <Word extends string>(header: string | undefined, words: Words<Word>) =>
      wordFor(textOrNull(header) ?? '', words),
    list,
    sectors: (header: string | undefined) =>
      list<string>(header, layout.words.sectors).filter(isSector),
    /** The items of a list that narrows an offer; an unknown word never widens it. */
    narrowed: <Word extends string>(
      header: string | undefined,
      words: Words<string>,
      wordOrNull: (word: string) => Word | null,
      report: ReportUnknown,
    ) => {
      const wordOf = (item: string) => {
        const word = wordFor<string>(item, words);
        return word === null ? null : wordOrNull(word);
      };
      return readNarrowed(itemsOf(header), wordOf, report);
    },
  };
}

/** The value of the graph for the register's word; null for a word that the layout lacks. */
export function wordFor<Word extends string>(text: string, words: Words<Word>): Word | null {
  if (text === '') return null;
  // Without a list the register uses the values of the graph; the schema of a closed list checks
  // them.
  if (words === undefined) return text as Word;
  return Object.hasOwn(words, text) ? (words[text] ?? null) : null;
}

const AMOUNTS = {
  comma: /^(?:€\s*)?(-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?)(?:\s*%)?$/,
  point: /^(?:€\s*)?(-?\d+(?:\.\d+)?)(?:\s*%)?$/,
};

/** `€ 1.250.000,50`, `1250000.50` or `39%`, by the layout; throws for any other text. */
function parseNumber(cell: string | number, decimals: 'comma' | 'point', header?: string): number {
  if (typeof cell === 'number') return cell;
  const digits = AMOUNTS[decimals].exec(cell.trim())?.[1];
  if (digits === undefined) throw wrongCell(header, cell);
  return Number(decimals === 'comma' ? digits.replaceAll('.', '').replace(',', '.') : digits);
}

const DAYS = {
  'dd-mm-yyyy': /^(?<day>\d{2})-(?<month>\d{2})-(?<year>\d{4})$/,
  'yyyy-mm-dd': /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/,
};

/** Day 0 of a workbook; serial numbers below 61 precede 29 February 1900, which did not exist. */
const SERIAL_ZERO_MS = Date.UTC(1899, 11, 30);
const SERIAL_MIN = 61;
const SERIAL_MAX = 110_000;
const DAY_MS = 86_400_000;

function parseDay(cell: string | number, dates: keyof typeof DAYS, header?: string): string {
  if (typeof cell === 'number') {
    if (cell < SERIAL_MIN || cell > SERIAL_MAX) throw wrongCell(header, cell);
    return new Date(SERIAL_ZERO_MS + Math.floor(cell) * DAY_MS).toISOString().slice(0, 10);
  }
  const { year, month, day } = DAYS[dates].exec(cell.trim())?.groups ?? {};
  const text = `${year}-${month}-${day}`;
  if (isDay(text)) return text;
  throw wrongCell(header, cell);
}

/** The fault of a cell that is not as agreed, with the header of its column. */
export function wrongCell(header: string | undefined, cell: unknown): PartnerFault {
  const fields = header === undefined ? [] : [`${header}: ${shapeOf(cell)}`];
  return new PartnerFault('garbled', { reason: 'value', fields });
}
