import { foldName } from '../../../core/regions/regions.ts';
import { codedError } from '../../../core/errors/coded-error.ts';

/** Longer than a title with its subtitle. */
const TEXT_LENGTH_MAX = 200;
const WORDS_MAX = 12;

/**
 * The words of a free-text argument without case and accents. Each is searched in every record, so
 * a longer text or more words throw before the text is used.
 */
export function searchWords(text: string, argument: string): readonly string[] {
  if (text.length > TEXT_LENGTH_MAX) {
    throw codedError(
      'ARGUMENT_INVALID',
      `Cannot search for "${argument}": expected at most ${TEXT_LENGTH_MAX} characters`,
    );
  }
  const words = foldName(text).split(' ').filter(Boolean);
  if (words.length <= WORDS_MAX) return words;
  throw codedError(
    'ARGUMENT_INVALID',
    `Cannot search for "${argument}": expected at most ${WORDS_MAX} words`,
  );
}
