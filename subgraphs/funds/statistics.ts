/** What the funds tell of vouchers, and of the employers that received them, for statistics. */
import { labourRegionFinder } from '../kit/statistics/labour-region.ts';
import { quarterOfDay } from '../kit/statistics/quarters.ts';
import type {
  AskForStatistics,
  StatisticsReading,
  SubgraphStatistics,
} from '../kit/statistics/subgraph-statistics.ts';
import type { StatisticsTableRequest } from '../kit/statistics/protocol.ts';
import { walkRows } from '../kit/statistics/walk-rows.ts';
import { eachInTurns } from '../kit/turns/in-turns.ts';
import type { ConnectedPartners } from '../kit/partners/connect-partners.ts';
import { createEmployerTally, EMPLOYER_COLUMNS } from './employer-tally.ts';
import type { Fund } from './loaders.ts';
import type { CountedVouchers } from './statistics-source.ts';
import { VOUCHER_COLUMNS, type VoucherColumn } from './statistics-statements.ts';

const VOUCHERS = 'vouchers';
const EMPLOYERS = 'employers';
const CONCENTRATION = 'employer-concentration';
/** Vouchers of one page. */
const PAGE = 2_000;

const categories = ['Voucher'];

export const fundsStatistics = ({ partners }: ConnectedPartners<Fund>): SubgraphStatistics => ({
  recordSets: {
    /** Counted by each database; only the numbers and, for tables of tokens, the columns of a voucher come here. */
    [VOUCHERS]: { columns: [...VOUCHER_COLUMNS, 'fund'], domain: 'voucher', categories },
    /** An employer with vouchers of several funds is one: see `employer-tally.ts`. */
    [EMPLOYERS]: {
      columns: ['first-voucher', 'programme', 'employer-size', 'membership', 'region'],
      domain: null,
      categories: ['Employer', ...categories],
    },
    /**
     * Whether the two employers with the most vouchers have more than half of those that went to employers: one row
     * with the count 1 for each group of the other columns, with YES or NO in `concentrated`, and none for a group of
     * fewer than five employers. Decided here, so that no number of an employer leaves.
     */
    [CONCENTRATION]: {
      columns: ['programme', 'region', 'concentrated'],
      domain: null,
      categories: ['Employer', ...categories],
    },
  },
  begin: (reading) => {
    const ofEmployers = reading.tables.filter(({ recordSet }) => recordSet !== VOUCHERS);
    const tally = createEmployerTally();
    const regionOf = labourRegionFinder(reading.until);
    return {
      partners: partners.map((fund) => ({
        partner: fund,
        read: async (ask) => {
          await readVouchers(fund, reading, ask, regionOf);
          if (ofEmployers.length === 0) return;
          const counted = { until: reading.until, programmes: null, regionOf };
          const groups = await ask((call) =>
            fund.source.statistics.employers(counted, EMPLOYER_COLUMNS, call),
          );
          await eachInTurns(groups, tally.add, reading.signal);
        },
      })),
      finish: async () => {
        const { signal, addRecord, addCount } = reading;
        const addEmployer: Parameters<typeof tally.eachEmployer>[0] = (one) => {
          const { firstIssuedOn, programme, ...attributes } = one;
          addRecord({
            recordSet: EMPLOYERS,
            key: null,
            programme,
            subject: null,
            values: { ...attributes, programme, 'first-voucher': quarterOfDay(firstIssuedOn) },
          });
        };
        await tally.eachEmployer(addEmployer, signal);
        for (const { id, recordSet, columns, programme } of ofEmployers) {
          if (recordSet !== CONCENTRATION) continue;
          const groupedBy = (['programme', 'region'] as const).filter((one) =>
            columns.includes(one),
          );
          for (const group of await tally.concentration(programme, groupedBy, signal)) {
            addCount(
              id,
              1,
              columns.map((column) => group[column] ?? null),
            );
          }
        }
      },
    };
  },
});

/** Tokens and the numbers for the audit log, page by page; then the counts of the database. */
async function readVouchers(
  fund: Fund,
  reading: StatisticsReading,
  ask: AskForStatistics,
  regionOf: CountedVouchers['regionOf'],
): Promise<void> {
  const { statistics } = fund.source;
  const { until, signal, tables } = reading;
  const ofTokens = tables.filter(({ give }) => give === 'tokens');
  const others = tables.filter(({ give }) => give === 'counts');
  const countedIn = (some: readonly StatisticsTableRequest[]): CountedVouchers => ({
    until,
    programmes: programmesOf(some),
    regionOf,
  });
  const columns = columnsOf(ofTokens);
  const walk = async (
    counted: CountedVouchers,
    selected: readonly VoucherColumn[],
    isForTokens: boolean,
  ) =>
    walkRows(
      {
        ask,
        limit: PAGE,
        signal,
        readAfter: (after, call) =>
          statistics.page(counted, selected, { after, limit: PAGE }, call),
      },
      ({ number, values }) => {
        const text = `${fund.id}:${number}`;
        const subject = { type: 'voucher', partner: fund.id, text } as const;
        if (!isForTokens) return reading.addSubject(subject);
        reading.addRecord({
          recordSet: VOUCHERS,
          key: text,
          programme: values.programme ?? null,
          subject,
          values: { ...values, fund: fund.id },
          isForTokensOnly: true,
        });
      },
    );
  if (ofTokens.length > 0) await walk(countedIn(ofTokens), ['programme', ...columns], true);
  // A database counts what it does not send, so whom it counted is asked for the audit log alone.
  const unread = others.filter((table) => !isWithin(table, ofTokens));
  if (unread.length > 0) await walk(countedIn(unread), [], false);
  for (const table of others.filter(({ recordSet }) => recordSet === VOUCHERS)) {
    const groups = await ask((call) =>
      statistics.counts(countedIn([table]), columnsOf([table]), call),
    );
    const addGroup = ({ count, values }: (typeof groups)[number]) => {
      const known: Readonly<Record<string, string | null>> = { ...values, fund: fund.id };
      const inOrder = table.columns.map((column) => known[column] ?? null);
      reading.addCount(table.id, count, inOrder);
    };
    await eachInTurns(groups, addGroup, signal);
  }
}

/** The programmes of some tables; null when one of them is about every programme. Employers are read of every one. */
function programmesOf(tables: readonly StatisticsTableRequest[]): readonly string[] | null {
  const all = tables.map(({ recordSet, programme }) => (recordSet === VOUCHERS ? programme : null));
  return all.includes(null) ? null : [...new Set(all.flatMap((one) => one ?? []))];
}

function isWithin(table: StatisticsTableRequest, others: readonly StatisticsTableRequest[]) {
  const [own, read] = [programmesOf([table]), programmesOf(others)];
  if (others.length === 0) return false;
  return read === null || (own !== null && own.every((one) => read.includes(one)));
}

function columnsOf(tables: readonly StatisticsTableRequest[]): readonly VoucherColumn[] {
  const wanted = new Set(tables.flatMap(({ columns }) => columns));
  return VOUCHER_COLUMNS.filter((column) => wanted.has(column));
}
