/** A search in the Dutch terms, the names and the English texts of the schema. */
import {
  holds,
  plainText,
  searchedText,
  soughtWords,
  type SearchedText,
  type SoughtWord,
} from '../../ui/search/search.ts';
import type { SchemaEntry } from './schema-entry.ts';

/** More results than anybody reads; a longer word gives fewer. */
const resultsMax = 60;

interface Searched {
  readonly entry: SchemaEntry;
  readonly term: SearchedText;
  /** Without the type that a field or value belongs to. */
  readonly ownName: SearchedText;
  readonly name: SearchedText;
  readonly all: SearchedText;
}

export type FindEntries = (words: string) => readonly SchemaEntry[];

/** Best results first: the term itself, then a term that begins with it, holds it, and then names and texts. */
export function createFindEntries(entries: readonly SchemaEntry[]): FindEntries {
  const searched = entries.map(toSearched);
  return (words) => {
    const each = soughtWords(
      words,
      searched.map(({ all }) => all),
    );
    if (each.length === 0) return [];
    return searched
      .filter(({ all }) => each.every((word) => holds(all, word)))
      .map((one) => ({ one, rank: rankOf(one, plainText(words), each) }))
      .toSorted((a, b) => a.rank - b.rank || a.one.term.plain.length - b.one.term.plain.length)
      .slice(0, resultsMax)
      .map(({ one }) => one.entry);
  };
}

function rankOf(
  { term, ownName, name, entry }: Searched,
  sought: string,
  each: readonly SoughtWord[],
): number {
  const isPlumbing = /(?:Edge|Connection)(?:\.|$)/.test(entry.name) ? 0.5 : 0;
  if (term.plain === sought || ownName.joined === sought.replaceAll(' ', '')) return isPlumbing;
  if (term.plain.startsWith(sought)) return 1 + isPlumbing;
  if (each.every((word) => holds(term, word))) return 2 + isPlumbing;
  if (each.every((word) => holds(ownName, word))) return 3 + isPlumbing;
  return (each.every((word) => holds(name, word)) ? 4 : 5) + isPlumbing;
}

function toSearched(entry: SchemaEntry): Searched {
  const { name, term, text } = entry;
  // `budgetLeftPercent` is found by "budget left" too.
  const names = [name, name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')];
  return {
    entry,
    term: searchedText(term),
    ownName: searchedText(name.replace(/^.*\./, '')),
    name: searchedText(...names),
    all: searchedText(term, ...names, text),
  };
}
