/**
 * Simplifies the data of a response for people: a text in two languages becomes one text, the keys of
 * a row of statistics become one field for each dimension, and a hidden number says that it is hidden.
 */
import type { Bilingual } from '../../ui/bilingual.ts';
import type { Language } from '../../ui/language.ts';

type Fields = Readonly<Record<string, unknown>>;

const depthMax = 20;
const hiddenTexts: Bilingual = { nl: 'verborgen', en: 'hidden' };

/** Whether a cell stands for a number that was hidden to protect people. */
export function isHiddenText(value: unknown): boolean {
  return value === hiddenTexts.nl || value === hiddenTexts.en;
}

export function readableData(data: unknown, language: Language, depth = 0): unknown {
  if (depth > depthMax) return data;
  if (Array.isArray(data)) return data.map((item) => readableData(item, language, depth + 1));
  if (!isFields(data)) return data;
  const text = textIn(data, language);
  if (text !== undefined) return text;
  const shown = shownNumber(data, language);
  if (shown !== undefined) return shown;
  const isTable = Array.isArray(data['rows']) && Array.isArray(data['dimensions']);
  return Object.fromEntries(
    Object.entries(data)
      // The dimensions of a table are the heads of its columns.
      .filter(([field]) => !(isTable && field === 'dimensions'))
      .map(([field, value]) => [
        field,
        field === 'keys' && isKeyList(value)
          ? keyedValues(value, language)
          : readableData(value, language, depth + 1),
      ]),
  );
}

/** Names of the dimensions that the response itself gives, by their id. */
export function dimensionTitles(data: unknown, depth = 0): ReadonlyMap<string, Bilingual> {
  if (depth > depthMax || typeof data !== 'object' || data === null) return new Map();
  // A list of rows holds no dimensions, and may be long.
  const inner = Array.isArray(data)
    ? data
    : Object.entries(data).flatMap(([field, value]) => (field === 'rows' ? [] : [value]));
  const own = isFields(data) ? listAt(data, 'dimensions') : [];
  return new Map([
    ...inner.flatMap((value) => [...dimensionTitles(value, depth + 1)]),
    ...own.flatMap((one) => {
      const { id, title } = isFields(one) ? one : {};
      if (typeof id !== 'string' || !isFields(title)) return [];
      const nl = textIn(title, 'nl');
      const en = textIn(title, 'en');
      return nl && en ? [[id, { nl, en }] as const] : [];
    }),
  ]);
}

/** The text in the language, or in the other one; undefined when the value is not such a text. */
function textIn(value: Fields, language: Language): string | null | undefined {
  const names = Object.keys(value).filter((name) => name !== '__typename');
  if (names.length === 0 || names.some((name) => name !== 'nl' && name !== 'en')) return undefined;
  const text = value[language] ?? value[language === 'nl' ? 'en' : 'nl'];
  return typeof text === 'string' ? text : null;
}

/** A protected number, which only has a status beside it. */
function shownNumber(value: Fields, language: Language): unknown {
  const { status, __typename: _, ...rest } = value;
  if (status !== 'SUPPRESSED' && status !== 'ROUNDED') return undefined;
  const [name, ...others] = Object.keys(rest);
  const isNumber = name === 'value' || name === 'percent';
  const shown = status === 'SUPPRESSED' ? hiddenTexts[language] : rest[name ?? ''];
  if (isNumber && others.length === 0) return shown;
  return isNumber ? { ...rest, [name]: shown } : undefined;
}

interface KeyOfRow {
  readonly dimension?: unknown;
  readonly code?: unknown;
  readonly title?: unknown;
}

const keyFields = new Set(['dimension', 'code', 'title', '__typename']);

function isKeyList(value: unknown): value is readonly KeyOfRow[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (one) =>
        isFields(one) &&
        ('title' in one || 'code' in one) &&
        Object.keys(one).every((name) => keyFields.has(name)),
    )
  );
}

/** Where the query does not ask for the dimension: a row has step and period first. */
const firstDimensions = ['step', 'period'];

function keyedValues(keys: readonly KeyOfRow[], language: Language): Fields {
  return Object.fromEntries(
    keys.map(({ dimension, code, title }, index) => {
      const name =
        typeof dimension === 'string'
          ? dimension.replaceAll('.', '-')
          : (firstDimensions[index] ?? `dimension-${index - 1}`);
      const text = isFields(title) ? textIn(title, language) : title;
      const shown = text ?? code ?? null;
      return [name, name === 'period' ? quarterText(shown, language) : shown];
    }),
  );
}

/** The year first, so that quarters sort as a text. */
function quarterText(value: unknown, language: Language): unknown {
  const [, year, quarter] = /^(\d{4})Q([1-4])$/.exec(typeof value === 'string' ? value : '') ?? [];
  if (year === undefined) return value;
  return language === 'nl' ? `${year}, ${quarter}e kwartaal` : `${year}, Q${quarter}`;
}

function listAt(value: Fields, name: string): readonly unknown[] {
  const found = value[name];
  return Array.isArray(found) ? found : [];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
