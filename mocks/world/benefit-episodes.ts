import { addDays } from './days.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import type { Archetype, Day, Person, World } from './world.ts';

export type EpisodeType = 'WW' | 'BIJSTAND' | 'ZW' | 'IOAW' | 'TOESLAG';
export type EpisodeEnd = 'WORK' | 'MAXIMUM_DURATION' | 'OTHER';

/** A benefit period in UWV's records: the benefit of the world, and earlier ones. */
export interface BenefitEpisode {
  readonly number: string;
  readonly type: EpisodeType;
  readonly startedOn: Day;
  readonly endedOn: Day | null;
  readonly endReason: EpisodeEnd | null;
}

const EARLIER_SHARE = 0.18;
/** A benefit of 2018 or 2019 has ended: within two years. */
const THEN_ENDED_DAYS = [60, 720] as const;
const END_REASONS: Partial<Record<Archetype, EpisodeEnd>> = {
  'jobseeker-45-plus': 'WORK',
  'school-leaver': 'WORK',
};

/** The benefit periods of one person, oldest first. */
export function benefitEpisodesOf({ seed, date }: World, person: Person): BenefitEpisode[] {
  const { benefit, archetype } = person;
  if (benefit === null) return [];
  const random = createRandom(seed, `episode/${person.id}`);
  const number = () => `U${random.code(9)}`;
  const endedOn = benefit.endedOn ?? endOfThen(person, random);
  const current: BenefitEpisode = {
    number: number(),
    type: benefit.type,
    startedOn: benefit.startedOn,
    endedOn: endedOn !== null && endedOn > date ? null : endedOn,
    endReason: endedOn === null ? null : ((archetype && END_REASONS[archetype]) ?? end(random)),
  };
  if (archetype !== null || !random.chance(EARLIER_SHARE)) return [current];
  const startedOn = addDays(benefit.startedOn, -random.whole(900, 1900));
  const earlier: BenefitEpisode = {
    number: number(),
    type: random.weighted<EpisodeType>([
      ['WW', 60],
      ['ZW', 25],
      ['TOESLAG', 15],
    ]),
    startedOn,
    endedOn: addDays(startedOn, random.whole(40, 500)),
    endReason: end(random),
  };
  return [earlier, current];
}

function endOfThen({ era, benefit }: Person, random: Random): Day | null {
  if (era === 'now' || benefit === null) return null;
  return addDays(benefit.startedOn, random.whole(...THEN_ENDED_DAYS));
}

function end(random: Random): EpisodeEnd {
  return random.weighted<EpisodeEnd>([
    ['WORK', 66],
    ['MAXIMUM_DURATION', 20],
    ['OTHER', 14],
  ]);
}
