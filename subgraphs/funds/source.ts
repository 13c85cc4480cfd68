import type { PartnerCall } from '../kit/partners/partner-request.ts';
import {
  httpsOrNull,
  key,
  keyOrNull,
  number,
  text,
  textOrNull,
  wordOrNull,
} from '../kit/partners/checked-value.ts';
import { ownKey } from '../kit/ids/own-key.ts';
import { dayOfMoment } from '../kit/mapping/record-models.ts';
import { mapInTurns } from '../kit/turns/in-turns.ts';
import { createUnreadTally, type ReportUnread } from '../kit/partners/unread-values.ts';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import type { PartnerLog } from '../kit/partners/partner-log.ts';
import type { ReadColumn } from '../kit/partners/read-column.ts';
import { createPostgresPartner } from '../kit/partners/postgres-partner.ts';
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
import { employerSizeOf, programmeOrNull, type FundLayout } from './layout.ts';
import type { DeclarationRecord, SchemeRecord, VoucherRecord } from './records.ts';
import {
  createStatements,
  DECLARATIONS_MAX,
  type CountedDimension,
  type Statement,
  type VoucherPage,
  type VoucherSelection,
} from './sql.ts';
import { createStatisticsReader } from './statistics-source.ts';
import { createUnknownWords, wordReader, type ReadWord, type UnknownWords } from './words.ts';
import {
  dayIn,
  euro,
  euroOrNull,
  flag,
  list,
  momentOrNull,
  monthsOrNull,
  openEndDay,
  openStartDay,
} from './values.ts';

/** A voucher with its place in the order of issue: its day, then its number. */
export interface VoucherRow extends PagedRow {
  /** Reads the other columns. Throws like the functions of the source. */
  readonly record: () => VoucherRecord;
  /** Null where they were not asked for with the page, or cannot be read: they are then asked for alone. */
  readonly declarations: () => readonly DeclarationRecord[] | null;
}

/** Reads vouchers page after page; what could not be read in those of which the record was read is logged at its end. */
export interface VoucherReading {
  page(wanted: VoucherPage): Promise<readonly VoucherRow[]>;
  end(): void;
}

/** What could not be read in the pages of one reading. */
interface ReadingTallies {
  readonly unknown: UnknownWords;
  readonly unknownSchools: UnknownWords;
  readonly report: ReportUnread;
}

/** The number of vouchers with these values; `null` where the fund's code is unknown or absent. */
export interface CountedGroup {
  readonly values: readonly (string | null)[];
  readonly count: number;
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
  const { url, tls, timeZone, connectionsMax, deadlineMs } = fund;
  const database = createPostgresPartner({
    url,
    password,
    tls,
    timeZone,
    connectionsMax,
    deadlineMs,
  });
  const statements = createStatements(layout);

  /** Asks for rows, maps each one, and logs how many words of them were unknown, and which values were not read. */
  const read = async <Content>(
    step: string,
    statement: Statement,
    call: PartnerCall,
    toRecord: (row: ReadColumn, unknown: UnknownWords, report: ReportUnread) => Content,
  ): Promise<Content[]> => {
    const rows = await database.ask(statement, call);
    const unknown = createUnknownWords();
    const { report, list: unread } = createUnreadTally();
    const records = await mapInTurns(rows, (row) => toRecord(row, unknown, report), call.signal);
    for (const [field, times] of unknown.counts()) log.recordUnknownWords(step, field, times);
    log.recordUnread(step, unread());
    return records;
  };
  const toVoucher = (row: ReadColumn, unknown: UnknownWords, report: ReportUnread) =>
    parseVoucher(row, wordReader(row, unknown), fund.id, layout, report);

