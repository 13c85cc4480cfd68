/** What case systems tell of trajectories and arrangements for statistics. */
import type { ConnectedPartners } from '../kit/partners/connect-partners.ts';
import { UNKNOWN } from '../kit/statistics/code-filter.ts';
import { labourRegionFinder } from '../kit/statistics/labour-region.ts';
import { quarterOfDay } from '../kit/statistics/quarters.ts';
import type {
  AskForStatistics,
  StatisticsReading,
  SubgraphStatistics,
} from '../kit/statistics/subgraph-statistics.ts';
import { walkRows } from '../kit/statistics/walk-rows.ts';
import type { CaseSystem } from './loaders.ts';
import type { ArrangementRecord, TrajectoryRecord } from './records.ts';
import { readRecords } from './source.ts';

const TRAJECTORIES = 'trajectories';
const VOUCHERS = 'vouchers';
const ARRANGEMENTS = 'arrangements';
/** The most that the contract allows; see `dto.ts`. */
const TRAJECTORIES_PAGE = 250;
const ARRANGEMENTS_PAGE = 1_000;

const categories = ['Trajectory'];

export const guidanceStatistics = ({
  partners,
}: ConnectedPartners<CaseSystem>): SubgraphStatistics => ({
  recordSets: {
    [TRAJECTORIES]: {
      columns: [
        'started',
        'ended',
        'programme',
        'target-group',
        'kind-of-guidance',
        'region',
        'voucher',
        'outcome',
        'months-to-end',
      ],
      domain: null,
      categories: [...categories, 'Trajectory.targetGroup'],
    },
    /** The vouchers that a trajectory names, of whatever programme: a case system does not know that of a voucher. */
    [VOUCHERS]: { columns: ['coach'], domain: 'voucher', categories },
    [ARRANGEMENTS]: {
      columns: ['started', 'programme', 'arrangement-type', 'employer-size', 'age-group'],
      domain: null,
      categories,
    },
  },
  begin: (reading) => {
    const regionOf = labourRegionFinder(reading.until);
    const isAsked = (...some: readonly string[]) =>
      reading.tables.some(({ recordSet }) => some.includes(recordSet));
    return {
      partners: partners.map((system) => ({
        partner: system,
        read: async (ask) => {
          if (isAsked(TRAJECTORIES, VOUCHERS))
            await readTrajectories(system, reading, ask, regionOf);
          if (isAsked(ARRANGEMENTS)) await readArrangements(system, reading, ask);
        },
      })),
    };
  },
});

async function readTrajectories(
  { source }: CaseSystem,
  reading: StatisticsReading,
  ask: AskForStatistics,
  regionOf: (code: string | null) => string,
): Promise<void> {
  const { signal, until } = reading;
  await walkRows(
    {
      ask,
      signal,
      limit: TRAJECTORIES_PAGE,
      readAfter: async (after, call) =>
        readRecords(await source.caseload({ after, limit: TRAJECTORIES_PAGE }, call), call.signal),
    },
    ({ record }) => {
      if (record.startedOn > until) return;
      const subject = subjectOf(record);
      reading.addRecord({
        recordSet: TRAJECTORIES,
        key: null,
        programme: record.programme,
        subject,
        values: {
          started: quarterOfDay(record.startedOn),
          programme: record.programme ?? UNKNOWN,
          'target-group': record.targetGroup ?? UNKNOWN,
          'kind-of-guidance': record.kind ?? UNKNOWN,
          region: regionOf(record.region),
          voucher: record.vouchers.length > 0 ? 'WITH' : 'WITHOUT',
          ...endOf(record, until),
        },
      });
      for (const { fund, number } of record.vouchers) {
        const key = `${fund}:${number}`;
        reading.addRecord({ recordSet: VOUCHERS, key, subject, values: { coach: 'WITH' } });
      }
    },
  );
}

async function readArrangements(
  { source }: CaseSystem,
  reading: StatisticsReading,
  ask: AskForStatistics,
): Promise<void> {
  await walkRows(
    {
      ask,
      signal: reading.signal,
      limit: ARRANGEMENTS_PAGE,
      readAfter: (after, call) => source.arrangements({ after, limit: ARRANGEMENTS_PAGE }, call),
    },
    ({ record }) => {
      if (record.startedOn > reading.until) return;
      reading.addRecord({
        recordSet: ARRANGEMENTS,
        key: null,
        programme: record.programme,
        subject: subjectOf(record),
        values: {
          started: quarterOfDay(record.startedOn),
          programme: record.programme ?? UNKNOWN,
          'arrangement-type': record.type ?? UNKNOWN,
          'employer-size': record.employerSize ?? UNKNOWN,
          'age-group': record.ageGroup ?? UNKNOWN,
        },
      });
    },
  );
}

/** A case system numbers both in one series, so that an arrangement is known in the log as a trajectory is. */
function subjectOf({ partner, number }: TrajectoryRecord | ArrangementRecord) {
  return { type: 'trajectory', partner, text: `${partner}:${number}` } as const;
}

/** Nothing of a trajectory that had not ended. */
function endOf({ startedOn, endedOn, outcome }: TrajectoryRecord, until: string) {
  if (endedOn === null || endedOn > until) return {};
  return {
    ended: quarterOfDay(endedOn),
    outcome: outcome === 'RUNNING' ? UNKNOWN : outcome,
    'months-to-end': monthsClassOf(startedOn, endedOn),
  };
}

/** The same day six months later still counts as six months. */
function monthsClassOf(startedOn: string, endedOn: string): string {
  if (endedOn < startedOn) return UNKNOWN;
  const [from, to] = [startedOn, endedOn].map((day) => day.split('-').map(Number));
  const [year = 0, month = 0, day = 0] = from ?? [];
  const [endYear = 0, endMonth = 0, endDay = 0] = to ?? [];
  const months = 12 * (endYear - year) + endMonth - month + (endDay > day ? 1 : 0);
  if (months <= 6) return 'UP_TO_6';
  return months <= 12 ? 'UP_TO_12' : 'OVER_12';
}
