import { isSector } from '../../core/sectors/sectors.ts';
import { isPossibleText } from '../kit/partners/possible-text.ts';
import type { ReportUnread } from '../kit/partners/unread-values.ts';
import { readNarrowed, type ReportUnknown } from '../kit/mapping/narrowed-list.ts';
import { withoutMarks } from './find-columns.ts';
import type { RegisterLayout } from './layout.ts';
import { parseDay } from './parse-day.ts';
import { certainPercent, parseAmount, parseNumber, parsePercent } from './parse-number.ts';
import type { Cell, Row } from './table.ts';

type Words<Word extends string> = Readonly<Record<string, Word>> | undefined;
type Header = string | undefined;

export type CellReader = ReturnType<typeof createCellReader>;

/** More items than any list has, because a cell of separators alone would have thousands. */
const ITEMS_MAX = 200;
const COUNT_MAX = 2 ** 31 - 1;

/**
 * Reads the cells of a table in the notation of its layout, row by row: `startRow` chooses one. Each gives null for an empty cell, and for one that
 * cannot be read, which is reported: what it holds is never taken for something else.
 */
export function createCellReader(
  layout: RegisterLayout,
  report: ReportUnread,
  countUnknown: (header: string) => void = () => {},
) {
  // One reader for a table, because a large one would leave much to collect otherwise.
  let row: Row = {};
  const unread = new Set<string>();
  const fail = (header: Header, cell: Cell): null => {
    if (header === undefined || unread.has(header)) return null;
    unread.add(header);
    report(header, shapeOf(cell));
    return null;
  };
  const cellOf = (header: Header): Cell => {
    const cell = header === undefined ? null : (row[header] ?? null);
    if (typeof cell !== 'string') return cell;
    if (!isPossibleText(cell)) return { unread: 'text' };
    const text = plainText(cell);
    return text === '' ? null : text;
  };
  /** Reads a text with one function and a number with another; any other cell is unread. */
  const read = <Value>(
    header: Header,
    ofText: (text: string) => Value | null,
    ofOther: (cell: Exclude<Cell, string | null>) => Value | null,
  ): Value | null => {
    const cell = cellOf(header);
    if (cell === null) return null;
    const value = typeof cell === 'string' ? ofText(cell) : ofOther(cell);
    return value === null ? fail(header, cell) : value;
  };
  const textOrNull = (header: Header) => read(header, (text) => text, textOfOther);
  const day = (header: Header) =>
    read(
      header,
      (text) => parseDay(text, layout.dates),
      (cell) => (typeof cell === 'object' && 'day' in cell ? cell.day : null),
    );
  const itemsOf = (header: Header): readonly string[] | null => {
    const text = textOrNull(header);
    if (text === null) return isUnread(header) ? null : [];
    const items = text.split(layout.lists, ITEMS_MAX + 1);
    return items.length <= ITEMS_MAX ? items : fail(header, text);
  };
  const isUnread = (...headers: readonly Header[]) =>
    headers.some((header) => header !== undefined && unread.has(header));
  const known = <Word extends string>(header: Header, text: string, words: Words<Word>) => {
    const word = wordFor(text, words);
    if (word === null && text !== '' && header !== undefined) countUnknown(header);
    return word;
  };
  /** The items of a list as values of the graph, without those that the layout lacks. */
  const list = <Word extends string>(header: Header, words: Words<Word>) => {
    const found = itemsOf(header)?.map((item) => known(header, item.trim(), words));
    return found ? [...new Set(found.filter((word) => word !== null))] : null;
  };

  return {
    startRow: (next: Row) => {
      row = next;
      unread.clear();
    },
    textOrNull,
    amount: (header: Header) =>
      read(header, (text) => parseAmount(text, layout.decimals), numberOfOther),
    /** A whole number from 0. */
    count: (header: Header) =>
      read(
        header,
        (text) => countOf(parseNumber(text, layout.decimals)),
        (cell) => countOf(numberOfOther(cell)),
      ),
    percent: (header: Header) =>
      read(
        header,
        (text) => parsePercent(text, layout.decimals),
        (cell) => {
          if (typeof cell === 'number') return certainPercent(cell);
          return typeof cell === 'object' && 'percent' in cell ? cell.percent : null;
        },
      ),
    day,
    /** A day as a moment, for `Provenance.asOf`. */
    moment: (header: Header) => {
      const value = day(header);
      return value === null ? null : `${value}T00:00:00Z`;
    },
    /** The value of the graph for the register's word; null for a word that the layout lacks. */
    word: <Word extends string>(header: Header, words: Words<Word>) =>
      known(header, textOrNull(header) ?? '', words),
    list,
    sectors: (header: Header) =>
      list<string>(header, layout.words.sectors)?.filter(isSector) ?? null,
    /** The items of a list that narrows an offer; a word that is unknown or unread never widens it. */
    narrowed: <Word extends string>(
      header: Header,
      words: Words<string>,
      wordOrNull: (word: string) => Word | null,
      reportUnknown: ReportUnknown,
    ) => {
      const wordOf = (item: string) => {
        const word = wordFor<string>(item, words);
        return word === null ? null : wordOrNull(word);
      };
      const items = itemsOf(header);
      return items && readNarrowed(items, wordOf, reportUnknown);
    },
    /** Whether a cell of these columns holds something that could not be read. */
    isUnread,
    /** Reports a value that was read and is impossible in its row. */
    reject: (header: Header, what: string) => fail(header, { unread: what }),
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

/** An apostrophe that keeps a spreadsheet program from reading a number or a formula; not that of `'s-Gravenhage`. */
const GUARD = /^['’](?=[\d=+\-@€])/u;

/** Characters that nobody sees, or that look like a space. */
const UNUSUAL = /[\u00A0\u00AD\u2007\u200B\u202F\u2060\uFEFF]/;

function plainText(text: string): string {
  if (!UNUSUAL.test(text)) return text.trim().replace(GUARD, '');
  return withoutMarks(text)
    .replaceAll(/[\u00A0\u2007\u202F]/g, ' ')
    .trim()
    .replace(GUARD, '');
}

/** A number that is a text, such as that of a grant; null where its digits may not be those that were meant. */
function textOfOther(cell: Exclude<Cell, string | null>): string | null {
  if (typeof cell === 'boolean') return cell ? 'WAAR' : 'ONWAAR';
  if (typeof cell === 'object') return 'percent' in cell ? `${cell.percent}%` : null;
  // A spreadsheet program makes zeros of the digits behind the fifteenth.
  return Math.abs(cell) < 1e15 && !String(cell).includes('e') ? String(cell) : null;
}

function numberOfOther(cell: Exclude<Cell, string | null>): number | null {
  return typeof cell === 'number' ? cell : null;
}

function countOf(value: number | null): number | null {
  return value !== null && Number.isInteger(value) && value >= 0 && value <= COUNT_MAX
    ? value
    : null;
}

function shapeOf(cell: Cell): string {
  if (typeof cell !== 'object' || cell === null)
    return typeof cell === 'string' ? 'text' : typeof cell;
  if ('unread' in cell) return cell.unread;
  return 'day' in cell ? 'date' : 'percentage';
}
