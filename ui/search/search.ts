/** How every search field of the pages compares texts with the words that somebody types, in Dutch or English. */
import { otherForms } from './other-forms.ts';
import { nearest } from './nearest.ts';

/** With more words than this the rest is not looked at. */
const WORDS_MAX = 12;
/** A shorter word is in too many places once the spaces are left out. */
const JOINED_MIN = 6;

/** In lower case, without accents and punctuation. */
export function plainText(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}|['’]/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A text in which words are sought. */
export interface SearchedText {
  readonly plain: string;
  /** Without spaces, so that "jobseekers" finds "job seekers". */
  readonly joined: string;
}

export function searchedText(...texts: readonly string[]): SearchedText {
  const plain = plainText(texts.join(' '));
  return { plain, joined: plain.replaceAll(' ', '') };
}

/** A word as it was typed, and then its other forms and the words that mean the same. */
export type SoughtWord = readonly string[];

export function holds({ plain, joined }: SearchedText, word: SoughtWord): boolean {
  return word.some(
    (form) =>
      plain.includes(form) ||
      (form.length >= JOINED_MIN && joined.includes(form.replaceAll(' ', ''))),
  );
}

/**
 * The words that a search in these texts looks for. A word that is in none of them counts as a typing error for the
 * words of the texts that are nearest to it.
 */
export function soughtWords(
  text: string,
  searched: readonly SearchedText[],
): readonly SoughtWord[] {
  const typed = plainText(text).split(' ').filter(Boolean).slice(0, WORDS_MAX);
  return typed.map((word) => {
    const forms = [word, ...otherForms(word)];
    if (searched.some((one) => holds(one, forms))) return forms;
    return [...forms, ...nearest(forms, vocabularyOf(searched))];
  });
}

/** The words of the texts, and each two that follow each other as one word. */
function vocabularyOf(searched: readonly SearchedText[]): ReadonlySet<string> {
  return new Set(
    searched.flatMap(({ plain }) => {
      const words = plain.split(' ');
      return words.flatMap((word, index) => [word, `${word}${words[index + 1] ?? ''}`]);
    }),
  );
}
