/** A search in the Dutch terms, the names and the English texts of the schema. */
import { plainText } from '../search-field/plain-text.ts';
import type { SchemaEntry } from './schema-entry.ts';

const wordsMax = 12;
/** More results than anybody reads; a longer word gives fewer. */
const resultsMax = 60;

interface Searched {
  readonly entry: SchemaEntry;
  readonly term: string;
  readonly name: string;
  readonly all: string;
}

export type FindEntries = (words: string) => readonly SchemaEntry[];

/** Best results first: the term itself, then a term that begins with it, holds it, and then names and texts. */
export function createFindEntries(entries: readonly SchemaEntry[]): FindEntries {
  const searched = entries.map(toSearched);
  return (words) => {
    const sought = plainText(words);
    const each = sought.split(' ').filter(Boolean).slice(0, wordsMax);
    if (each.length === 0) return [];
    return searched
      .filter(({ all }) => each.every((word) => all.includes(word)))
      .map((one) => ({ one, rank: rankOf(one, sought, each) }))
      .toSorted((a, b) => a.rank - b.rank || a.one.term.length - b.one.term.length)
      .slice(0, resultsMax)
      .map(({ one }) => one.entry);
  };
}

function rankOf({ term, name, entry }: Searched, sought: string, each: readonly string[]): number {
  const isPlumbing = /(?:Edge|Connection)(?:\.|$)/.test(entry.name) ? 0.5 : 0;
  if (term === sought) return isPlumbing;
  if (term.startsWith(sought)) return 1 + isPlumbing;
  if (each.every((word) => term.includes(word))) return 2 + isPlumbing;
  return (each.every((word) => name.includes(word)) ? 3 : 4) + isPlumbing;
}

function toSearched(entry: SchemaEntry): Searched {
  const term = plainText(entry.term);
  // `budgetLeftPercent` is found by "budget left" too.
  const name = plainText(`${entry.name} ${entry.name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')}`);
  return { entry, term, name, all: `${term} ${name} ${plainText(entry.text)}` };
}
