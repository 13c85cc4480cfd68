import { PilotStatus } from '../../schema/generated/provinces.ts';
import { httpsOrNull } from '../kit/partners/checked-value.ts';
import { eachInTurns, filterInTurns } from '../kit/turns/in-turns.ts';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import { regionOrNull, sectorOrNull } from '../kit/mapping/narrowed-list.ts';
import type { ReportUnread } from '../kit/partners/unread-values.ts';
import { createCellReader, wordFor, type CellReader } from './cells.ts';
import {
  type GrantTable,
  type PilotTable,
  type RegisterLayout,
  type SubsidyTable,
  type Words,
} from './layout.ts';
import type { GrantRecord, PilotRecord, SubsidyRecord } from './records.ts';
import type { Row } from './table.ts';
import { isTargetGroup } from '../kit/mapping/target-groups.ts';

/** The partner and the layout of a row. */
export interface RegisterOf {
  readonly partner: string;
  readonly layout: RegisterLayout;
}

/** The rows of one table, and where what cannot be read in them is reported. */
export interface ReadTable {
  readonly rows: readonly Row[];
  readonly report: ReportUnread;
  readonly reportWord: (list: string, word: string) => void;
  /** Called for each word of a column that is null because the layout lacks it. */
  readonly countUnknown: (header: string) => void;
}

export function pilotsOf(
  table: ReadTable,
  { columns }: PilotTable,
  { partner, layout }: RegisterOf,
): Promise<readonly PilotRecord[]> {
  const { words } = layout;
  return readRows(table, columns, layout, (read, number) => {
    const status = read.word(columns.status, words.statuses);
    const startedOn = read.day(columns.startedOn);
    const endedOn = read.day(columns.endedOn);
    const isEndPossible = startedOn === null || endedOn === null || startedOn <= endedOn;
    return {
      ...keysOf(number, partner),
      name: read.textOrNull(columns.name),
      programme: read.word(columns.programme, words.programmes),
      statusWord: Object.values(PilotStatus).find((one) => one === status) ?? null,
      regions: read.list(columns.regions, words.regions),
      sectors: read.sectors(columns.sectors),
      targetGroups: read.list(columns.targetGroups, words.targetGroups),
      startedOn,
      endedOn: isEndPossible ? endedOn : read.reject(columns.endedOn, 'day before the first'),
      maxMonths: read.count(columns.maxMonths),
      target: read.count(columns.target),
      providers: read.list(columns.providers, words.organisations),
      trainings: read.list(columns.trainings, undefined),
      grants: read.list(columns.grants, undefined),
      changedAt: read.moment(columns.changedOn),
    };
  });
}

/**
 * Grants to organisations in the layout. Any other recipient may be a person, by name or as
 * "particulier", so the whole row is left out: its subject may identify the person, too.
 */
export async function grantsOf(
  table: ReadTable,
  { columns }: GrantTable,
  { partner, layout }: RegisterOf,
): Promise<readonly GrantRecord[]> {
  const { words } = layout;
  const reader = createCellReader(layout, () => {});
  const isToOrganisation = (row: Row) => {
    reader.startRow(row);
    return reader.word(columns.recipient, words.organisations) !== null;
  };
  const rows = await filterInTurns(table.rows, isToOrganisation);
  return readRows({ ...table, rows }, columns, layout, (read, number) => {
    const recipient = read.word(columns.recipient, words.organisations);
    if (recipient === null) return null;
    return {
      ...keysOf(number, partner),
      name: read.textOrNull(columns.name),
      amountEuro: read.amount(columns.amount),
      recipient,
      decidedOn: read.day(columns.decidedOn),
      programme: read.word(columns.programme, words.programmes),
      changedAt: read.moment(columns.changedOn),
    };
  });
}

/**
 * Subsidies that one can apply for. A subsidy of which a condition cannot be read, or of which a list holds unknown
 * words alone, would seem to be for everyone or for ever, so it is left out until that is mended.
 */
