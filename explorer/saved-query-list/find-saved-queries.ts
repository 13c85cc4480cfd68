/** Which saved queries have the words that somebody types, in Dutch or in English. */
import type { SavedQuery } from '../../ui/saved-query.ts';
import { holds, searchedText, soughtWords } from '../../ui/search/search.ts';

/** Saved queries with every word in their titles, theme or question number; all of them without words. */
export function findSavedQueries(
  savedQueries: readonly SavedQuery[],
  words: string,
): readonly SavedQuery[] {
  const texts = savedQueries.map(textOf);
  const sought = soughtWords(words, texts);
  return savedQueries.filter((_, index) => {
    const text = texts[index];
    return (
      text &&
      sought.every((word) => {
        const [typed = ''] = word;
        return /^\d+$/.test(typed) ? hasNumber(text.plain, typed) : holds(text, word);
      })
    );
  });
}

/** By number; a question with two saved queries has them one after the other. */
export function byQuestion(savedQueries: readonly SavedQuery[]): readonly SavedQuery[] {
  return savedQueries
    .filter(({ question }) => question !== undefined)
    .toSorted((a, b) => (a.question ?? 0) - (b.question ?? 0));
}

function textOf({ nl, en, theme, question }: SavedQuery) {
  const number = question === undefined ? '' : `vraag ${question} question ${question}`;
  return searchedText(nl, en, theme?.nl ?? '', theme?.en ?? '', number);
}

/** 1 is question 1, and not question 21. */
function hasNumber(text: string, number: string): boolean {
  return ` ${text} `.includes(` ${number} `);
}
