import type { Described, FieldEntry, Reference, TypeEntry } from './reference.ts';

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

/**
 * Types and fields that hold every word of the text in their Dutch term, their name or their description. The term
 * counts most, then the name; a whole one counts more than the beginning of one, and a type more than a field.
 */
export function searchReference({ types }: Reference, text: string): SearchResult {
  const words = wordsOf(text);
  if (words.length === 0) return { found: [], total: 0 };
  const entries = types.flatMap((type): readonly Found[] => [
    { type, field: null },
    ...type.fields.map((field) => ({ type, field })),
  ]);
  const ranked = entries
    .map((one) => ({ one, rank: rankOf(one, words) }))
    .filter(({ rank }) => rank > 0)
    .toSorted((a, b) => b.rank - a.rank);
  return { found: ranked.slice(0, LIMIT).map(({ one }) => one), total: ranked.length };
}

/** The address of a type or a field within the page, such as `Voucher.redeemedOn`. */
export function idOf({ type, field }: Found): string {
  return field === null ? type.name : `${type.name}.${field.name}`;
}

function rankOf({ type, field }: Found, words: readonly string[]): number {
  const entry = field ?? type;
  const ranks = words.map((word) => rankOfWord(entry, field === null ? '' : type.name, word));
  if (ranks.includes(0)) return 0;
  const sum = ranks.reduce((total, rank) => total + rank, 0);
  // Where two are alike in this: an object before another type, then a field, then the value of an enum, and the shorter term.
  const isObject = type.kind === 'object';
  const kindRank = field === null ? (isObject ? 1.75 : 1.5) : type.kind === 'enum' ? -1 : 0;
  return sum + kindRank - entry.term.length / 1000;
}

function rankOfWord({ term, name, text }: Described, ownerName: string, word: string): number {
  const normal = normalized(term);
  if (normal === word) return 8;
  // The last part of a Dutch compound says what it is: a "begeleidingstraject" is a "traject".
  if (normal.startsWith(word) || normal.endsWith(word)) return 6;
  if (normal.includes(word)) return 5;
  const ownNames = `${normalized(name)} ${normalized(separated(name))}`;
  if (normalized(name) === word) return 4;
  if (ownNames.includes(word)) return 3;
  // "voucher redeemedOn": the type may be named before the field.
  if (normalized(ownerName) === word) return 4;
  return normalized(text).includes(word) ? 2 : 0;
}

const wordsOf = (text: string) =>
  normalized(text)
    .split(/[\s.]+/)
    .filter((word) => word !== '');

/** `redeemedOn` as `redeemed On`. */
const separated = (name: string) =>
  name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ');

const normalized = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase();
