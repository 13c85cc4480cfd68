/** The protected counts as cells, from which a chart, a table and a sentence are made. */
import type { CountTable } from '../operations/responses.ts';
import { textFor } from '../texts/locale.ts';
import type { Locale } from '../texts/locale.ts';

export interface CountedCell {
  readonly key: string;
  readonly label: string;
  /** Null when the number is suppressed, or when a fund is unavailable. */
  readonly value: number | null;
  /** A fund is unavailable, so that there is no number. */
  readonly isMissing: boolean;
  readonly roundedTo: number | null;
}

type CountRow = CountTable['rows'][number];

export function cellsOf(table: CountTable, locale: Locale): readonly CountedCell[] {
  return table.rows.map((row) => cellOf(row, locale));
}

function cellOf({ keys, count }: CountRow, locale: Locale): CountedCell {
  return {
    key: keys.map(({ value }) => value).join(' '),
    label: keys.map((key) => labelOf(key, locale)).join(' · '),
    value: count.value,
    isMissing: count.status === 'SOURCE_UNAVAILABLE',
    roundedTo: count.roundedTo,
  };
}

function labelOf(key: CountRow['keys'][number], { texts }: Locale): string {
  if (key.dimension === 'TYPE') return textFor(texts.types, key.value);
  if (key.value === 'OTHER') return texts.elsewhere;
  if (key.dimension === 'QUARTER') return key.value.replace(/^(\d{4})-(Q\d)$/, '$2\u00a0$1');
  return key.label ?? key.value;
}

/** Describes the chart in a sentence, also for users who cannot see it. */
export function summaryOf(cells: readonly CountedCell[], { texts, number }: Locale): string {
  const { counts } = texts;
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
