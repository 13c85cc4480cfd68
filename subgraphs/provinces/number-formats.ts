/** What the number format of a cell makes of its number (ECMA-376 part 1, 18.8.30 and 18.8.31). */

/** How a number is shown; a string says what keeps it from being read. */
export type Looks =
  | { readonly as: 'number' }
  /** A percent sign that multiplies what is shown by a hundred. */
  | { readonly as: 'fraction' }
  /** A sign behind a number that stands for a part of this many. */
  | { readonly as: 'parts'; readonly of: 100 | 1_000 }
  | { readonly as: 'day' }
  /** A whole number with leading zeros, at least this long. */
  | { readonly as: 'digits'; readonly count: number }
  | { readonly as: 'unread'; readonly what: string };

const NUMBER: Looks = { as: 'number' };
const DAY: Looks = { as: 'day' };

/** The formats that a workbook does not write out. Those of other languages are days as well. */
export function builtInFormat(id: number): string {
  if (id === 9) return '0%';
  if (id === 10) return '0.00%';
  if ((id >= 14 && id <= 17) || id === 22) return 'dd-mm-yyyy';
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return 'h:mm:ss';
  if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'dd-mm-yyyy';
  return 'General';
}

const CODE_LENGTH_MAX = 1_000;

/**
 * How a format shows a number. A sign that scales, such as the comma of `#,##0,`, changes only what is shown: the
 * number is still the value. A word such as `"mln"` says that the value is another one, so the cell is not read.
 */
export function looksOf(code: string, value: number): Looks {
  if (code.length > CODE_LENGTH_MAX) return unread('number format');
  const sections = sectionsOf(code);
  const looks = sections.slice(0, 3).map((section) => sectionLooks(section));
  const hasConditions = sections.some((section) => /\[[<>=]/.test(section));
  const [first = NUMBER, second = first, third = first] = looks;
  if (hasConditions) {
    const isOne = looks.every((one) => JSON.stringify(one) === JSON.stringify(first));
    return isOne ? first : unread('number format');
  }
  if (value < 0) return second;
  return value === 0 ? third : first;
}

/** `"text"`, an escaped character, a filler, a width, and what stands in brackets. */
const PIECES = /"[^"]*"|\\.|[*_].|\[[^\]]*\]|[^"\\*_[]/gsu;

function piecesOf(code: string): readonly string[] {
  return code.match(PIECES) ?? [];
}

function sectionsOf(code: string): readonly string[] {
  const sections = [''];
  for (const piece of piecesOf(code)) {
    if (piece === ';') sections.push('');
    else sections[sections.length - 1] += piece;
  }
  return sections;
}

function sectionLooks(section: string): Looks {
  if (/^\s*general\s*$/i.test(section) || section.trim() === '' || section.trim() === '@') {
    return NUMBER;
  }
  let symbols = '';
  let words = '';
  for (const piece of piecesOf(section)) {
    if (piece.startsWith('"')) words += piece.slice(1, -1);
    else if (piece.startsWith('\\')) words += piece.slice(1);
    else if (piece.startsWith('[$')) words += /^\[\$([^-\]]*)/.exec(piece)?.[1] ?? '';
    else if (/^\[(h+|m+|s+)\]$/i.test(piece)) return unread('time');
    else if (!/^[*_[]/.test(piece)) symbols += piece;
  }
  const signs = symbols.replaceAll(/general/gi, '0').replaceAll(/[eE][+-]/g, '');
  if (/[dy]/i.test(signs)) return DAY;
  if (/[hs]/i.test(signs)) return unread('time');
  if (/m/i.test(signs)) return DAY;
  return numberLooks(signs, words);
}

/** Beside the digits: the signs of euros, and what parts or encloses them. */
const NOTHING_ELSE = /€|\beuro?s?\b|[0#?.,+\-−()/\s']/giu;

function numberLooks(signs: string, words: string): Looks {
  const said = `${signs.replaceAll('%', '')} ${words}`.replaceAll(NOTHING_ELSE, '');
  const percents = signs.length - signs.replaceAll('%', '').length;
  if (percents > 0)
    return percents === 1 && said === '' ? { as: 'fraction' } : unread('number format');
  if (said === '%') return { as: 'parts', of: 100 };
  if (said === '‰') return { as: 'parts', of: 1_000 };
  if (said !== '') return unread('number format');
  const digits = /^0{2,}$/.exec(signs.trim())?.[0].length;
  return digits === undefined ? NUMBER : { as: 'digits', count: digits };
}

function unread(what: string): Looks {
  return { as: 'unread', what };
}
