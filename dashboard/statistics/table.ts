/** A table of a release as the pages read it, and what follows from its rows. */
import type { LocalizedText } from '../texts/locale.ts';

/** What a saved query must select of a table to show it with `StatisticsFigure`. */
export interface StatisticsTable {
  readonly id: string;
  readonly title: LocalizedText;
  readonly method: LocalizedText;
  readonly legalNote: LocalizedText | null;
  readonly questions: readonly number[];
  readonly unit: string;
  readonly status: 'PUBLISHED' | 'NOT_PUBLISHABLE' | 'SOURCE_UNAVAILABLE' | 'NO_LEGAL_BASIS';
  readonly reason: LocalizedText | null;
  readonly dimensions: readonly StatisticsDimension[];
  readonly release: {
    readonly id: string;
    readonly publishedAt: string;
    readonly certificate: string;
    readonly synthetic: boolean;
  };
  readonly sources: readonly {
    readonly kind: string;
    readonly asOf: string | null;
    /** With its id, a category that stands for this partner has the partner's name. */
    readonly partner: { readonly id?: string; readonly name: string | null } | null;
  }[];
  /** Null of an evaluation table, which the public may not read. */
  readonly rows: readonly StatisticsRow[] | null;
  readonly csv: string | null;
  readonly jsonStat: string | null;
}

export interface StatisticsDimension {
  readonly id: string;
  readonly title: LocalizedText;
  /** In the order of the rows; `TOTAL` is the last. */
  readonly categories: readonly Category[];
}

export interface Category {
  readonly code: string;
  readonly title: LocalizedText;
}

export interface StatisticsRow {
  /** `step`, `period` (a quarter or `to-date`), then one for each dimension. */
  readonly keys: readonly {
    readonly dimension: string;
    readonly code: string;
    readonly title: LocalizedText;
  }[];
  readonly count: {
    /** Null when it is hidden. */
    readonly value: number | null;
    readonly roundedTo: number;
    readonly threshold: number;
  };
  /** Of the step before; null in rows of the first step. */
  readonly share: { readonly percent: number | null } | null;
  /** Of a table of a yes or no. */
  readonly answer: boolean | null;
}

/** One category of a dimension: a page about a region shows a table for this region only. */
export interface OnlyCategory {
  readonly dimension: string;
  readonly code: string;
}

export const STEP = 'step';
export const PERIOD = 'period';
export const TO_DATE = 'to-date';
export const TOTAL = 'TOTAL';

/** Codes of categories that gather what has no category of its own. */
const REST = new Set(['OTHER', 'UNKNOWN']);

export const isRest = (code: string): boolean => REST.has(code);

export function codeOf({ keys }: StatisticsRow, dimension: string): string | undefined {
  return keys.find((key) => key.dimension === dimension)?.code;
}

export function titleOf({ keys }: StatisticsRow, dimension: string): LocalizedText | undefined {
  return keys.find((key) => key.dimension === dimension)?.title;
}

export const isHidden = ({ count, answer }: StatisticsRow): boolean =>
  count.value === null && answer === null;

/** The steps of the rows, in their order. */
export function stepsOf(rows: readonly StatisticsRow[]): readonly Category[] {
  const titles = new Map<string, LocalizedText>();
  for (const row of rows) {
    const code = codeOf(row, STEP);
    const title = titleOf(row, STEP);
    if (code !== undefined && title !== undefined && !titles.has(code)) titles.set(code, title);
  }
  return [...titles].map(([code, title]) => ({ code, title }));
}

/** The quarters of the rows, the earliest first. */
export function quartersOf(rows: readonly StatisticsRow[]): readonly string[] {
  const codes = rows.map((row) => codeOf(row, PERIOD) ?? TO_DATE);
  return [...new Set(codes)].filter((code) => code !== TO_DATE).toSorted();
}

/** The rows of one table with what they are split by, after the choice of one category. */
export interface Selection {
  readonly rows: readonly StatisticsRow[];
  readonly dimensions: readonly StatisticsDimension[];
  /** The category that was chosen; null without one. */
  readonly only: Category | null;
}

/** The whole table, or its rows of one category; without rows when it does not have the category. */
export function select(table: StatisticsTable, only?: OnlyCategory): Selection {
  const { rows, dimensions } = withPartnerNames(table);
  if (only === undefined) return { rows, dimensions, only: null };
  const category = dimensions
    .find(({ id }) => id === only.dimension)
    ?.categories.find(({ code }) => code === only.code);
  const own = rows.filter((row) => codeOf(row, only.dimension) === only.code);
  return {
    rows: category === undefined ? [] : own.map((row) => without(row, only.dimension)),
    dimensions: dimensions.filter(({ id }) => id !== only.dimension),
    only: category ?? null,
  };
}

/** Dimensions of which the codes are ids of partners. */
const OF_PARTNERS = new Set(['fund', 'school']);

/** The name that the graph has for a partner now: a release keeps the one that it was made with. */
function withPartnerNames({ sources, rows, dimensions }: StatisticsTable) {
  const names = new Map(
    sources.flatMap(({ partner }) =>
      partner?.id !== undefined && partner.name !== null ? [[partner.id, partner.name]] : [],
    ),
  );
  const renamed = <Named extends Category>(dimension: string, category: Named): Named => {
    const name = OF_PARTNERS.has(dimension) ? names.get(category.code) : undefined;
    return name === undefined ? category : { ...category, title: { nl: name, en: name } };
  };
  return {
    dimensions: dimensions.map((dimension) => ({
      ...dimension,
      categories: dimension.categories.map((one) => renamed(dimension.id, one)),
    })),
    rows: (rows ?? []).map((row) => ({
      ...row,
      keys: row.keys.map((key) => renamed(key.dimension, key)),
    })),
  };
}

function without(row: StatisticsRow, dimension: string): StatisticsRow {
  return { ...row, keys: row.keys.filter((key) => key.dimension !== dimension) };
}

/** Rows over all quarters together. */
export function toDate(rows: readonly StatisticsRow[]): readonly StatisticsRow[] {
  return rows.filter((row) => codeOf(row, PERIOD) === TO_DATE);
}

/** The row with these codes; a dimension without a code is at its total. */
export function rowAt(
  rows: readonly StatisticsRow[],
  codes: Readonly<Record<string, string>>,
): StatisticsRow | undefined {
  return rows.find(({ keys }) =>
    keys.every(({ dimension, code }) =>
      dimension === PERIOD && codes[PERIOD] === undefined
        ? code === TO_DATE
        : code === (codes[dimension] ?? TOTAL),
    ),
  );
}
