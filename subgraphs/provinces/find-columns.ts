import { nearestName } from '../../core/config/nearest-name.ts';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import type { Cell } from './table.ts';

/** Above the headers a register may have a title, a date and empty lines. */
export const LINES_TO_HEADER_MAX = 20;

export interface FoundColumns {
  /** The number of the line that holds the headers. */
  readonly line: number;
  /** The column of each wanted header. */
  readonly columns: readonly (readonly [header: string, column: number])[];
}

/**
 * Finds the headers of a table: the first of its first lines that holds each wanted header. Throws
 * `garbled` where none does, with the headers that are missing or stand there twice.
 */
export function findColumns(
  lines: readonly (readonly (readonly [column: number, cell: Cell])[])[],
  wanted: readonly string[],
): FoundColumns {
  let closest: readonly string[] = wanted.map((header) => `${header}: missing`);
  for (const [line, cells] of lines.slice(0, LINES_TO_HEADER_MAX).entries()) {
    const names = cells.map(([column, cell]) => [nameOf(cell), column] as const);
    const found = wanted.map((header) => names.filter(([name]) => name === nameOf(header)));
    const wrong = wanted.flatMap((header, index) => {
      const places = found[index]?.length ?? 0;
      if (places === 1) return [];
      if (places > 1) return [`${header}: more than once`];
      // Only a line with most of the headers is one of headers, and no row with values.
      const isOfHeaders = 2 * found.filter((one) => one.length > 0).length >= wanted.length;
      return [missing(header, isOfHeaders ? names.map(([name]) => name) : [])];
    });
    if (wrong.length === 0) {
      const columns = wanted.map((header, index) => [header, found[index]?.[0]?.[1] ?? 0] as const);
      return { line, columns };
    }
    if (wrong.length < closest.length) closest = wrong;
  }
  throw new PartnerFault('garbled', { reason: 'file', fields: closest });
}

/** Says that a title is missing, with the nearest one where there is one. */
export function missing(title: string, titles: readonly string[]): string {
  const near = nearestName(nameOf(title), titles);
  return `${title}: missing${near === null ? '' : `, nearest "${near}"`}`;
}

/** A header without what nobody sees in it: line breaks, spaces of any kind at any place, marks without width. */
function nameOf(cell: Cell): string {
  if (typeof cell !== 'string' && typeof cell !== 'number') return '';
  return withoutMarks(String(cell)).normalize('NFC').replaceAll(/\s+/g, ' ').trim();
}

/** A text without soft hyphens, byte order marks and spaces without width. */
export function withoutMarks(text: string): string {
  return text.replaceAll(/[\u00AD\u200B\u2060\uFEFF]/g, '');
}