  const schools = layout.declarations?.school;
  const toDeclaration = (
    voucher: string,
    school: string | null,
    association: string,
  ): DeclarationRecord => ({
    partner: fund.id,
    number: voucher,
    school,
    association: ownKey('llo-enrolment/v1', school ?? '', 'association', association),
  });
  const declarationsOf = (
    row: ReadColumn,
    voucher: string,
    unknown: UnknownWords,
  ): readonly DeclarationRecord[] | null => {
    const at = row('declared_at', textsOrNone);
    const associations = row('declared', textsOrNone);
    if (associations.length > DECLARATIONS_MAX || at.length !== associations.length) return null;
    try {
      return associations.map((association, index) => {
        const readOne: ReadColumn = (_, check) => check(at[index] ?? null);
        const school = schoolOf(wordReader(readOne, unknown), schools);
        return toDeclaration(voucher, school, key(association));
      });
    } catch (error) {
      if (error instanceof PartnerFault) return null;
      throw error;
    }
  };

  const toVoucherRow = (
    row: ReadColumn,
    hasDeclarations: boolean,
    { unknown, unknownSchools, report }: ReadingTallies,
  ): VoucherRow => {
    const voucher = voucherNumberOf(row, fund.id);
    return {
      partner: fund.id,
      sortKey: [row('issued_on', dayIn), voucher],
      record: () => toVoucher(row, unknown, report),
      declarations: () => (hasDeclarations ? declarationsOf(row, voucher, unknownSchools) : null),
    };
  };

  /** Of more rows than a page needs only the place is read, because the others cost as much as the page. */
  const readVouchers = (call: PartnerCall): VoucherReading => {
    const unknown = createUnknownWords();
    const unknownSchools = createUnknownWords();
    const { report, list: unread } = createUnreadTally();
    let canJoin = layout.declarations !== undefined;
    /** Where declarations cannot be read the vouchers still are: the declarations are then asked for alone. */
    const askPage = async (wanted: VoucherPage) => {
      if (wanted.withDeclarations === true && canJoin) {
        try {
          return await database.ask(statements.voucherPage(wanted), call);
        } catch (error) {
          if (!isOfStatement(error)) throw error;
          canJoin = false;
        }
      }
      return database.ask(statements.voucherPage({ ...wanted, withDeclarations: false }), call);
    };
    return {
      page: async (wanted) => {
        const rows = await askPage(wanted);
        const hasDeclarations = wanted.withDeclarations === true && canJoin;
        const tallies = { unknown, unknownSchools, report };
        const page = await mapInTurns(
          rows,
          (row) => toVoucherRow(row, hasDeclarations, tallies),
          call.signal,
        );
        return checkOrder<VoucherRow>(page, wanted.after, wanted.direction);
      },
      end: () => {
        for (const [field, times] of unknown.counts()) {
          log.recordUnknownWords('vouchers', field, times);
        }
        for (const [field, times] of unknownSchools.counts()) {
          log.recordUnknownWords('declarations', field, times);
        }
        log.recordUnread('vouchers', unread());
      },
    };
  };

  return {
    readVouchers,
    /** All records of one page. */
    voucherPage: async (wanted: VoucherPage, call: PartnerCall) => {
      const reading = readVouchers(call);
      const page = await reading.page(wanted);
      const records = await mapInTurns(page, ({ record }) => record(), call.signal);
      reading.end();
      return records;
    },
    vouchersByNumber: (numbers: readonly string[], call: PartnerCall) =>
      read('vouchers', statements.vouchersByNumber(numbers), call, toVoucher),
    /** All schemes, with their money as it was when a day began. */
    schemes: (budgetDay: string, call: PartnerCall) =>
      read('schemes', statements.schemes(budgetDay), call, (row, unknown, report) =>
        parseScheme(row, wordReader(row, unknown), fund, { layout, budgetDay, unknown, report }),
      ),
    /** False for a fund that has none in its layout. */
    hasDeclarations: layout.declarations !== undefined,
    declarations: async (numbers: readonly string[], call: PartnerCall) => {
      const { declarations } = layout;
      const statement = statements.declarations(numbers);
      if (declarations === undefined || statement === null) return [];
      return read('declarations', statement, call, (row, unknown): DeclarationRecord => {
        const school = schoolOf(wordReader(row, unknown), declarations.school);
        return toDeclaration(row('number', key), school, row('association', key));
      });
    },
    /** True counts by some dimensions, which stay in this process. */
    counts: (
      selection: VoucherSelection,
      dimensions: readonly CountedDimension[],
      call: PartnerCall,
    ) =>
      read(
        'counts',
        statements.counts(selection, dimensions),
        call,
        (row, unknown): CountedGroup => ({
          values: dimensions.map((one) =>
            parseDimension(row, wordReader(row, unknown), one, layout),
          ),
          count: row('number', count),
        }),
      ),
    /** Vouchers for statistics. */
    statistics: createStatisticsReader(fund.id, layout, read),
    /** A statement about the tables themselves, for a check of the layout. */
    inspect: (statement: Statement, call: PartnerCall) => database.ask(statement, call),
    ping: async (call: PartnerCall) => {
      await database.ask(statements.ping(), call);
    },
    stop: () => database.stop(),
  };
}

