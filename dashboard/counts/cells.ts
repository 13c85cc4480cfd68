/** The protected counts as rows that a chart, a table and a sentence can all be made of. */
import type { CountRow, CountTable } from '../asking/answers.ts';
import { wordFor } from '../words/reading.ts';
import type { Reading } from '../words/reading.ts';

export interface CountedCell {
  readonly key: string;
  readonly label: string;
  /** Null where it is hidden, and where a fund is unavailable: then `isMissing` is true. */
  readonly value: number | null;
  readonly isMissing: boolean;
  readonly roundedTo: number | null;
}

export function cellsOf(table: CountTable, reading: Reading): readonly CountedCell[] {
  return table.rows.map((row) => cellOf(row, reading));
}

function cellOf({ keys, count }: CountRow, reading: Reading): CountedCell {
  return {
    key: keys.map(({ value }) => value).join(' '),
    label: keys.map((key) => labelOf(key, reading)).join(' · '),
    value: count.value,
    isMissing: count.status === 'SOURCE_UNAVAILABLE',
    roundedTo: count.roundedTo,
  };
}

function labelOf(key: CountRow['keys'][number], { words }: Reading): string {
  if (key.dimension === 'TYPE') return wordFor(words.types, key.value);
  if (key.value === 'OTHER') return words.elsewhere;
  if (key.dimension === 'QUARTER') return key.value.replace(/^(\d{4})-(Q\d)$/, '$2\u00a0$1');
  return key.label ?? key.value;
}

/** The chart in a sentence, for who does not see it and for who has little time. */
export function summaryOf(cells: readonly CountedCell[], { words, number }: Reading): string {
  const { counts } = words;
  const shown = cells.filter(({ value }) => value !== null);
  const missing = cells.filter(({ isMissing }) => isMissing).length;
  const hidden = cells.length - shown.length - missing;
  const parts = [
    counts.summary(shown.length, cells.length),
    ...(hidden === 0 ? [] : [counts.hiddenOnes(hidden)]),
    ...(missing === 0 ? [] : [counts.missingOnes(missing)]),
  ];
  const summary = `${parts.join(', ')}.`;
  const most = shown.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))[0];
  if (most?.value == null) return summary;
  return `${summary} ${counts.most(most.label, number(most.value))}`;
}
