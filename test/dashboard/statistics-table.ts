/** Makes tables of a release for tests of the figures. All numbers are invented. */
import type { Category, StatisticsRow, StatisticsTable } from '../../dashboard/statistics/table.ts';

/** Of one step and period, by categories joined with a space; `total` is a total, and null a hidden number. */
export type Cells = Readonly<Record<string, number | null>>;

export interface TableSpec {
  readonly title?: string;
  readonly unit?: string;
  /** The codes of each dimension, without the total. */
  readonly dimensions?: Readonly<Record<string, readonly string[]>>;
  /** By step, then by period. */
  readonly steps: Readonly<Record<string, Readonly<Record<string, Cells>>>>;
  /** Percents by step and the categories of the row. */
  readonly shares?: Readonly<Record<string, Cells>>;
}

const named = (code: string): Category => ({ code, title: { nl: code, en: code } });
const codeOf = (word: string): string => (word === 'total' ? 'TOTAL' : word);

export function tableOf(spec: TableSpec): StatisticsTable {
  const { dimensions = {}, steps, shares = {}, title = 'Tabel', unit = 'VOUCHERS' } = spec;
  const ids = Object.keys(dimensions);
  const [firstStep] = Object.keys(steps);
  const rows = Object.entries(steps).flatMap(([step, periods]) =>
    Object.entries(periods).flatMap(([period, cells]) =>
      Object.entries(cells).map(([categories, value]): StatisticsRow => {
        const codes = ids.length === 0 ? [] : categories.split(' ').map(codeOf);
        const keys = [
          { dimension: 'step', ...named(step) },
          { dimension: 'period', ...named(period) },
          ...codes.map((code, index) => ({ dimension: ids[index] ?? '', ...named(code) })),
        ];
        const percent = period === 'to-date' ? (shares[step]?.[categories] ?? null) : null;
        return {
          keys,
          count: { value, roundedTo: 10, threshold: 10 },
          share: step === firstStep ? null : { percent },
          answer: null,
        };
      }),
    ),
  );
  return {
    id: 'programme.table',
    title: named(title).title,
    method: named('methode').title,
    legalNote: null,
    questions: [],
    unit,
    status: 'PUBLISHED',
    reason: null,
    dimensions: ids.map((id) => ({
      id,
      title: named(id).title,
      categories: [...(dimensions[id] ?? []), 'TOTAL'].map(named),
    })),
    release: {
      id: '2026Q3',
      publishedAt: '2026-10-20T00:00:00Z',
      certificate: '',
      synthetic: true,
    },
    sources: [],
    rows,
    csv: null,
    jsonStat: null,
  };
}

/** A table of a yes or no by region. */
export function answersOf(answers: Readonly<Record<string, boolean | null>>): StatisticsTable {
  const regions = Object.keys(answers);
  const cells = Object.fromEntries(regions.map((region) => [region, null]));
  const table = tableOf({
    dimensions: { region: regions },
    steps: { assessed: { 'to-date': cells } },
  });
  return {
    ...table,
    rows: (table.rows ?? []).map((row) => ({
      ...row,
      answer: answers[row.keys.at(-1)?.code ?? ''] ?? null,
    })),
  };
}
