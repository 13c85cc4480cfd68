/** How many data subjects each client receives for a purpose: an alarm when that is unusual, and a maximum. */
import type { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { codedError } from '../../../core/errors/coded-error.ts';
import { counter } from '../../../core/metrics/metrics.ts';
import type { Purpose } from '../../../core/purposes/purposes.ts';
import type { Subject } from './data-subjects.ts';

const alarms = counter(
  'vakgraaf_unusual_volume_total',
  'Hours and days in which a client received more data subjects for a purpose than is usual',
  ['purpose', 'window'],
);

/** Clients with a purpose that are counted at once. Where a purpose has a maximum, a further one receives nothing. */
const COUNTED_MAX = 10_000;

const DAY_LENGTH = 'YYYY-MM-DD'.length;

interface Counted {
  readonly hour: string;
  readonly inHour: number;
  readonly inDay: number;
}

export type DisclosedVolume = ReturnType<typeof createDisclosedVolume>;

/**
 * Counts in the memory of this process, by hour and day in UTC: numbers alone, of whom is not kept. Two processes of
 * one subgraph count apart, and a restart begins again.
 */
export function createDisclosedVolume(log: Logger) {
  const byClient = new Map<string, Counted>();
  let thisHour = '';

  /**
   * Counts the data subjects of a response that is about to leave; gives an error above the maximum of the purpose,
   * and counts nothing then. With none it tells whether any more may leave today.
   */
  return function count(
    consumer: string,
    { uri, nl, en, volume }: Purpose,
    subjects: readonly Subject[],
    now: Date,
  ): GraphQLError | null {
    const startedAt = now.toISOString().slice(0, 'YYYY-MM-DDThh'.length);
    // A request of before midnight may end after one of the new day, which must not begin again for it.
    if (startedAt > thisHour) {
      if (startedAt.slice(0, DAY_LENGTH) !== thisHour.slice(0, DAY_LENGTH)) byClient.clear();
      thisHour = startedAt;
    }
    const { alarmPerHour, alarmPerDay, maxPerResponse = Infinity, maxPerDay = Infinity } = volume;
    const key = `${consumer} ${uri}`;
    const { hour, inHour, inDay } = byClient.get(key) ?? { hour: '', inHour: 0, inDay: 0 };
    const added = peopleIn(subjects);
    if (added > maxPerResponse) return tooManyAtOnce({ nl, en }, maxPerResponse);
    const isSpent = added === 0 ? inDay >= maxPerDay : inDay + added > maxPerDay;
    const isFull = byClient.size >= COUNTED_MAX && !byClient.has(key);
    const isLimited = Number.isFinite(maxPerDay);
    if (isSpent || (isFull && isLimited)) return tooManyToday({ nl, en }, maxPerDay);
    if (added === 0 || isFull) return null;
    const earlier = { hour: hour === thisHour ? inHour : 0, day: inDay };
    const warnAbove = (window: 'hour' | 'day', threshold: number) => {
      const dataSubjects = earlier[window] + added;
      if (earlier[window] > threshold || dataSubjects <= threshold) return;
      alarms.inc({ purpose: uri, window });
      const unusual = { consumer, purpose: uri, window, dataSubjects, threshold };
      log.warn(unusual, 'Unusual number of data subjects');
    };
    warnAbove('hour', alarmPerHour);
    warnAbove('day', alarmPerDay);
    byClient.set(key, {
      hour: thisHour,
      inHour: earlier.hour + added,
      inDay: earlier.day + added,
    });
    return null;
  };
}

/** A person with a voucher, a trajectory and an enrolment is one: the type with the most subjects tells how many. */
function peopleIn(subjects: readonly Subject[]): number {
  const byType = new Map<string, Set<string>>();
  for (const { type, text } of subjects) {
    const found = byType.get(type) ?? new Set();
    byType.set(type, found.add(text));
  }
  return Math.max(0, ...[...byType.values()].map(({ size }) => size));
}

type Name = Pick<Purpose, 'nl' | 'en'>;

const tooManyAtOnce = ({ nl, en }: Name, max: number): GraphQLError =>
  codedError(
    'RATE_LIMITED',
    `Purpose "${en}" gives at most ${max} people in one response: ask for fewer` +
      ` / Doel "${nl}" geeft hooguit ${max} personen in één antwoord: vraag er minder`,
  );

const tooManyToday = ({ nl, en }: Name, max: number): GraphQLError =>
  codedError(
    'RATE_LIMITED',
    `Purpose "${en}" gives a client at most ${max} people a day: ask for fewer, or continue tomorrow` +
      ` / Doel "${nl}" geeft een afnemer hooguit ${max} personen per dag: vraag er minder, of ga morgen verder`,
  );
