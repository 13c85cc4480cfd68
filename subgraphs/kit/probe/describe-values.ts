/** What values are, without a value: for a check of a partner. */
import { isDay } from '../partners/checked-value.ts';

const SHAPES_MAX = 4;

/** How many of some values there are, and what they look like. */
export interface Described {
  readonly count: number;
  readonly present: number;
  /** Such as `9 digits`, `text of 3 to 40` or `date`; empty where no value is present. */
  readonly shape: string;
}

/** Describes the values of one column or field. Null, an empty text and an empty list are absent. */
export function describeValues(values: readonly unknown[]): Described {
  const present = values.filter((value) => !isAbsent(value));
  const lengths = new Map<string, { min: number; max: number }>();
  for (const value of present) {
    const [form, length] = formOf(value);
    const seen = lengths.get(form) ?? { min: length, max: length };
    lengths.set(form, { min: Math.min(seen.min, length), max: Math.max(seen.max, length) });
  }
  const shapes = [...lengths].map(([form, { min, max }]) => shapeText(form, min, max));
  return {
    count: values.length,
    present: present.length,
    shape: shapes.toSorted().slice(0, SHAPES_MAX).join(' or '),
  };
}

/** `9 digits`, `text of 3 to 40`, or the form alone where it has no length. */
export function shapeText(form: string, min: number, max: number): string {
  if (form === 'digits') return min === max ? `${min} digits` : `${min} to ${max} digits`;
  if (form !== 'text' && form !== 'list') return form;
  return `${form} of ${min === max ? min : `${min} to ${max}`}`;
}

/** `text of 3 to 40, in 95% of 200 rows` */
export function coverageText({ count, present, shape }: Described, unit: string): string {
  const share = count === 0 ? 0 : Math.floor((100 * present) / count);
  return `${shape === '' ? '' : `${shape}, `}in ${share}% of ${count} ${unit}`;
}

/** The fields of records that are null in each of them, and those that hold a day that is hardly possible. */
export function describeRecords(records: readonly object[]) {
  const values = new Map<string, unknown[]>();
  for (const record of records) {
    for (const [field, value] of Object.entries(record)) {
      const seen = values.get(field) ?? [];
      values.set(field, seen);
      seen.push(value);
    }
  }
  const fields = [...values];
  return {
    nullFields: fields
      .filter(([, given]) => given.every((value) => value === null))
      .map(([field]) => field),
    strangeDays: fields.flatMap(([field, given]) => {
      const count = given.filter(isStrangeDay).length;
      return count === 0 ? [] : [{ field, count }];
    }),
  };
}

const FIRST_DAY = '1990-01-01';
const LAST_DAY = '2100-01-01';

function isStrangeDay(value: unknown): boolean {
  if (typeof value !== 'string' || !isDay(value)) return false;
  return value < FIRST_DAY || value >= LAST_DAY;
}

function isAbsent(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return Array.isArray(value) && value.length === 0;
}

function formOf(value: unknown): readonly [form: string, length: number] {
  if (typeof value === 'string') {
    if (/^\d+$/.test(value)) return ['digits', value.length];
    return isDay(value) ? ['date', 0] : ['text', value.length];
  }
  if (Array.isArray(value)) return ['list', value.length];
  return [typeof value, 0];
}
