import type { PartnerCall } from '../kit/partners/partner-request.ts';
import {
  day,
  dayOrNull,
  instantOrNull,
  intOrNull,
  key,
  keyOrNull,
  number,
  text,
  textOrNull,
  wordOrNull,
} from '../kit/partners/checked-value.ts';
import { mapInTurns } from '../kit/turns/in-turns.ts';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import type { PartnerLog } from '../kit/partners/partner-log.ts';
import { columnsOf, type ReadColumn } from '../kit/partners/read-column.ts';
import { createPostgresPartner, type Row } from '../kit/partners/postgres-partner.ts';
import {
  mapped,
  readNarrowed,
  regionOrNull,
  sectorOrNull,
  targetGroupOrNull,
  type Narrowed,
} from '../kit/mapping/narrowed-list.ts';
import { checkOrder } from '../kit/paging/check-order.ts';
import type { PagedRow } from '../kit/paging/merge-pages.ts';
import type { FundPartner } from './partner-entry.ts';
import type { EmployerSize } from '../../schema/generated/funds.ts';
import { employerSizeOf, type FundLayout } from './layout.ts';
import type { DeclarationRecord, SchemeRecord, VoucherRecord } from './records.ts';
import {
  createStatements,
  type CountedDimension,
  type Statement,
  type VoucherPage,
  type VoucherSelection,
} from './sql.ts';
import { RawCount } from '../kit/disclosure/protected-count.ts';

/** A voucher with its place in the order of issue. */
export interface VoucherRow extends PagedRow {
  readonly record: VoucherRecord;
}

/** The number of vouchers with these values; `null` where the fund's code is unknown or absent. */
export interface CountedGroup {
  readonly values: readonly (string | null)[];
  readonly count: RawCount;
}

/** The records of one fund. Every call is one statement, and checks its result. */
export type FundSource = ReturnType<typeof createFundSource>;

/** Opens no connection yet. `password` is the value of the setting in the entry. */
export function createFundSource(
  fund: FundPartner,
  layout: FundLayout,
  password: string | undefined,
  log: PartnerLog,
) {
  const database = createPostgresPartner({
    url: fund.url,
    connectionsMax: fund.connectionsMax,
    deadlineMs: fund.deadlineMs,
    ...(password === undefined ? {} : { password }),
  });
  const statements = createStatements(layout);
  const ask = (statement: Statement, call: PartnerCall) => database.ask(statement, call);

  return {
    voucherPage: async (wanted: VoucherPage, call: PartnerCall) => {
      const rows = await ask(statements.voucherPage(wanted), call);
      const toRow = (row: Row): VoucherRow => {
        const record = parseVoucher(columnsOf(row), fund.id, layout);
        return { partner: fund.id, sortKey: [record.issuedOn, record.number], record };
      };
      const page = await mapInTurns(rows, toRow, call.signal);
      return checkOrder(page, wanted.after, wanted.direction);
    },
    vouchersByNumber: async (numbers: readonly string[], call: PartnerCall) => {
      const rows = await ask(statements.vouchersByNumber(numbers), call);
      const toRecord = (row: Row) => parseVoucher(columnsOf(row), fund.id, layout);
      return mapInTurns(rows, toRecord, call.signal);
    },
    /** All schemes, with their money as it was when this week began. */
    schemes: async (weekStart: string, call: PartnerCall) => {
      const rows = await ask(statements.schemes(weekStart), call);
      const toRecord = (row: Row) =>
        parseScheme(columnsOf(row), fund.id, layout, { weekStart, log });
      return mapInTurns(rows, toRecord, call.signal);
    },
    declarations: async (numbers: readonly string[], call: PartnerCall) => {
      const rows = await ask(statements.declarations(numbers), call);
      const toRecord = (row: Row) => parseDeclaration(columnsOf(row), fund.id, layout);
      return mapInTurns(rows, toRecord, call.signal);
    },
    /** Counts by some dimensions; a count can be added and protected, but not read. */
    counts: async (
      selection: VoucherSelection,
      dimensions: readonly CountedDimension[],
      call: PartnerCall,
    ) => {
      const rows = await ask(statements.counts(selection, dimensions), call);
      const toGroup = (row: Row): CountedGroup => {
        const read = columnsOf(row);
        return {
          values: dimensions.map((one) =>
            read(one.toLowerCase(), (value) => parseDimension(value, one, layout)),
          ),
          count: new RawCount(read('number', count)),
        };
      };
      return mapInTurns(rows, toGroup, call.signal);
    },
    ping: async (call: PartnerCall) => {
      await ask(statements.ping(), call);
    },
    stop: () => database.stop(),
  };
}

function parseVoucher(
  read: ReadColumn,
  partner: string,
  { vouchers: v, schemes: s }: FundLayout,
): VoucherRecord {
  return {
    partner,
    number: read('number', key),
    schemeCode: read('scheme', key),
    type: read('type', (value) => wordOrNull(value, s.type.values)),
    programme: read('programme', keyOrNull),
    use: read('use', (value) => wordOrNull(value, v.use.values)),
    status: read('status', (value) => wordOrNull(value, v.status.values)),
    issuedOn: read('issued_on', day),
    expiresOn: read('expires_on', dayOrNull),
    redeemedOn: read('redeemed_on', dayOrNull),
    amountEuro: read('amount', (value) => euroOrNull(value, v.amount.unit)),
    requestedBy:
      read('requested_by', (value) => wordOrNull(value, v.requestedBy.values)) ?? 'UNKNOWN',
    municipality: read('municipality', municipalityOrNull),
    school: read('school', (value) => schoolOf(value, v.school)),
    employerKvk: read('employer', textOrNull),
    employerSize: read('employer_size', (value) => parseSize(value, v.employerSize)),
    changedAt: read('changed_at', instantOrNull),
  };
}

