/**
 * Lists of a partner that narrow what it offers, such as the sectors of a scheme. An unknown code
 * in such a list can only have narrowed it further, so it never widens an offer.
 */
import { isSector, type Sector } from '../../../core/sectors/sectors.ts';
import { regionOfCode } from './entity-keys.ts';
import { isTargetGroup } from './target-groups.ts';

/**
 * The known codes of a list. Empty: the partner lists none, so the offer is for all. Null: it lists
 * only unknown codes, so the offer is for nobody until a code is mapped.
 */
export type Narrowed<Word extends string = string> = readonly Word[] | null;

/** Called for each unknown code. */
export type ReportUnknown = (word: string) => void;

/** Reads a list; `wordFor` maps a partner's code to a value of the graph, or null. */
export function readNarrowed<Word extends string>(
  given: readonly string[],
  wordFor: (word: string) => Word | null,
  report: ReportUnknown,
): Narrowed<Word> {
  const known = new Set<Word>();
  for (const item of given) {
    const word = item.trim();
    const ours = wordFor(word);
    if (ours === null) report(word);
    else known.add(ours);
  }
  return known.size === 0 && given.length > 0 ? null : [...known];
}

/** The partner's own mapping of a code, or else the code itself. */
export function mapped(words: Readonly<Record<string, string>> | undefined, word: string): string {
  return words !== undefined && Object.hasOwn(words, word) ? (words[word] ?? word) : word;
}

export function sectorOrNull(word: string): Sector | null {
  return isSector(word) ? word : null;
}

export function targetGroupOrNull(word: string): string | null {
  return isTargetGroup(word) ? word : null;
}

/** CBS code, or slug of a cooperation region. */
export function regionOrNull(code: string): string | null {
  return regionOfCode(code) === null ? null : code;
}
