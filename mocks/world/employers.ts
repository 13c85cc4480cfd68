import { municipalitiesIn, USUAL_MUNICIPALITIES } from './places.ts';
import { createRandom } from './random.ts';
import type { Employer, EmployerSize } from './world.ts';

const EMPLOYERS_THEN = 160;
const EMPLOYERS_NOW = 90;
/** The share of employers that are a member of the fund of their sector. */
const MEMBERS = 0.8;
const STAFF: Record<EmployerSize, readonly [number, number]> = {
  MICRO: [2, 9],
  SMALL: [10, 49],
  MEDIUM: [50, 249],
  LARGE: [250, 2400],
};

/** Employers with invented eight-digit numbers; the first ones were in Gelderland in 2018 and 2019. */
export function createEmployers(seed: number, scale: number): readonly Employer[] {
  const taken = new Set<string>();
  return Array.from({ length: EMPLOYERS_THEN + EMPLOYERS_NOW * scale }, (_, index) => {
    const random = createRandom(seed, `employer/${index}`);
    const size = random.weighted<EmployerSize>([
      ['MICRO', 25],
      ['SMALL', 35],
      ['MEDIUM', 25],
      ['LARGE', 15],
    ]);
    const isThen = index < EMPLOYERS_THEN;
    const places = isThen
      ? municipalitiesIn('PV25')
      : USUAL_MUNICIPALITIES.map((place) => place.code);
    return {
      kvk: untaken(taken, () => `99${String(random.whole(0, 999_999)).padStart(6, '0')}`),
      size,
      staff: random.whole(...STAFF[size]),
      municipality: random.pick(places),
      isMember: createRandom(seed, `employer/${index}/member`).chance(MEMBERS),
    };
  });
}

/** The employers of 2018 and 2019, in Gelderland. */
export function employersThen(employers: readonly Employer[]): readonly Employer[] {
  return employers.slice(0, EMPLOYERS_THEN);
}

/** The other employers, all over the country. */
export function employersNow(employers: readonly Employer[]): readonly Employer[] {
  return employers.slice(EMPLOYERS_THEN);
}

/** Draws values until one is new. */
export function untaken<T>(taken: Set<T>, draw: () => T): T {
  let value = draw();
  while (taken.has(value)) value = draw();
  taken.add(value);
  return value;
}
