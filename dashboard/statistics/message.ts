/** One plain sentence that a table tells, made of its visible numbers alone. */
import type { Locale } from '../texts/locale.ts';
import { capital } from '../texts/locale.ts';
import {
  isHidden,
  isRest,
  rowAt,
  select,
  STEP,
  stepsOf,
  toDate,
  TOTAL,
  type Category,
  type OnlyCategory,
  type Selection,
  type StatisticsDimension,
  type StatisticsRow,
  type StatisticsTable,
} from './table.ts';
import type { FigureTexts } from './texts.ts';

type Words = Pick<Locale, 'text' | 'number'> & { readonly texts: FigureTexts };

/** Steps that end a way before its end; a sentence is about the others. */
const ENDED_EARLY = new Set(['expired', 'withdrawn', 'stopped']);
/** With more categories of the same size there is no largest one to name. */
const TIES_MAX = 2;
/** Two rounded numbers differ from the true ones by this much together. */
const ROUNDING = 10;

/** Null where a table tells nothing in one sentence: it is not published, or has no rows for the category. */
export function messageOf(
  table: StatisticsTable,
  words: Words,
  only?: OnlyCategory,
): string | null {
  const selection = select(table, only);
  const rows = toDate(selection.rows);
  if (table.status !== 'PUBLISHED' || rows.length === 0) return null;
  const message =
    answersMessage(selection, rows, words) ??
    sharesMessage(selection, rows, words) ??
    stepsMessage(table, selection, rows, words) ??
    largestMessage(table, selection, rows, words) ??
    stepsMessage(table, { ...selection, dimensions: [] }, rows, words) ??
    totalMessage(table, selection, rows, words) ??
    hiddenMessage(rows, words);
  if (selection.only === null) return message;
  return words.texts.only(capital(words.text(selection.only.title)), message);
}

function answersMessage(
  { dimensions }: Selection,
  rows: readonly StatisticsRow[],
  { texts, text }: Words,
): string | null {
  if (rows.every(({ answer }) => answer === null)) return null;
  const [dimension] = dimensions;
  const named = (row: StatisticsRow) => {
    const title = row.keys.at(-1)?.title;
    return title ? text(title) : '';
  };
  const yes = rows.filter(({ answer }) => answer === true);
  const hidden = rows.filter(isHidden).length;
  const groups = texts.named[dimension?.id ?? ''] ?? texts.otherGroups;
  const { answers } = texts;
  const all = rows.length;
  if (all === 1 && hidden === 0) return yes.length === 1 ? answers.one.yes : answers.one.no;
  const tail = hidden > 0 ? answers.hidden(hidden) : '';
  if (yes.length === all) return answers.every(all, groups);
  if (yes.length > 0)
    return answers.some(listOf(yes.map(named), texts), yes.length, all, groups) + tail;
  return hidden === 0 ? answers.none(all, groups) : answers.none(all - hidden, groups) + tail;
}

/** Two groups, such as with and without a coach: their shares at the last step. */
function sharesMessage(
  { dimensions }: Selection,
  rows: readonly StatisticsRow[],
  { texts, text }: Words,
): string | null {
  const [first] = dimensions;
  const last = stepsOf(rows).findLast(({ code }) => !ENDED_EARLY.has(code));
  const groups = first?.categories.filter(({ code }) => code !== TOTAL) ?? [];
  if (first === undefined || last === undefined || groups.length !== 2) return null;
  const shares = groups.flatMap(({ code, title }) => {
    const row = rowAt(rows, { [STEP]: last.code, [first.id]: code });
    const percent = row?.share?.percent ?? null;
    return percent === null ? [] : [texts.shareOf(percent, text(title))];
  });
  return shares.length === 2 ? texts.shares(capital(text(last.title)), shares) : null;
}

