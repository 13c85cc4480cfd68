/** What schools count for insights: enrolments, what vouchers paid for, the pool of teachers, and people. */
import type { Subject } from '../kit/audit/data-subjects.ts';
import type { ConnectedPartners } from '../kit/partners/connect-partners.ts';
import type {
  StatisticsReading,
  StatisticsReadings,
  StatisticsRecord,
  StatisticsRecordSet,
  SubgraphStatistics,
} from '../kit/statistics/subgraph-statistics.ts';
import { eachInTurns } from '../kit/turns/in-turns.ts';
import type { School } from './loaders.ts';
import { stepsOf, type ParticipationSteps } from './participation-steps.ts';
import { eachParticipation, type PlacedParticipation } from './read-participations.ts';
import type { Participation } from './records.ts';
import { createTeachersPool } from './teachers-pool.ts';

const OF_TRAINING = ['sector', 'learning-route', 'education-level', 'school'];
const STEPS = ['enrolled', 'finished', 'stopped'];
const categories = ['Enrolment'];

const RECORD_SETS = {
  /** By the number of the voucher that paid; only those of a training that has begun. */
  vouchers: { columns: [...STEPS, ...OF_TRAINING, 'start-day'], domain: 'voucher', categories },
  enrolments: { columns: [...STEPS, ...OF_TRAINING, 'paid-by'], domain: null, categories },
  'teachers-pool': {
    columns: ['joined', 'lecturer-after-12', 'lecturer-after-24', 'school'],
    domain: null,
    categories,
  },
  /** By citizen number: those who finished a training that a voucher paid for. */
  people: {
    columns: ['finished', 'sector'],
    domain: 'person',
    categories: ['Enrolment', 'Person'],
    purpose: 'urn:llo:purpose:cohort-evaluation',
  },
} as const satisfies Readonly<Record<string, StatisticsRecordSet>>;

/** A statistics endpoint over all schools. */
export function educationStatistics({ partners }: ConnectedPartners<School>): SubgraphStatistics {
  return {
    recordSets: RECORD_SETS,
    begin: (reading) =>
      // Other record sets are never asked for with it, because they have another purpose.
      reading.tables.some(({ recordSet }) => recordSet === 'people')
        ? readPeople(partners, reading)
        : readEnrolments(partners, reading),
  };
}

function readEnrolments(
  schools: readonly School[],
  { until, tables, signal, addRecord, addSubject }: StatisticsReading,
): StatisticsReadings {
  const wanted = new Set(tables.map(({ recordSet }) => recordSet));
  const pool = wanted.has('teachers-pool') ? createTeachersPool(until) : null;
  const vouchers = wanted.has('vouchers') ? createFirsts() : null;
  const add = (placed: PlacedParticipation) => {
    const { participation, offering } = placed;
    const { voucher, poolNumber } = participation;
    const subject = subjectOf(participation);
    if (pool !== null && poolNumber !== null) {
      pool.add(placed, poolNumber);
      addSubject(subject);
    }
    const steps = stepsOf(participation, offering, until);
    if (steps === null) return;
    const values = { ...valuesOf(steps), ...attributesOf(placed) };
    if (wanted.has('enrolments')) {
      const paid = { 'paid-by': voucher === null ? 'OTHER_MEANS' : 'VOUCHER' };
      addRecord({ recordSet: 'enrolments', key: null, subject, values: { ...values, ...paid } });
    }
    if (vouchers === null || voucher === null) return;
    addSubject(subject);
    vouchers.add(`${steps.startDay} ${subject.text}`, {
      recordSet: 'vouchers',
      key: `${voucher.fund}:${voucher.number}`,
      subject: null,
      values: { ...values, 'start-day': steps.startDay },
    });
  };
  return {
    partners: schools.map((school) => ({
      partner: school,
      read: (ask) => {
        const all = { until, signal, isOfEveryRole: pool !== null, isOfPeople: false };
        return eachParticipation(school, ask, all, add);
      },
    })),
    finish: async () => {
      await eachInTurns(vouchers?.records() ?? [], addRecord, signal);
      await eachInTurns(pool?.records() ?? [], addRecord, signal);
    },
  };
}

/** Only the schools that agreed to be asked by citizen number have people for it. */
function readPeople(
  schools: readonly School[],
  { until, signal, addRecord, addSubject }: StatisticsReading,
): StatisticsReadings {
  const people = createFirsts();
  const add = (placed: PlacedParticipation) => {
    const { participation, offering } = placed;
    const { voucher, number, partner } = participation;
    if (voucher === null || number === null) return;
    const steps = stepsOf(participation, offering, until);
    if (steps === null || steps.finishedOn === null) return;
    addSubject({ type: 'person', partner, text: number });
    people.add(`${steps.finishedOn} ${subjectOf(participation).text}`, {
      recordSet: 'people',
      key: number,
      subject: null,
      values: { finished: steps.finished, sector: attributesOf(placed).sector },
    });
  };
  return {
    partners: schools
      .filter(({ hasPersonLookup }) => hasPersonLookup)
      .map((school) => ({
        partner: school,
        read: (ask) => {
          const all = { until, signal, isOfEveryRole: false, isOfPeople: true };
          return eachParticipation(school, ask, all, add);
        },
      })),
    finish: () => eachInTurns(people.records(), addRecord, signal),
  };
}

/** Whom it is about, as the audit log names them: by the enrolment, because the standard has no citizen number in it. */
const subjectOf = ({ partner, key }: Participation): Subject => ({
  type: 'enrolment',
  partner,
  text: `${partner}:${key}`,
});

const valuesOf = ({ enrolled, finished, stopped }: ParticipationSteps) => ({
  enrolled,
  finished,
  stopped,
});

/** What a school does not say is `UNKNOWN`, because a value that is not there would be one that is not known yet. */
function attributesOf({ participation, training }: PlacedParticipation) {
  return {
    sector: training?.sector ?? 'UNKNOWN',
    'learning-route': training?.route ?? 'UNKNOWN',
    'education-level': training?.level ?? 'UNKNOWN',
    school: participation.partner,
  };
}

/** One record for each key: the first in an order that does not depend on which school responds first. */
function createFirsts() {
  const byKey = new Map<string, { readonly order: string; readonly record: StatisticsRecord }>();
  return {
    add: (order: string, record: StatisticsRecord & { readonly key: string }) => {
      const before = byKey.get(record.key);
      if (before === undefined || order < before.order) byKey.set(record.key, { order, record });
    },
    *records(): Generator<StatisticsRecord> {
      for (const { record } of byKey.values()) yield record;
    },
  };
}
