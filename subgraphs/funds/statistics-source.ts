/** Reads the vouchers of one fund for statistics, and maps its codes to those of the registry. */
import { ownKey } from '../kit/ids/own-key.ts';
import { checkOrder } from '../kit/paging/check-order.ts';
import type { RowKey } from '../kit/paging/cursor.ts';
import type { PagedRow } from '../kit/paging/merge-pages.ts';
import { isDay, key, number, textOrNull } from '../kit/partners/checked-value.ts';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import type { PartnerCall } from '../kit/partners/partner-request.ts';
import type { ReadColumn } from '../kit/partners/read-column.ts';
import { UNKNOWN } from '../kit/statistics/code-filter.ts';
import { employerSizeOf, programmeOrNull, type FundLayout } from './layout.ts';
import type { Statement } from './sql.ts';
import {
  aliasOf,
  createStatisticsStatements,
  type SelectedVouchers,
  type VoucherColumn,
} from './statistics-statements.ts';
import { dayIn } from './values.ts';
import { wordReader, type ReadWord, type UnknownWords } from './words.ts';

/** Values of some columns: codes of the registry, and null for a step that was not reached in time. */
export type VoucherValues = Readonly<Partial<Record<VoucherColumn, string | null>>>;

/** Which vouchers are counted, and how their municipality becomes a region. */
export interface CountedVouchers extends SelectedVouchers {
  readonly regionOf: (code: string | null) => string;
}

/** Vouchers that the database counted together. */
export interface VoucherGroup {
  readonly values: VoucherValues;
  readonly count: number;
}

/** One voucher, with its place in the order of issue. */
export interface CountedVoucher extends PagedRow {
  readonly number: string;
  readonly values: VoucherValues;
}

/** Vouchers of one employer that have the same values. */
export interface EmployerGroup extends VoucherGroup {
  readonly kvk: string;
  readonly firstIssuedOn: string;
}

/** Asks the database of the fund, maps each row, and logs what was not understood. */
type Read = <Content>(
  step: string,
  statement: Statement,
  call: PartnerCall,
  toRecord: (row: ReadColumn, unknown: UnknownWords) => Content,
) => Promise<Content[]>;

const STEP = 'counts';

/** The records of one fund for statistics; every call is one statement. */
export function createStatisticsReader(fund: string, layout: FundLayout, read: Read) {
  const statements = createStatisticsStatements(layout);
  const valuesOf = (
    row: ReadColumn,
    unknown: UnknownWords,
    columns: readonly VoucherColumn[],
    { regionOf }: CountedVouchers,
  ): VoucherValues => {
    const word = wordReader(row, unknown);
    const entries = columns.map((one) => [one, valueOf(one, row, word, layout, regionOf)]);
    return Object.fromEntries(entries) as VoucherValues;
  };

  return {
    counts: (counted: CountedVouchers, columns: readonly VoucherColumn[], call: PartnerCall) =>
      read(STEP, statements.counts(counted, columns), call, (row, unknown): VoucherGroup => ({
        values: valuesOf(row, unknown, columns, counted),
        count: row('number_of_vouchers', countOf),
      })),

    /** The vouchers after one, in the order of issue. */
    page: async (
      counted: CountedVouchers,
      columns: readonly VoucherColumn[],
      wanted: { readonly after: RowKey | undefined; readonly limit: number },
      call: PartnerCall,
    ) => {
      const statement = statements.page(counted, columns, wanted);
      const rows = await read(STEP, statement, call, (row, unknown): CountedVoucher => {
        const own = ownKey('llo-voucher/v1', fund, 'number', row('number', key));
        return {
          partner: fund,
          sortKey: [row('issued_on', dayIn), own],
          number: own,
          values: valuesOf(row, unknown, columns, counted),
        };
      });
      return checkOrder(rows, wanted.after, 'ASC');
    },

    /** A number that is no KVK number is left out: it may be that of a person. */
    employers: async (
      counted: CountedVouchers,
      columns: readonly VoucherColumn[],
      call: PartnerCall,
    ) => {
      const statement = statements.employers(counted, columns);
      const rows = await read(STEP, statement, call, (row, unknown): EmployerGroup => ({
        kvk: row('employer', textOrNull)?.trim() ?? '',
        firstIssuedOn: row('first_issued_on', dayWithEra) ?? '',
        values: valuesOf(row, unknown, columns, counted),
        count: row('number_of_vouchers', countOf),
      }));
      return rows.filter(({ kvk }) => /^\d{8}$/.test(kvk));
    },
  };
}

function valueOf(
  column: VoucherColumn,
  row: ReadColumn,
  word: ReadWord,
  { vouchers: v, schemes: s, words }: FundLayout,
  regionOf: CountedVouchers['regionOf'],
): string | null {
  const alias = aliasOf(column);
  switch (column) {
    case 'programme':
      return word(alias, (code) => programmeOrNull(words, code)) ?? UNKNOWN;
    case 'voucher-type':
      return word(alias, s.type?.values) ?? UNKNOWN;
    case 'voucher-use':
      return word(alias, v.use?.values) ?? UNKNOWN;
    case 'requester':
      return word(alias, v.requestedBy?.values) ?? UNKNOWN;
    case 'employer-size':
      if (v.employerSize === undefined || !('headcount' in v.employerSize)) {
        return word(alias, v.employerSize?.values) ?? UNKNOWN;
      }
      return row(alias, (value) => (value === null ? UNKNOWN : employerSizeOf(number(value))));
    case 'membership':
      return word(alias, v.membership?.values) ?? UNKNOWN;
    case 'region':
      return word(alias, (code) => knownOrNull(regionOf(code))) ?? UNKNOWN;
    case 'situation':
      return word(alias, v.applicantSituation?.values) ?? UNKNOWN;
    case 'issued':
    case 'redeemed':
    case 'expired':
    case 'withdrawn':
      return row(alias, quarterOrNull);
    case 'issued-day':
      return row(alias, dayWithEra);
  }
}

/** An unknown code is counted as such in the log. */
const knownOrNull = (code: string) => (code === UNKNOWN ? null : code);

function quarterOrNull(value: unknown): string | null {
  const given = textOrNull(value);
  if (given === null) return null;
  const found = /^(\d{4}Q[1-4]) AD$/.exec(given)?.[1];
  if (found !== undefined) return found;
  throw new PartnerFault('garbled', { reason: 'value' });
}

function dayWithEra(value: unknown): string {
  const [day, era] = textOrNull(value)?.split(' ') ?? [];
  if (day !== undefined && era === 'AD' && isDay(day)) return day;
  throw new PartnerFault('garbled', { reason: 'value' });
}

function countOf(value: unknown): number {
  const parsed = number(value);
  if (Number.isSafeInteger(parsed) && parsed >= 0) return parsed;
  throw new PartnerFault('garbled', { reason: 'value' });
}
