import { text, wordOrNull } from '../kit/partners/checked-value.ts';
import type { ReadColumn } from '../kit/partners/read-column.ts';

/** How many words of one result have no meaning in the layout, by column; never which. */
export interface UnknownWords {
  count(column: string): void;
  counts(): ReadonlyMap<string, number>;
}

export function createUnknownWords(): UnknownWords {
  const counts = new Map<string, number>();
  return {
    count: (column) => counts.set(column, (counts.get(column) ?? 0) + 1),
    counts: () => counts,
  };
}

type Meaning<Word extends string> =
  Readonly<Record<string, Word>> | ((word: string) => Word | null) | undefined;

/** The value of the graph for the word in a column; null for none, for an unknown one, and without a meaning. */
export type ReadWord = <Word extends string>(column: string, meaning: Meaning<Word>) => Word | null;

export function wordReader(read: ReadColumn, unknown: UnknownWords): ReadWord {
  return (column, meaning) => readWord(read, unknown, column, meaning);
}

function readWord<Word extends string>(
  read: ReadColumn,
  unknown: UnknownWords,
  column: string,
  meaning: Meaning<Word>,
): Word | null {
  if (meaning === undefined) return null;
  const word = read(column, wordIn);
  if (word === null || word === '') return null;
  const found = typeof meaning === 'function' ? meaning(word) : wordOrNull(word, meaning);
  if (found === null) unknown.count(column);
  return found;
}

function wordIn(value: unknown): string | null {
  if (value === null) return null;
  return typeof value === 'boolean' ? String(value) : text(value).trim();
}
