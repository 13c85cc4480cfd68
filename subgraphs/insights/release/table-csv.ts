/** A published table as CSV (RFC 4180), with a Dutch header, for a spreadsheet. */
import type { KeyColumn } from './key-columns.ts';
import type { ReleaseRow } from './release-file.ts';

/** Spreadsheets calculate a cell that begins with one of these. */
const FORMULA = /^[=+\-@\t\r]/;
const QUOTED = /[",\r\n]/;

/** Hidden cells are empty and say so in the column `status`. */
export function tableCsv(columns: readonly KeyColumn[], rows: readonly ReleaseRow[]): string {
  const hasShare = rows.some(({ share }) => share !== undefined);
  const hasCount = rows.some(({ answer }) => answer === undefined);
  const hasAnswer = rows.some(({ answer }) => answer !== undefined);
  const header = [
    ...columns.flatMap(({ title }) => [`${title.nl} (code)`, title.nl]),
    ...(hasCount ? ['aantal (afgerond op 10)'] : []),
    'status',
    ...(hasShare ? ['percentage van de vorige stap'] : []),
    ...(hasAnswer ? ['antwoord'] : []),
  ];
  const titles = columns.map(({ codes }) => new Map(codes.map(({ code, nl }) => [code, nl])));
  const lines = rows.map(({ keys, value, share, answer }) => [
    ...keys.flatMap((code, at) => [code, titles[at]?.get(code) ?? code]),
    ...(hasCount ? [textOf(value)] : []),
    value === null && (answer ?? null) === null ? 'verborgen' : 'zichtbaar',
    ...(hasShare ? [textOf(share)] : []),
    ...(hasAnswer ? [answer === true ? 'ja' : answer === false ? 'nee' : ''] : []),
  ]);
  return [header, ...lines].map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('');
}

const textOf = (value: number | null | undefined): string => value?.toString() ?? '';

function cellOf(text: string): string {
  const plain = FORMULA.test(text) ? `'${text}` : text;
  return QUOTED.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