/** Whether the database rejects the statement, such as for a table that this user may not read. */
function isOfStatement(error: unknown): boolean {
  return error instanceof PartnerFault && ['refused', 'garbled'].includes(error.fault);
}

/** The texts of a list; none for a voucher without declarations. */
function textsOrNone(value: unknown): readonly (string | null)[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.map(textOrNull);
  throw new PartnerFault('garbled', { reason: 'value' });
}

function voucherNumberOf(read: ReadColumn, partner: string): string {
  return ownKey('llo-voucher/v1', partner, 'number', read('number', key));
}

function parseVoucher(
  read: ReadColumn,
  word: ReadWord,
  partner: string,
  { vouchers: v, schemes: s, words }: FundLayout,
  report: ReportUnread,
): VoucherRecord {
  const employer = read('employer', textOrNull)?.trim() ?? '';
  const isKvk = /^\d{8}$/.test(employer);
  // A number of another kind may be that of a person.
  if (!isKvk && employer !== '') report('employer', 'text');
  return {
    partner,
    number: voucherNumberOf(read, partner),
    schemeCode: read('scheme', key),
    type: word('type', s.type?.values),
    programme: word('programme', (code) => programmeOrNull(words, code)),
    use: word('use', v.use?.values),
    status: word('status', v.status?.values),
    issuedOn: read('issued_on', dayIn),
    expiresOn: read('expires_on', openEndDay),
    redeemedOn: read('redeemed_on', openEndDay),
    amountEuro: read('amount', (value) => euroOrNull(value, v.amount?.unit)),
    requestedBy: word('requested_by', v.requestedBy?.values) ?? 'UNKNOWN',
    municipality: word('municipality', municipalityOrNull),
    school: schoolOf(word, v.school),
    employerKvk: isKvk ? employer : null,
    employerSize: sizeOf(read, word, v.employerSize),
    changedAt: dayOfMoment(read('changed_at', momentOrNull)),
  };
}