export function subsidiesOf(
  table: ReadTable,
  { columns }: SubsidyTable,
  { partner, layout }: RegisterOf,
): Promise<readonly SubsidyRecord[]> {
  const { words } = layout;
  return readRows(table, columns, layout, (read, number) => {
    const narrowed = <Word extends string>(
      list: 'sectors' | 'regions',
      wordOrNull: (word: string) => Word | null,
    ) =>
      read.narrowed(columns[list], words[list], wordOrNull, (word) => table.reportWord(list, word));
    const sectors = narrowed('sectors', sectorOrNull);
    const regions = narrowed('regions', regionOrNull);
    // Registers write groups and situations in one column or in two.
    const groups = [...new Set([columns.targetGroups, columns.situations])].map((header) =>
      read.narrowed(
        header,
        undefined,
        (word) => groupOrNull(word, words),
        (word) => table.reportWord('targetGroups', word),
      ),
    );
    const conditions = {
      ageFrom: read.count(columns.ageFrom),
      ageTo: read.count(columns.ageTo),
      opensOn: read.day(columns.opensOn),
      closesOn: read.day(columns.closesOn),
    };
    const { ageFrom, ageTo, opensOn, closesOn } = conditions;
    if (opensOn !== null && closesOn !== null && opensOn > closesOn) {
      read.reject(columns.closesOn, 'day before the first');
    }
    if (ageFrom !== null && ageTo !== null && ageFrom > ageTo) {
      read.reject(columns.ageTo, 'age below the first');
    }
    const name = read.textOrNull(columns.name);
    const isUnread = read.isUnread(
      columns.name,
      columns.ageFrom,
      columns.ageTo,
      columns.opensOn,
      columns.closesOn,
    );
    if (isUnread || name === null || !sectors || !regions || groups.includes(null)) return null;
    return {
      ...keysOf(number, partner),
      name,
      targetGroups: [...new Set(groups.flatMap((one) => one ?? []))],
      situations: [],
      sectors,
      regions,
      ...conditions,
      leftPercent: leftPercentOf(read, columns.left),
      maximumEuro: read.amount(columns.maximum),
      applyAt: httpsOrNull(read.textOrNull(columns.applyAt)),
      changedAt: read.moment(columns.changedOn),
    };
  });
}

const NUMBER_LENGTH_MAX = 60;
const TOTAL = /^(?:sub)?tota(?:al|len)\b|^(?:grand )?total\b/i;

/**
 * The records of a table. A row without a number or a name, such as one with totals, is none and is reported. Throws
 * `garbled` where no row can be read, and where two records have one number, because ids must be unique.
 */
async function readRows<Record extends { readonly number: string }>(
  { rows, report, countUnknown }: ReadTable,
  columns: { readonly number: string; readonly name: string },
  layout: RegisterLayout,
  recordOf: (read: CellReader, number: string) => Record | null,
): Promise<readonly Record[]> {
  let leftOut = 0;
  const records = new Map<string, Record>();
  const read = createCellReader(layout, report, countUnknown);
  const readRow = (row: Row) => {
    read.startRow(row);
    const number = read.textOrNull(columns.number);
    const name = read.textOrNull(columns.name);
    const isNumbered = number !== null && number.length <= NUMBER_LENGTH_MAX && !TOTAL.test(number);
    const isNamed = name !== null || read.isUnread(columns.name);
    if (!isNumbered || !isNamed) {
      if (!isNumbered) read.reject(columns.number, number === null ? 'nothing' : 'text');
      else read.reject(columns.name, 'nothing');
      leftOut += 1;
      return;
    }
    const record = recordOf(read, number);
    if (record === null) return;
    const before = records.get(number);
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(record)) {
      const fields = [`${columns.number}: more than once`];
      throw new PartnerFault('garbled', { reason: 'result', fields });
    }
    records.set(number, record);
  };
  await eachInTurns(rows, readRow);
  if (leftOut > 0 && leftOut === rows.length) {
    const fields = [`${columns.number}: no row with a number and a name`];
    throw new PartnerFault('garbled', { reason: 'result', fields });
  }
  return [...records.values()];
}

function groupOrNull(word: string, { targetGroups, situations }: Words): string | null {
  const code = wordFor(word, targetGroups) ?? wordFor(word, situations);
  return code !== null && isTargetGroup(code) ? code : null;
}

/** Whole percents, rounded down, because an amount in euros would disclose a single award. */
function leftPercentOf(read: CellReader, left: SubsidyTable['columns']['left']): number | null {
  if (left === undefined) return null;
  const percent = 'percent' in left ? read.percent(left.percent) : percentOf(read, left);
  if (percent === null || percent > 100) {
    return percent && read.reject('percent' in left ? left.percent : left.committed, 'over 100%');
  }
  // 29% of a budget is 28.999999999999996 to a computer.
  return Math.max(0, Math.floor(Number(percent.toPrecision(12))));
}

function percentOf(
  read: CellReader,
  { budget, committed }: { readonly budget: string; readonly committed: string },
): number | null {
  const whole = read.amount(budget);
  const used = read.amount(committed);
  return whole === null || used === null || whole <= 0 ? null : (100 * (whole - used)) / whole;
}

/** The register's own number becomes part of a public id. */
function keysOf(number: string, partner: string) {
  return { id: `${partner}:${number}`, partner, number };
}