/** What became of those at the first visible step. Of a table with a dimension only with three steps or more. */
function stepsMessage(
  { unit }: StatisticsTable,
  { dimensions }: Selection,
  rows: readonly StatisticsRow[],
  words: Words,
): string | null {
  const { texts, text, number } = words;
  const steps = stepsOf(rows);
  if (steps.length < (dimensions.length > 0 ? 3 : 2)) return null;
  const visible = steps.flatMap((step) => {
    const value = rowAt(rows, { [STEP]: step.code })?.count.value ?? null;
    return value === null ? [] : [{ step, value }];
  });
  const [from] = visible;
  const to = visible.findLast(({ step }) => !ENDED_EARLY.has(step.code)) ?? visible.at(-1);
  if (from === undefined || to === undefined) return null;
  const phrase =
    texts.phrases[`${unit} ${to.step.code}`]?.(number(to.value)) ??
    texts.reached(number(to.value), text(to.step.title));
  return from === to
    ? texts.ofUnknown(unitOf(unit, texts), phrase)
    : texts.of(number(from.value), groupOf(unit, from.step, words), phrase);
}

/** The largest category that is visible, of the first dimension for which there is one. */
function largestMessage(
  { unit }: StatisticsTable,
  { dimensions }: Selection,
  rows: readonly StatisticsRow[],
  words: Words,
): string | null {
  for (const dimension of dimensions)
    for (const step of stepsOf(rows)) {
      const message = largestOf(dimension, step, rows, unit, words);
      if (message !== null) return message;
    }
  return null;
}

function largestOf(
  dimension: StatisticsDimension,
  step: Category,
  rows: readonly StatisticsRow[],
  unit: string,
  words: Words,
): string | null {
  const { texts, text, number } = words;
  const cells = dimension.categories.flatMap((category) => {
    const row = rowAt(rows, { [STEP]: step.code, [dimension.id]: category.code });
    return row === undefined ? [] : [{ ...category, value: row.count.value }];
  });
  const split = cells.filter(({ code }) => code !== TOTAL);
  const named = split.filter(({ code }) => !isRest(code));
  const most = Math.max(...named.map(({ value }) => value ?? -1));
  const largest = named.filter(({ value }) => value === most);
  if (most < 0 || largest.length > TIES_MAX) return null;
  const areNames = texts.named[dimension.id] !== undefined;
  const rest = split.find(({ code, value }) => isRest(code) && (value ?? 0) > most);
  const total = cells.find(({ code }) => code === TOTAL)?.value ?? null;
  const quoted = (title: Category['title']) => texts.quote(text(title).replaceAll(/^'|'$/g, ''));
  return texts.largest({
    names: largest.map(({ title }) => (areNames ? capital(text(title)) : quoted(title))),
    areNames,
    count: number(most),
    total: total === null ? null : number(total),
    group: groupOf(unit, step, words),
    hasHidden: split.some(({ value }) => value === null) && !isMoreThanHalf(most, total),
    largerRest: rest ? quoted(rest.title) : null,
  });
}

/** Then no hidden number can be larger, whatever the rounding. */
const isMoreThanHalf = (most: number, total: number | null): boolean =>
  total !== null && 2 * most > total + ROUNDING;

function totalMessage(
  { unit }: StatisticsTable,
  { dimensions }: Selection,
  rows: readonly StatisticsRow[],
  words: Words,
): string | null {
  const [step] = stepsOf(rows);
  const value = step && (rowAt(rows, { [STEP]: step.code })?.count.value ?? null);
  if (step === undefined || value === null || value === undefined) return null;
  const { texts, number } = words;
  const group = groupOf(unit, step, words);
  const isSplit = dimensions.length > 0 && toDate(rows).some(isHidden);
  return isSplit ? texts.total(number(value), group) : texts.number(number(value), group);
}

function hiddenMessage(rows: readonly StatisticsRow[], { texts, number }: Words): string {
  const visible = rows.filter((row) => !isHidden(row)).length;
  return visible === 0 ? texts.allHidden : texts.someHidden(number(visible), number(rows.length));
}

const unitOf = (unit: string, texts: FigureTexts): string => texts.units[unit] ?? '';

function groupOf(unit: string, step: Category, { texts, text }: Words): string {
  return (
    texts.groups[`${unit} ${step.code}`] ?? texts.groupOf(unitOf(unit, texts), text(step.title))
  );
}

function listOf(names: readonly string[], { list }: FigureTexts): string {
  return new Intl.ListFormat(list, { type: 'conjunction' }).format(names);
}
