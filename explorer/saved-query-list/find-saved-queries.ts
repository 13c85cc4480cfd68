/** Which saved queries have the words that somebody types, in Dutch or in English. */
import type { SavedQuery } from '../../ui/saved-query.ts';
import { plainText } from '../search-field/plain-text.ts';

const wordsMax = 12;

/** Saved queries with every word in their titles, theme or question number; all of them without words. */
export function findSavedQueries(
  savedQueries: readonly SavedQuery[],
  words: string,
): readonly SavedQuery[] {
  const sought = plainText(words).split(' ').filter(Boolean).slice(0, wordsMax);
  return savedQueries.filter((one) => {
    const text = searchedText(one);
    return sought.every((word) =>
      /^\d+$/.test(word) ? hasNumber(text, word) : text.includes(word),
    );
  });
}

/** By number; a question with two saved queries has them one after the other. */
export function byQuestion(savedQueries: readonly SavedQuery[]): readonly SavedQuery[] {
  return savedQueries
    .filter(({ question }) => question !== undefined)
    .toSorted((a, b) => (a.question ?? 0) - (b.question ?? 0));
}

function searchedText({ nl, en, theme, question }: SavedQuery): string {
  const number = question === undefined ? '' : `vraag ${question} question ${question}`;
  return plainText(`${nl} ${en} ${theme?.nl ?? ''} ${theme?.en ?? ''} ${number}`);
}

/** 1 is question 1, and not question 21. */
function hasNumber(text: string, number: string): boolean {
  return ` ${text} `.includes(` ${number} `);
}
