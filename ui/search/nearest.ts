/** A word of so many letters may have one typing error, or two. */
const ONE_ERROR_MIN = 5;
const TWO_ERRORS_MIN = 8;

/** The words of the vocabulary that differ least from one of these, as far as that may be a typing error. */
export function nearest(
  words: readonly string[],
  vocabulary: ReadonlySet<string>,
): readonly string[] {
  let fewest = Infinity;
  let found: string[] = [];
  for (const other of vocabulary) {
    const errors = Math.min(...words.map((word) => errorsBetween(word, other)));
    if (errors > fewest) continue;
    if (errors < fewest) found = [];
    fewest = errors;
    if (errors < Infinity) found.push(other);
  }
  return found;
}

/**
 * How many letters were typed wrongly, left out, added or swapped with the next (optimal string alignment); infinite when
 * that is more than the length of the word allows.
 */
function errorsBetween(word: string, other: string): number {
  const most = word.length < ONE_ERROR_MIN ? 0 : word.length < TWO_ERRORS_MIN ? 1 : 2;
  if (Math.abs(word.length - other.length) > most) return Infinity;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= word.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = word[row - 1] === other[column - 1];
      const isSwapped = word[row - 1] === other[column - 2] && word[row - 2] === other[column - 1];
      current.push(
        Math.min(
          (previous[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (previous[column - 1] ?? 0) + (isSame ? 0 : 1),
          isSwapped ? (beforePrevious[column - 2] ?? Infinity) + 1 : Infinity,
        ),
      );
    }
    if (Math.min(...current) > most) return Infinity;
    beforePrevious = previous;
    previous = current;
  }
  const errors = previous[other.length] ?? Infinity;
  return errors > most ? Infinity : errors;
}