function parseScheme(
  read: ReadColumn,
  word: ReadWord,
  { id: partner, applyAt }: Pick<FundPartner, 'id' | 'applyAt'>,
  {
    layout: { lists, words, schemes: s, vouchers: v },
    budgetDay,
    unknown,
    report,
  }: {
    readonly layout: FundLayout;
    readonly budgetDay: string;
    readonly unknown: UnknownWords;
    readonly report: ReportUnread;
  },
): SchemeRecord {
  const narrowed = <Word extends string>(
    column: string,
    isKnown: boolean,
    wordFor: (word: string) => Word | null,
  ): Narrowed<Word> => {
    if (!isKnown) return null;
    const items = read(column, (value) => list(value, lists));
    return readNarrowed(items, wordFor, () => unknown.count(column));
  };
  const code = read('code', key);
  const addressIn = (column: string): string | null => {
    const given = read(column, textOrNull)?.trim() ?? '';
    const found = httpsOrNull(given);
    if (found === null && given !== '') report(column, 'text');
    return found;
  };
  const maximum = read('maximum', (value) => euroOrNull(value, s.maximum?.unit));
  // Nothing, or less, may as well say that there is no maximum.
  if (maximum !== null && maximum <= 0) report('maximum', 'number');
  return {
    id: `${partner}:${code}`,
    partner,
    code,
    name: read('name', text),
    type: word('type', s.type?.values),
    uses: narrowed('uses', s.uses !== undefined, (one) => wordOrNull(one, s.uses?.values ?? {})),
    programme: word('programme', (one) => programmeOrNull(words, one)),
    sectors: narrowed('sectors', s.sectors !== undefined, (one) =>
      sectorOrNull(mapped(words.sectors, one)),
    ),
    regions: narrowed('regions', s.regions !== undefined, (one) =>
      regionOrNull(mapped(words.regions, one)),
    ),
    targetGroups: narrowed('target_groups', s.targetGroups !== undefined, (one) =>
      targetGroupOrNull(mapped(words.targetGroups, one)),
    ),
    maxMonths: read('max_months', monthsOrNull),
    opensOn: read('opens_on', openingOrNull),
    closesOn: read('closes_on', openEndDay),
    budgetEuro: read('budget', (value) => euroOrNull(value, s.budget?.unit)),
    maximumEuro: maximum !== null && maximum > 0 ? maximum : null,
    applyAt: addressIn('apply_at') ?? applyAt ?? null,
    contact: addressIn('contact'),
    // A scheme without vouchers has no sum.
    committedEuro: v.amount
      ? read('committed', (value) => euro(value ?? '0', v.amount?.unit))
      : null,
    highestEuro: read('highest', (value) => euroOrNull(value, v.amount?.unit)),
    isSynthetic: read('synthetic', flag),
    changedAt: notAfter(read('changed_at', momentOrNull), budgetDay),
  };
}

/** Every quarter since the first opening is counted for all funds, so one fund cannot begin in the year 1. */
const OPENED_FROM = '2000-01-01';

function openingOrNull(value: unknown): string | null {
  const opened = openStartDay(value);
  if (opened === null || opened >= OPENED_FROM) return opened;
  throw new PartnerFault('garbled', { reason: 'value' });
}

/**
 * A fund may update a scheme with every voucher, so a later moment than the quarter's start is
 * not published.
 */
function notAfter(instant: string | null, budgetDay: string): string | null {
  return instant !== null && instant > budgetDay ? `${budgetDay}T00:00:00Z` : instant;
}

/** A number of vouchers. */
function count(value: unknown): number {
  const parsed = number(value);
  if (Number.isSafeInteger(parsed) && parsed >= 0) return parsed;
  throw new PartnerFault('garbled', { reason: 'value' });
}

function parseDimension(
  read: ReadColumn,
  word: ReadWord,
  dimension: CountedDimension,
  { vouchers: v, schemes: s }: FundLayout,
): string | null {
  switch (dimension) {
    case 'TYPE':
      return word('type', s.type?.values);
    case 'USE':
      return word('use', v.use?.values);
    case 'STATUS':
      return word('status', v.status?.values);
    case 'REQUESTED_BY':
      return word('requested_by', v.requestedBy?.values);
    case 'EMPLOYER_SIZE':
      return sizeOf(read, word, v.employerSize);
    case 'QUARTER':
      return read('quarter', quarter);
    case 'REGION':
      return word('region', municipalityOrNull);
  }
}

function quarter(value: unknown): string {
  const found = /^(\d{4}-Q[1-4]) AD$/.exec(text(value))?.[1];
  if (found !== undefined) return found;
  throw new PartnerFault('garbled', { reason: 'value' });
}

function schoolOf(word: ReadWord, school: FundLayout['vouchers']['school']): string | null {
  return word('school', typeof school === 'object' ? school.values : keyOrNull);
}

/** A CBS code; any other text names no municipality. */
function municipalityOrNull(code: string): string | null {
  return code.startsWith('GM') ? regionOrNull(code) : null;
}

function sizeOf(
  read: ReadColumn,
  word: ReadWord,
  size: FundLayout['vouchers']['employerSize'],
): EmployerSize {
  if (size === undefined) return 'UNKNOWN';
  if (!('headcount' in size)) return word('employer_size', size.values) ?? 'UNKNOWN';
  return read('employer_size', (value) =>
    value === null ? 'UNKNOWN' : employerSizeOf(number(value)),
  );
}
