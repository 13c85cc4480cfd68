import { PilotStatus } from '../../schema/generated/provinces.ts';
import { httpsOrNull } from '../kit/partners/checked-value.ts';
import { mapInTurns } from '../kit/turns/in-turns.ts';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import { regionOrNull, sectorOrNull } from '../kit/mapping/narrowed-list.ts';
import { createCellReader, wordFor, wrongCell, type CellReader } from './cells.ts';
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

export async function pilotsOf(
  rows: readonly Row[],
  { columns }: PilotTable,
  { partner, layout }: RegisterOf,
): Promise<readonly PilotRecord[]> {
  const { words } = layout;
  return onePerNumber(
    await mapInTurns(rows, (row) => {
      const read = createCellReader(row, layout);
      const status = read.word(columns.status, words.statuses);
      return {
        ...keysOf(read, columns.number, partner),
        name: read.text(columns.name),
        programme: read.word(columns.programme, words.programmes),
        statusWord: Object.values(PilotStatus).find((one) => one === status) ?? null,
        regions: read.list(columns.regions, words.regions),
        sectors: read.sectors(columns.sectors),
        targetGroups: read.list(columns.targetGroups, words.targetGroups),
        startedOn: read.day(columns.startedOn),
        endedOn: read.day(columns.endedOn),
        maxMonths: countOrNull(read, columns.maxMonths),
        target: countOrNull(read, columns.target),
        providers: read.list(columns.providers, words.organisations),
        trainings: read.list(columns.trainings, undefined),
        grants: read.list(columns.grants, undefined),
        changedAt: read.moment(columns.changedOn),
      };
    }),
  );
}

/**
 * Grants to organisations in the layout. Any other recipient may be a person, by name or as
 * "particulier", so the whole row is left out: its subject may identify the person, too.
 */
export async function grantsOf(
  rows: readonly Row[],
  { columns }: GrantTable,
  { partner, layout }: RegisterOf,
): Promise<readonly GrantRecord[]> {
  const { words } = layout;
  return onePerNumber(
    (
      await mapInTurns(rows, (row) => {
        const read = createCellReader(row, layout);
        const recipient = read.word(columns.recipient, words.organisations);
        if (recipient === null) return [];
        return {
          ...keysOf(read, columns.number, partner),
          name: read.text(columns.name),
          amountEuro: read.number(columns.amount),
          recipient,
          decidedOn: read.day(columns.decidedOn),
          programme: read.word(columns.programme, words.programmes),
          changedAt: read.moment(columns.changedOn),
        };
      })
    ).flat(),
  );
}

/**
 * Subsidies that one can apply for. A subsidy with a list of unknown words alone would seem to be
 * for everyone, so it is left out until a word is mapped.
 */
export async function subsidiesOf(
  rows: readonly Row[],
  { columns }: SubsidyTable,
  { partner, layout }: RegisterOf,
  reportUnknown: (list: string, word: string) => void,
): Promise<readonly SubsidyRecord[]> {
  const { words } = layout;
  return onePerNumber(
    (
      await mapInTurns(rows, (row) => {
        const read = createCellReader(row, layout);
        const narrowed = <Word extends string>(
          list: 'sectors' | 'regions',
          wordOrNull: (word: string) => Word | null,
        ) =>
          read.narrowed(columns[list], words[list], wordOrNull, (word) =>
            reportUnknown(list, word),
          );
        const sectors = narrowed('sectors', sectorOrNull);
        const regions = narrowed('regions', regionOrNull);
        // Registers write groups and situations in one column or in two.
        const groups = [...new Set([columns.targetGroups, columns.situations])].map((header) =>
          read.narrowed(
            header,
            undefined,
            (word) => groupOrNull(word, words),
            (word) => reportUnknown('targetGroups', word),
          ),
        );
        if (!sectors || !regions || groups.includes(null)) return [];
        const targetGroups = [...new Set(groups.flatMap((one) => one ?? []))];
        return {
          ...keysOf(read, columns.number, partner),
          name: read.text(columns.name),
          targetGroups,
          situations: [],
          sectors,
          regions,
          ageFrom: countOrNull(read, columns.ageFrom),
          ageTo: countOrNull(read, columns.ageTo),
          opensOn: read.day(columns.opensOn),
          closesOn: read.day(columns.closesOn),
          leftPercent: leftPercentOf(read, columns.left),
          maximumEuro: read.number(columns.maximum),
          applyAt: httpsOrNull(read.textOrNull(columns.applyAt)),
          changedAt: read.moment(columns.changedOn),
        };
      })
    ).flat(),
  );
}

function groupOrNull(word: string, { targetGroups, situations }: Words): string | null {
  const code = wordFor(word, targetGroups) ?? wordFor(word, situations);
  return code !== null && isTargetGroup(code) ? code : null;
}

/** Whole percents, rounded down, because an amount in euros would disclose a single award. */
function leftPercentOf(read: CellReader, left: SubsidyTable['columns']['left']): number | null {
  if (left === undefined) return null;
  const percent = 'percent' in left ? read.number(left.percent) : percentOf(read, left);
  return percent === null ? null : Math.min(100, Math.max(0, Math.floor(percent)));
}

function percentOf(
  read: CellReader,
  { budget, committed }: { readonly budget: string; readonly committed: string },
): number | null {
  const whole = read.number(budget);
  const used = read.number(committed);
  return whole === null || used === null || whole <= 0 ? null : (100 * (whole - used)) / whole;
}

function countOrNull(read: CellReader, header: string | undefined): number | null {
  const value = read.number(header);
  if (value === null || (Number.isInteger(value) && value >= 0 && value < 2 ** 31)) return value;
  throw wrongCell(header, value);
}

/** The register's own number becomes part of a public id. */
function keysOf(read: CellReader, header: string, partner: string) {
  const number = read.text(header);
  if (number.length <= 60) return { id: `${partner}:${number}`, partner, number };
  throw wrongCell(header, number);
}

/** Throws `garbled` when a register uses a number twice, because ids must be unique. */
function onePerNumber<Record extends { readonly number: string }>(
  records: readonly Record[],
): readonly Record[] {
  if (new Set(records.map(({ number }) => number)).size === records.length) return records;
  throw new PartnerFault('garbled', { reason: 'result' });
}
