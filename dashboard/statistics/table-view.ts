/** Which picture shows a table: answers in words, one number, or bars in panels; and what of it is hidden. */
import type { LocalizedText } from '../texts/locale.ts';
import { baseValue, shareBases } from './share-bases.ts';
import {
  codeOf,
  isHidden,
  quartersOf,
  rowAt,
  STEP,
  stepsOf,
  toDate,
  TOTAL,
  type Category,
  type Selection,
  type StatisticsRow,
} from './table.ts';

/** One bar of a chart: a category or a step with its number. */
export interface Bar {
  readonly code: string;
  readonly title: LocalizedText;
  /** Null when it is hidden. */
  readonly value: number | null;
  readonly percent: number | null;
  /** The step of which `percent` is, and its number. */
  readonly base: Category | null;
  readonly baseValue: number | null;
}

/** Bars under one title; without a title those of the whole table. */
export interface Panel {
  readonly title: LocalizedText | null;
  readonly bars: readonly Bar[];
  /** Bars are steps: their order tells something, so hidden ones stay between the others. */
  readonly isOfSteps: boolean;
}

export type TableView =
  | { readonly kind: 'answers'; readonly rows: readonly StatisticsRow[] }
  /** So much is hidden that a picture would show little else. */
  | { readonly kind: 'hidden' }
  | { readonly kind: 'number'; readonly bar: Bar }
  | {
      readonly kind: 'bars';
      /** Over all categories together, on a scale of its own. */
      readonly lead: Panel | null;
      /** On one scale. */
      readonly parts: readonly Panel[];
      /** Titles of the panels of which every number is hidden. */
      readonly hidden: readonly LocalizedText[];
      /** The steps to choose from; empty when all of them are in the picture. */
      readonly steps: readonly Category[];
      readonly step: Category | null;
    };

/** The part of the cells that must be visible for a picture. */
const VISIBLE_MIN = 0.2;

/** The view of the numbers over all quarters together. */
export function viewOf(selection: Selection, chosenStep?: string): TableView {
  const rows = toDate(selection.rows);
  if (rows.some(({ answer }) => answer !== null)) return { kind: 'answers', rows };
  const visible = rows.filter((row) => !isHidden(row));
  if (visible.length === 0 || visible.length / rows.length < VISIBLE_MIN) return { kind: 'hidden' };
  const steps = stepsOf(rows);
  const [first, second] = selection.dimensions;
  const barAt = barsOf(rows);
  if (first === undefined) {
    const bars = steps.flatMap((step) => barAt(step, { [STEP]: step.code }));
    const [only] = bars;
    return bars.length === 1 && only
      ? { kind: 'number', bar: only }
      : panels({ title: null, bars, isOfSteps: true }, [], []);
  }
  const categories = first.categories.filter(({ code }) => code !== TOTAL);
  if (second === undefined && steps.length > 1) {
    const ofCategory = ({ code, title }: Category): Panel => ({
      title,
      isOfSteps: true,
      bars: steps.flatMap((step) => barAt(step, { [STEP]: step.code, [first.id]: code })),
    });
    return panels({ ...ofCategory(TOTALS), title: null }, categories.map(ofCategory), []);
  }
  const step = steps.find(({ code }) => code === chosenStep) ?? steps[0];
  const ofSecond = (other: Category | null): Panel => ({
    title: other?.title ?? null,
    isOfSteps: false,
    bars: categories.flatMap((category) =>
      barAt(category, {
        [STEP]: step?.code ?? '',
        [first.id]: category.code,
        ...(second && other && { [second.id]: other.code }),
      }),
    ),
  });
  const others = second?.categories.filter(({ code }) => code !== TOTAL) ?? [];
  return panels(ofSecond(null), others.map(ofSecond), steps.length > 1 ? steps : [], step);
}

const TOTALS: Category = { code: TOTAL, title: { nl: '', en: '' } };

function panels(
  lead: Panel,
  parts: readonly Panel[],
  steps: readonly Category[],
  step: Category | null = null,
): TableView {
  const isVisible = ({ bars }: Panel) => bars.some(({ value }) => value !== null);
  return {
    kind: 'bars',
    lead: lead.bars.length > 0 && (isVisible(lead) || parts.length === 0) ? lead : null,
    parts: parts.filter(isVisible),
    hidden: parts.flatMap((panel) => (isVisible(panel) || !panel.title ? [] : [panel.title])),
    steps,
    step,
  };
}

/** The bar at these codes; none where the table has no such row. */
function barsOf(rows: readonly StatisticsRow[]) {
  const bases = shareBases(rows);
  return (named: Category, codes: Readonly<Record<string, string>>): readonly Bar[] => {
    const row = rowAt(rows, codes);
    if (row === undefined) return [];
    const base = bases.get(codeOf(row, STEP) ?? '');
    return [
      {
        code: named.code,
        title: named.title,
        value: row.count.value,
        percent: row.share?.percent ?? null,
        base: base ?? null,
        baseValue: baseValue(rows, row, base),
      },
    ];
  };
}

/** The categories of the first dimension, or the steps, of which every number is hidden. */
export function hiddenCategories({ rows, dimensions }: Selection): readonly Category[] {
  const [first] = dimensions;
  const current = toDate(rows);
  const dimension = first?.id ?? STEP;
  const categories = first?.categories ?? stepsOf(current);
  return categories.filter(
    ({ code }) =>
      code !== TOTAL &&
      current.filter((row) => codeOf(row, dimension) === code).every((row) => isHidden(row)),
  );
}

/** The numbers of each quarter at one step. */
export interface Trend {
  readonly step: Category;
  readonly quarters: readonly { readonly quarter: string; readonly value: number | null }[];
}

/** The categories with a visible quarter, the total first: a trend can be of one of them. */
export function trendChoices(selection: Selection): readonly Category[] {
  const [first] = selection.dimensions;
  if (first === undefined) return [];
  const isVisible = ({ code }: Category) =>
    trendsOf(selection, code).some(({ quarters }) => quarters.some(({ value }) => value !== null));
  const isTotal = ({ code }: Category) => Number(code === TOTAL);
  return first.categories.filter(isVisible).toSorted((one, other) => isTotal(other) - isTotal(one));
}

/** For each step its quarters, of one category of the first dimension; empty for a table without quarters. */
export function trendsOf({ rows, dimensions }: Selection, category = TOTAL): readonly Trend[] {
  const quarters = quartersOf(rows);
  if (quarters.length === 0) return [];
  const [first] = dimensions;
  return stepsOf(rows).map((step) => ({
    step,
    quarters: quarters.map((quarter) => ({
      quarter,
      value:
        rowAt(rows, {
          [STEP]: step.code,
          period: quarter,
          ...(first && { [first.id]: category }),
        })?.count.value ?? null,
    })),
  }));
}
