import { nightlyRun, workingDays } from './days.ts';
import { untaken } from './employers.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import type { Day, EmployerSize, Moment, World } from './world.ts';

export type ArrangementType =
  'APPRENTICESHIP' | 'STARTER_GRANT' | 'MOBILITY_VOUCHER' | 'TRAINING_VOUCHER';

/** A place or a grant for one person at one employer, in the sectorplan of 2018 and 2019. */
export interface Arrangement {
  /** Random, unique in the case system. */
  readonly number: string;
  readonly programme: string;
  readonly type: ArrangementType;
  readonly employerKvk: string;
  readonly employerSize: EmployerSize;
  readonly isYoung: boolean;
  readonly startedOn: Day;
  readonly changedAt: Moment;
}

const PROGRAMME = 'samen-werk-maken-van-werk';
// From the source: 2,700 arrangements in two years at 500 companies, for young people and adults. Synthetic: all else.
const ARRANGEMENTS = 2_700;
const EMPLOYERS = 500;
const FIRST_DAY = '2018-04-03';
const LAST_DAY = '2020-03-31';

interface ArrangingEmployer {
  readonly kvk: string;
  readonly size: EmployerSize;
}

/** The arrangements of the sectorplan: always 2,700, regardless of the scale. */
export function arrangementsOf({ seed }: Pick<World, 'seed'>): readonly Arrangement[] {
  const random = createRandom(seed, 'arrangements');
  const numbers = new Set<string>();
  const employers = employersOf(random);
  const days = workingDays(FIRST_DAY, LAST_DAY);
  return Array.from({ length: ARRANGEMENTS }, (_, index) => {
    // Each employer has one, and a few have many of the others.
    const other = Math.floor(random.fraction() ** 2 * EMPLOYERS);
    const employer = employers[index < EMPLOYERS ? index : other];
    if (employer === undefined) throw new Error('Cannot find an employer for an arrangement');
    const type = random.weighted<ArrangementType>([
      ['APPRENTICESHIP', 38],
      ['STARTER_GRANT', 17],
      ['MOBILITY_VOUCHER', 20],
      ['TRAINING_VOUCHER', 25],
    ]);
    const startedOn = random.pick(days);
    return {
      number: untaken(numbers, () => `A-${random.code(8)}`),
      programme: PROGRAMME,
      type,
      employerKvk: employer.kvk,
      employerSize: employer.size,
      // The Startersbeurs is for young people alone.
      isYoung: type === 'STARTER_GRANT' || random.chance(type === 'APPRENTICESHIP' ? 0.7 : 0.25),
      startedOn,
      changedAt: nightlyRun(startedOn),
    };
  });
}

/** Their numbers begin with other digits than those of the employers of vouchers. */
function employersOf(random: Random): readonly ArrangingEmployer[] {
  const taken = new Set<string>();
  return Array.from({ length: EMPLOYERS }, () => ({
    kvk: untaken(taken, () => `98${String(random.whole(0, 999_999)).padStart(6, '0')}`),
    size: random.weighted<EmployerSize>([
      ['MICRO', 30],
      ['SMALL', 34],
      ['MEDIUM', 24],
      ['LARGE', 12],
    ]),
  }));
}