function parseScheme(
  read: ReadColumn,
  partner: string,
  { lists, words, schemes: s, vouchers: v }: FundLayout,
  { weekStart, log }: { readonly weekStart: string; readonly log: PartnerLog },
): SchemeRecord {
  const narrowed = <Word extends string>(
    column: string,
    wordFor: (word: string) => Word | null,
  ): Narrowed<Word> =>
    readNarrowed(
      read(column, (value) => list(value, lists)),
      wordFor,
      (word) => log.recordUnknownWord(column, word),
    );
  const code = read('code', key);
  return {
    id: `${partner}:${code}`,
    partner,
    code,
    name: read('name', text),
    type: read('type', (value) => wordOrNull(value, s.type.values)),
    uses: narrowed('uses', (word) => wordOrNull(word, s.uses.values)),
    programme: read('programme', keyOrNull),
    sectors: narrowed('sectors', (word) => sectorOrNull(mapped(words.sectors, word))),
    regions: narrowed('regions', (word) => regionOrNull(mapped(words.regions, word))),
    targetGroups: narrowed('target_groups', (word) =>
      targetGroupOrNull(mapped(words.targetGroups, word)),
    ),
    maxMonths: read('max_months', intOrNull),
    opensOn: read('opens_on', openingOrNull),
    closesOn: read('closes_on', dayOrNull),
    budgetEuro: read('budget', (value) => euro(value, s.budget.unit)),
    committedEuro: read('committed', (value) => euro(value, v.amount.unit)),
    highestEuro: read('highest', (value) => euroOrNull(value, v.amount.unit)),
    isSynthetic: read('synthetic', (value) => value === true),
    changedAt: notAfter(read('changed_at', instantOrNull), weekStart),
  };
}

/** Every quarter since the first opening is counted for all funds, so one fund cannot begin in the year 1. */
const OPENED_FROM = '2000-01-01';

function openingOrNull(value: unknown): string | null {
  const opened = dayOrNull(value);
  if (opened === null || opened >= OPENED_FROM) return opened;
  throw new PartnerFault('garbled', { reason: 'value' });
}

/**
 * A fund may update a scheme with every voucher, so a later moment than the week's start is not
 * published.
 */
function notAfter(instant: string | null, weekStart: string): string | null {
  return instant !== null && instant > weekStart ? `${weekStart}T00:00:00.000Z` : instant;
}

function parseDeclaration(
  read: ReadColumn,
  partner: string,
  { declarations: d }: FundLayout,
): DeclarationRecord {
  return {
    partner,
    number: read('number', key),
    school: read('school', (value) => schoolOf(value, d.school)),
    association: read('association', key),
  };
}

/** A number of vouchers. */
function count(value: unknown): number {
  const parsed = number(value);
  if (Number.isSafeInteger(parsed) && parsed >= 0) return parsed;
  throw new PartnerFault('garbled', { reason: 'value' });
}

function parseDimension(
  value: unknown,
  dimension: CountedDimension,
  { vouchers: v, schemes: s }: FundLayout,
): string | null {
  switch (dimension) {
    case 'TYPE':
      return wordOrNull(value, s.type.values);
    case 'USE':
      return wordOrNull(value, v.use.values);
    case 'STATUS':
      return wordOrNull(value, v.status.values);
    case 'REQUESTED_BY':
      return wordOrNull(value, v.requestedBy.values);
    case 'EMPLOYER_SIZE':
      return parseSize(value ?? null, v.employerSize);
    case 'QUARTER':
    case 'REGION':
      return textOrNull(value);
  }
}

function schoolOf(value: unknown, school: FundLayout['vouchers']['school']): string | null {
  return typeof school === 'string' ? keyOrNull(value) : wordOrNull(value, school.values);
}

/** A CBS code; any other text names no municipality. */
function municipalityOrNull(value: unknown): string | null {
  const code = textOrNull(value)?.trim() ?? '';
  return /^GM\d{4}$/.test(code) ? code : null;
}

function parseSize(value: unknown, size: FundLayout['vouchers']['employerSize']): EmployerSize {
  if (!('headcount' in size)) return wordOrNull(value, size.values) ?? 'UNKNOWN';
  return value === null ? 'UNKNOWN' : employerSizeOf(number(value));
}

const WORDS_MAX = 200;

/** The codes as they are; an empty or absent item is an unknown code. */
function list(value: unknown, form: FundLayout['lists']): readonly string[] {
  if (value === null || value === '') return [];
  const words =
    form === 'comma' && typeof value === 'string'
      ? text(value).split(',', WORDS_MAX + 1)
      : form === 'array' && Array.isArray(value)
        ? value.map((one: unknown) => textOrNull(one) ?? '')
        : null;
  if (words !== null && words.length <= WORDS_MAX) return words;
  throw new PartnerFault('garbled', { reason: 'value' });
}

function euroOrNull(value: unknown, unit: 'cents' | 'euro'): number | null {
  return value === null ? null : euro(value, unit);
}

function euro(value: unknown, unit: 'cents' | 'euro'): number {
  return unit === 'cents' ? number(value) / 100 : number(value);
}
