/** The words of a table: heads of its columns and texts of its cells, in the chosen language. */
import { isEnumType } from 'graphql';
import { locales, type Language } from '../../ui/language.ts';
import type { Bilingual } from '../../ui/bilingual.ts';
import type { TableLanguage } from '../choices/page-choices.ts';
import { schemaTerm } from '../schema-words/schema-term.ts';
import type { FieldAt } from '../schema-words/response-fields.ts';
import { textOf } from './csv.ts';
import type { CellKind, FileWords } from './csv.ts';
import { valueColumn } from './tables.ts';
import type { Cell, Scalar, Table } from './tables.ts';

export interface ColumnHead {
  /** The objects around the field, outermost first. */
  readonly path: readonly string[];
  readonly name: string;
}

export interface TableWords extends FileWords {
  /** What the list is called. */
  readonly title: string;
  head(column: string): ColumnHead;
}

const dimensionNames: Readonly<Record<string, Bilingual>> = {
  step: { nl: 'stap', en: 'step' },
  period: { nl: 'periode', en: 'period' },
  'dimension-1': { nl: 'uitsplitsing 1', en: 'dimension 1' },
  'dimension-2': { nl: 'uitsplitsing 2', en: 'dimension 2' },
};

interface WordsOf {
  readonly table: Pick<Table, 'name'>;
  readonly language: TableLanguage;
  /** The notation of values where heads and values are as the schema names them. */
  readonly pageLanguage: Language;
  readonly fieldAt: FieldAt;
  readonly dimensions: ReadonlyMap<string, Bilingual>;
  /** What the table was made of; the object around the list may have a title. */
  readonly data: unknown;
}

/** The field at a path of the response, in words. */
export function pathText(path: string, language: TableLanguage, fieldAt: FieldAt): string {
  if (language === 'graphql') return path;
  const steps = path.split('.');
  return steps.map((_, index) => labelOf(steps.slice(0, index + 1), language, fieldAt)).join(' – ');
}

export function tableWords(of: WordsOf): TableWords {
  const { table, language, fieldAt, dimensions } = of;
  const listPath = table.name.split('.');
  const label = (path: readonly string[]) =>
    language === 'graphql' ? (path.at(-1) ?? '') : labelOf(path, language, fieldAt);
  const labels = (path: readonly string[], from: number) =>
    path.slice(from).map((_, index) => label(path.slice(0, from + index + 1)));
  const typeOf = (column: string) => fieldAt([...listPath, ...column.split('.')])?.type;
  const head = (column: string): ColumnHead => {
    const path = column.split('.');
    const dimension = path.at(-2) === 'keys' && language !== 'graphql' ? path.at(-1) : undefined;
    if (dimension !== undefined && language !== 'graphql') {
      const named = dimensionNames[dimension] ?? dimensions.get(dimension);
      return { path: [], name: named?.[language] ?? asWords(dimension) };
    }
    const names = labels([...listPath, ...path], listPath.length);
    return { path: names.slice(0, -1), name: names.at(-1) ?? '' };
  };
  const kind = (column: string): CellKind => {
    const name = typeOf(column)?.name;
    return name === 'Date' ? 'date' : name === 'DateTime' ? 'moment' : 'other';
  };
  return {
    title:
      language === 'graphql'
        ? table.name
        : (titleAt(of.data, listPath.slice(0, -1)) ?? labels(listPath, 0).join(' – ')),
    head,
    headText(column) {
      const { path, name } = head(column);
      return language === 'graphql' ? column : [...path, name].join(' – ');
    },
    kind,
    text(column, value) {
      if (language === 'graphql') return textOf(value, of.pageLanguage);
      if (typeof value !== 'string') return textOf(value, language);
      if (kind(column) === 'date') return dayText(value, language);
      if (kind(column) === 'moment') return momentText(value, language);
      const type = typeOf(column);
      if (!isEnumType(type)) return value;
      const { term } = schemaTerm(type.getValue(value)?.description);
      const words = asWords(value).toLowerCase();
      // Also in English a name as its term spells it, such as ICT.
      const isSame = term.toLowerCase() === words;
      return isSame || (language === 'nl' && term !== '') ? term : words;
    },
  };
}

function titleAt(data: unknown, path: readonly string[]): string | undefined {
  const around = path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : null),
    data,
  );
  const title: unknown =
    path.length > 0 && typeof around === 'object' && around !== null
      ? Reflect.get(around, 'title')
      : undefined;
  return typeof title === 'string' ? title : undefined;
}

/** The order of a column: numbers and days by size, texts by the alphabet, and nothing last. */
export function compareCells(words: TableWords, column: string) {
  const collator = new Intl.Collator('nl', { numeric: true });
  const isTime = words.kind(column) !== 'other';
  const keyOf = (cell: Cell | undefined) => {
    const first: Scalar = isList(cell) ? (cell[0] ?? null) : (cell ?? null);
    if (first === null || first === '') return { rank: 2, number: 0, text: '' };
    if (typeof first === 'number') return { rank: 0, number: first, text: '' };
    return { rank: 1, number: 0, text: isTime ? String(first) : words.text(column, first) };
  };
  return (a: Cell | undefined, b: Cell | undefined, isDescending: boolean): number => {
    const [left, right] = [keyOf(a), keyOf(b)];
    if (left.rank !== right.rank) return left.rank - right.rank;
    const order = left.number - right.number || collator.compare(left.text, right.text);
    return isDescending ? -order : order;
  };
}

function isList(cell: Cell | undefined): cell is readonly Scalar[] {
  return Array.isArray(cell);
}

const valueHeads: Bilingual = { nl: 'waarde', en: 'value' };

function labelOf(path: readonly string[], language: Language, fieldAt: FieldAt): string {
  const name = path.at(-1) ?? '';
  const field = fieldAt(path);
  // Who gives a field another name in the query wants to read that name.
  if (!field && name === valueColumn) return valueHeads[language];
  if (!field || field.alias !== undefined || language === 'en') return asWords(name);
  return schemaTerm(field.definition.description).term || asWords(name);
}

/** `budgetLeftPercent`, `kind-of-guidance` and `OUT_OF_WORK` as words. */
function asWords(name: string): string {
  const spaced = name.replaceAll(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, ' ').replaceAll(/[-_]+/g, ' ');
  return /\p{Ll}/u.test(spaced)
    ? spaced.replaceAll(/\b\p{Lu}(?=\p{Ll}|\s)/gu, (letter) => letter.toLowerCase())
    : spaced;
}

function dayText(value: string, language: Language): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return value;
  const day = new Date(`${value}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return value;
  return day.toLocaleDateString(locales[language], { ...dayParts, timeZone: 'UTC' });
}

/** In Dutch time. */
function momentText(value: string, language: Language): string {
  const moment = new Date(value);
  if (Number.isNaN(moment.getTime())) return value;
  return moment.toLocaleString(locales[language], {
    ...dayParts,
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Europe/Amsterdam',
  });
}

const dayParts = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;
