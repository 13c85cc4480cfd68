import type { PartnerCall } from '../kit/partners/partner-request.ts';
import {
  day,
  dayOrNull,
  instantOrNull,
  intOrNull,
  key,
  number,
  text,
  textOrNull,
  wordOrNull,
} from '../kit/partners/checked-value.ts';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import type { PartnerLog } from '../kit/partners/partner-log.ts';
import { createPostgresPartner, type Row } from '../kit/partners/postgres-partner.ts';
import {
  mapped,
  readNarrowed,
  regionOrNull,
  sectorOrNull,
  targetGroupOrNull,
  type Narrowed,
} from '../kit/mapping/narrowed-list.ts';
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
  const ask = ({ sql, values }: Statement, call: PartnerCall) => database.ask(sql, values, call);

  return {
    voucherPage: async (page: VoucherPage, call: PartnerCall) => {
      const rows = await ask(statements.voucherPage(page), call);
      return rows.map((row): VoucherRow => {
        const record = parseVoucher(row, fund.id, layout);
        return { partner: fund.id, sortKey: [record.issuedOn, record.number], record };
      });
    },
    vouchersByNumber: async (numbers: readonly string[], call: PartnerCall) => {
      const rows = await ask(statements.vouchersByNumber(numbers), call);
      return rows.map((row) => parseVoucher(row, fund.id, layout));
    },
    /** All schemes, with their money as it was when this week began. */
    schemes: async (weekStart: string, call: PartnerCall) => {
      const rows = await ask(statements.schemes(weekStart), call);
      return rows.map((row) => parseScheme(row, fund.id, layout, { weekStart, log }));
    },
    declarations: async (numbers: readonly string[], call: PartnerCall) => {
      const rows = await ask(statements.declarations(numbers), call);
      return rows.map((row) => parseDeclaration(row, fund.id, layout));
    },
    /** Counts by some dimensions; a count can be added and protected, but not read. */
    counts: async (
      selection: VoucherSelection,
      dimensions: readonly CountedDimension[],
      call: PartnerCall,
    ) => {
      const rows = await ask(statements.counts(selection, dimensions), call);
      return rows.map((row): CountedGroup => ({
        values: dimensions.map((one) => parseDimension(row[one.toLowerCase()], one, layout)),
        count: new RawCount(number(row['number'])),
      }));
    },
    ping: async (call: PartnerCall) => {
      await ask(statements.ping(), call);
    },
    stop: () => database.stop(),
  };
}

function parseVoucher(
  row: Row,
  partner: string,
  { vouchers: v, schemes: s }: FundLayout,
): VoucherRecord {
  return {
    partner,
    number: key(row['number']),
    schemeCode: key(row['scheme']),
    type: wordOrNull(row['type'], s.type.values),
    programme: textOrNull(row['programme']),
    use: wordOrNull(row['use'], v.use.values),
    status: wordOrNull(row['status'], v.status.values),
    issuedOn: day(row['issued_on']),
    expiresOn: dayOrNull(row['expires_on']),
    redeemedOn: dayOrNull(row['redeemed_on']),
    amountEuro: row['amount'] === null ? null : euro(row['amount'], v.amount.unit),
    requestedBy: wordOrNull(row['requested_by'], v.requestedBy.values) ?? 'UNKNOWN',
    municipality: municipalityOrNull(row['municipality']),
    school: schoolOf(row['school'], v.school),
    employerKvk: textOrNull(row['employer']),
    employerSize: parseSize(row['employer_size'], v.employerSize),
    changedAt: instantOrNull(row['changed_at']),
  };
}

function parseScheme(
  row: Row,
  partner: string,
  { lists, words, schemes: s, vouchers: v }: FundLayout,
  { weekStart, log }: { readonly weekStart: string; readonly log: PartnerLog },
): SchemeRecord {
  const narrowed = <Word extends string>(
    column: string,
    wordFor: (word: string) => Word | null,
  ): Narrowed<Word> =>
    readNarrowed(list(row[column], lists), wordFor, (word) => log.recordUnknownWord(column, word));
  const code = key(row['code']);
  return {
    id: `${partner}:${code}`,
    partner,
    code,
    name: text(row['name']),
    type: wordOrNull(row['type'], s.type.values),
    uses: narrowed('uses', (word) => wordOrNull(word, s.uses.values)),
    programme: textOrNull(row['programme']),
    sectors: narrowed('sectors', (word) => sectorOrNull(mapped(words.sectors, word))),
    regions: narrowed('regions', (word) => regionOrNull(mapped(words.regions, word))),
    targetGroups: narrowed('target_groups', (word) =>
      targetGroupOrNull(mapped(words.targetGroups, word)),
    ),
    maxMonths: intOrNull(row['max_months']),
    opensOn: dayOrNull(row['opens_on']),
    closesOn: dayOrNull(row['closes_on']),
    budgetEuro: euro(row['budget'], s.budget.unit),
    committedEuro: euro(row['committed'], v.amount.unit),
    highestEuro: row['highest'] === null ? null : euro(row['highest'], v.amount.unit),
    isSynthetic: row['synthetic'] === true,
    changedAt: notAfter(instantOrNull(row['changed_at']), weekStart),
  };
}

/**
 * A fund may update a scheme with every voucher, so a later moment than the week's start is not
 * published.
 */
function notAfter(instant: string | null, weekStart: string): string | null {
  return instant !== null && instant > weekStart ? `${weekStart}T00:00:00.000Z` : instant;
}

function parseDeclaration(
  row: Row,
  partner: string,
  { declarations: d }: FundLayout,
): DeclarationRecord {
  return {
    partner,
    number: key(row['number']),
    school: schoolOf(row['school'], d.school),
    association: key(row['association']),
  };
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
  const code = textOrNull(value);
  if (code === null || typeof school === 'string') return code;
  return school.values[code] ?? null;
}

/** A CBS code; any other text names no municipality. */
function municipalityOrNull(value: unknown): string | null {
  const code = textOrNull(value)?.trim() ?? '';
  return /^GM\d{4}$/.test(code) ? code : null;
}

function parseSize(value: unknown, size: FundLayout['vouchers']['employerSize']): EmployerSize {
  if (!('headcount' in size)) return wordOrNull(value, size.values) ?? 'UNKNOWN';
  return value === null ? 'UNKNOWN' : employerSizeOf(Number(value));
}

const WORDS_MAX = 200;

/** The codes as they are; an empty or absent item is an unknown code. */
function list(value: unknown, form: FundLayout['lists']): readonly string[] {
  if (value === null || value === '') return [];
  if (form === 'comma' && typeof value === 'string') return text(value).split(',', WORDS_MAX);
  if (form === 'array' && Array.isArray(value)) {
    return value.slice(0, WORDS_MAX).map((one: unknown) => textOrNull(one) ?? '');
  }
  throw new PartnerFault('garbled', { reason: 'value' });
}

function euro(value: unknown, unit: 'cents' | 'euro'): number {
  return unit === 'cents' ? number(value) / 100 : number(value);
}
