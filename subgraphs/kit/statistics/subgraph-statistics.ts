/** What a subgraph implements to answer `POST /statistics`; the kit does everything else. */
import type { Subject } from '../audit/data-subjects.ts';
import type { KeyDomain } from '../ids/key-set.ts';
import type { Reachable } from '../partners/ask-partner.ts';
import type { PartnerCall } from '../partners/partner-request.ts';
import type { StatisticsTableRequest } from './protocol.ts';

/** A code, a quarter for a step, a day for a day; null where the record has none yet. */
export type StatisticsValue = string | null;

/** What a subgraph knows of one record set of the registry. */
export interface StatisticsRecordSet {
  /** Attributes, steps and days; another column is refused. */
  readonly columns: readonly string[];
  /** The domain of the key that makes its tokens; null where it gives counts alone. */
  readonly domain: KeyDomain | null;
  /** The types of case records that are read for it, as the audit log names them, such as `Voucher`. */
  readonly categories: readonly string[];
  /**
   * The purpose for which citizen numbers are compared for it: refused while it has no registered legal basis here, in
   * a demo too. That of evaluation without it.
   */
  readonly purpose?: string;
}

/** One record of a record set, for every table of it in the request. */
export interface StatisticsRecord {
  readonly recordSet: string;
  /**
   * The text from which its token is made, the same in every subgraph that knows the record: `<fund>:<number>` for a
   * voucher, the citizen number for a person. Null where its record set has no tokens.
   */
  readonly key: string | null;
  /** The programme to which it belongs, null for none; left out where the source does not know it. */
  readonly programme?: string | null;
  /** Whom it is about, for the audit log; null where that is reported with another record. */
  readonly subject: Subject | null;
  /** Where counts of the record set come through `addCount`: this record then belongs in tables of tokens alone. */
  readonly isForTokensOnly?: boolean;
  /**
   * By column: `UNKNOWN` where the source has no code, null for a step that was not reached, and for what is only known
   * from such a step on. A column that is not here is null.
   */
  readonly values: Readonly<Record<string, StatisticsValue | undefined>>;
}

/** One request, and where its records are given. */
export interface StatisticsReading {
  /** The last day that counts: what happened later has not happened. */
  readonly until: string;
  readonly tables: readonly StatisticsTableRequest[];
  /** Aborts when nobody waits for the response any more: pass it to loops (`eachInTurns`). */
  readonly signal: AbortSignal;
  /** Adds a record to every table of its record set and programme: as one in a count, or with its token. */
  readonly addRecord: (record: StatisticsRecord) => void;
  /** Adds records of one table (by its id) that were counted elsewhere, such as by a database, by the table's columns. */
  readonly addCount: (table: string, count: number, values: readonly StatisticsValue[]) => void;
  /** Reports whom counted records are about. */
  readonly addSubject: (subject: Subject) => void;
}

/**
 * Sends one request to a partner, such as that for one page, within a deadline that is longer than for a query. Throws
 * when the partner gives no usable response, which ends the whole reading; what is thrown while the response is read
 * inside is a fault of the partner too.
 */
export type AskForStatistics = <T>(send: (call: PartnerCall) => Promise<T>) => Promise<T>;

/** How the records of one partner are read. */
export interface PartnerReading {
  readonly partner: Reachable;
  /** Reads every page and gives each record to the `StatisticsReading`. */
  readonly read: (ask: AskForStatistics) => Promise<void>;
}

/** The readings of one request: the partners side by side, then what needs the records of all of them. */
export interface StatisticsReadings {
  /** Those alone that must respond for the tables of the request. */
  readonly partners: readonly PartnerReading[];
  readonly finish?: () => Promise<void>;
}

/**
 * @example
 * statistics: ({ partners }) => ({
 *   recordSets: { trajectories: { columns: ['started'], domain: null, categories: ['Trajectory'] } },
 *   begin: (reading) => ({
 *     partners: partners.map((partner) => ({
 *       partner,
 *       read: async (ask) => {
 *         const records = await ask((call) => partner.source.trajectories(call));
 *         await eachInTurns(records, (one) => reading.addRecord(recordOf(one)), reading.signal);
 *       },
 *     })),
 *   }),
 * }),
 */
export interface SubgraphStatistics {
  /** By the name in the registry. */
  readonly recordSets: Readonly<Record<string, StatisticsRecordSet>>;
  /** Called for each request, before a partner is asked. */
  readonly begin: (reading: StatisticsReading) => StatisticsReadings;
}
