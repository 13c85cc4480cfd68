/** Values of a database, read from PostgreSQL's text format by the type of their column. */
import { parse as parseArray } from 'postgres-array';
import { PartnerFault } from './partner-fault.ts';

/** What the text of a value means; a list has the type of its items, and other types are not read. */
export type ValueType =
  | {
      readonly form: 'text' | 'padded' | 'boolean' | 'number' | 'money' | 'json';
      readonly name: string;
    }
  | { readonly form: 'list'; readonly name: string; readonly items: ValueType }
  | { readonly form: 'unreadable'; readonly name: string };

/** Stands for a value of a type that holds no text, number, day, moment or list, such as `bytea`. */
export const UNREADABLE = Symbol('unreadable');

type BaseForm = Exclude<ValueType['form'], 'list' | 'unreadable'>;

/** The OIDs of types that PostgreSQL has always had (`pg_type.dat`). */
const BASE_TYPES: readonly (readonly [oid: number, form: BaseForm, name: string])[] = [
  [16, 'boolean', 'boolean'],
  [18, 'text', '"char"'],
  [19, 'text', 'name'],
  [20, 'number', 'bigint'],
  [21, 'number', 'smallint'],
  [23, 'number', 'integer'],
  [25, 'text', 'text'],
  [26, 'number', 'oid'],
  [114, 'json', 'json'],
  [700, 'number', 'real'],
  [701, 'number', 'double precision'],
  [790, 'money', 'money'],
  [1042, 'padded', 'char'],
  [1043, 'text', 'varchar'],
  // Days and moments stay text, because a JavaScript Date knows neither infinity nor the zone of the fund.
  [1082, 'text', 'date'],
  [1114, 'text', 'timestamp'],
  [1184, 'text', 'timestamptz'],
  [1186, 'text', 'interval'],
  [1700, 'number', 'numeric'],
  [2950, 'text', 'uuid'],
  [3802, 'json', 'jsonb'],
];

/** Types that need no look-up in the catalogue of the database. */
export const KNOWN_TYPES: ReadonlyMap<number, ValueType> = new Map<number, ValueType>([
  ...BASE_TYPES.map(([oid, form, name]) => [oid, { form, name }] as const),
  [1009, { form: 'list', name: 'text[]', items: { form: 'text', name: 'text' } }],
  [17, { form: 'unreadable', name: 'bytea' }],
]);

/** Throws `PartnerFault` for a text that its type does not have. */
export function decodeValue(text: string | null, type: ValueType): unknown {
  if (text === null) return null;
  switch (type.form) {
    case 'text':
    case 'number':
      return text;
    case 'padded':
      return text.replace(/ +$/, '');
    case 'boolean':
      return text === 't';
    case 'money':
      return decodeMoney(text);
    case 'json':
      return JSON.parse(text) as unknown;
    case 'list': {
      const items: unknown[] = [];
      for (const item of parseArray<unknown>(text, asItIs)) {
        items.push(typeof item === 'string' ? decodeValue(item, type.items) : item);
      }
      return items;
    }
    case 'unreadable':
      return UNREADABLE;
  }
}

const asItIs = (item: string) => item;

/** `-$1,234.50`, as `lc_monetary` C writes it. */
function decodeMoney(text: string): string {
  const { sign, amount } = /^(?<sign>-?)\$(?<amount>[\d,]+\.\d\d)$/.exec(text)?.groups ?? {};
  if (sign === undefined || amount === undefined) {
    throw new PartnerFault('garbled', { reason: 'value' });
  }
  return sign + amount.replaceAll(',', '');
}
