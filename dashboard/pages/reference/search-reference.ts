import {
  holds,
  plainText,
  searchedText,
  soughtWords,
  type SearchedText,
  type SoughtWord,
} from '../../../ui/search/search.ts';
import type { FieldEntry, Reference, TypeEntry } from './reference.ts';

/** A type, or one of its fields. */
export interface Found {
  readonly type: TypeEntry;
  readonly field: FieldEntry | null;
}

export interface SearchResult {
  /** The best first, at most `LIMIT`. */
  readonly found: readonly Found[];
  readonly total: number;
}

const LIMIT = 50;

interface Indexed {
  readonly one: Found;
  readonly term: string;
  readonly names: readonly string[];
  readonly ownerName: string;
  readonly text: string;
  readonly all: SearchedText;
}

/**
 * Finds types and fields that hold every word of a text in their Dutch term, their name or their description. The term
 * counts most, then the name; a whole one counts more than the beginning of one, and a type more than a field.
 */
export function createReferenceSearch({ types }: Reference): (text: string) => SearchResult {
  const indexed = types
    .flatMap((type): readonly Found[] => [
      { type, field: null },
      ...type.fields.map((field) => ({ type, field })),
    ])
    .map(toIndexed);
  return (text) => {
    const words = soughtWords(
      text,
      indexed.map(({ all }) => all),
    );
    if (words.length === 0) return { found: [], total: 0 };
    const ranked = indexed
      .filter(({ all }) => words.every((word) => holds(all, word)))
      .map((entry) => ({ one: entry.one, rank: rankOf(entry, words) }))
      .toSorted((a, b) => b.rank - a.rank);
    return { found: ranked.slice(0, LIMIT).map(({ one }) => one), total: ranked.length };
  };
}

/** The address of a type or a field within the page, such as `Voucher.redeemedOn`. */
export function idOf({ type, field }: Found): string {
  return field === null ? type.name : `${type.name}.${field.name}`;
}

function toIndexed(one: Found): Indexed {
  const { term, name, text } = one.field ?? one.type;
  const ownerName = one.field === null ? '' : one.type.name;
  return {
    one,
    term: plainText(term),
    names: [plainText(name), plainText(separated(name))],
    ownerName: plainText(ownerName),
    text: plainText(text),
    all: searchedText(term, name, separated(name), ownerName, text),
  };
}

function rankOf(entry: Indexed, words: readonly SoughtWord[]): number {
  const { type, field } = entry.one;
  const sum = words.reduce((total, word) => total + rankOfWord(entry, word), 0);
  // Where two are alike in this: an object before another type, then a field, then the value of an enum, and the shorter term.
  const isObject = type.kind === 'object';
  const kindRank = field === null ? (isObject ? 1.75 : 1.5) : type.kind === 'enum' ? -1 : 0;
  return sum + kindRank - entry.term.length / 1000;
}

/** A form of the word counts a little less than the word as it was typed. */
function rankOfWord(entry: Indexed, word: SoughtWord): number {
  return Math.max(...word.map((form, index) => rankOfForm(entry, form) - (index > 0 ? 0.5 : 0)));
}

function rankOfForm({ term, names, ownerName, text }: Indexed, form: string): number {
  if (term === form) return 8;
  // The last part of a Dutch compound says what it is: a "begeleidingstraject" is a "traject".
  if (term.startsWith(form) || term.endsWith(form)) return 6;
  if (term.includes(form)) return 5;
  if (names[0] === form) return 4;
  if (names.some((name) => name.includes(form))) return 3;
  // "voucher redeemedOn": the type may be named before the field.
  if (ownerName === form) return 4;
  return text.includes(form) ? 2 : 0;
}

/** `redeemedOn` as `redeemed On`. */
const separated = (name: string) => name.replaceAll(/([a-z])([A-Z])/g, '$1 $2');
