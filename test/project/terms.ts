/** Finds words in the identifiers and comments of source code. */

export interface FoundWord {
  readonly word: string;
  readonly line: number;
}

// A comment, a string (which is skipped: it may be a name on the wire), or an identifier.
const TOKEN =
  /(?<comment>\/\*[^]*?\*\/|\/\/[^\n]*)|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|(?<identifier>[A-Za-z_$][\w$]*)/g;
const WORD = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g;

/** Each word of the identifiers and comments, in lower case; `createAuditLog` holds three. */
export function wordsIn(source: string): readonly FoundWord[] {
  const found: FoundWord[] = [];
  let line = 1;
  let counted = 0;
  for (const match of source.matchAll(TOKEN)) {
    const text = match.groups?.['comment'] ?? match.groups?.['identifier'];
    if (text === undefined) continue;
    for (const { 0: word, index } of text.matchAll(WORD)) {
      const at = match.index + index;
      line += source.slice(counted, at).split('\n').length - 1;
      counted = at;
      found.push({ word: word.toLowerCase(), line });
    }
  }
  return found;
}
