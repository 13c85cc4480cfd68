import { createEmployers } from './employers.ts';
import { issueInGelderland, issueInOverijssel } from './issue-then.ts';
import { issueNow } from './issue-now.ts';
import { issueForProgrammes } from './issue-programmes.ts';
import { fillOfferings, planOfferings, seatsLeft } from './offerings.ts';
import { createPeople } from './people.ts';
import { MUNICIPALITIES } from './places.ts';
import { redeem } from './redeem.ts';
import { fundSchemes, planSchemes } from './schemes.ts';
import { SCHOOLS } from './schools.ts';
import { createTrainings } from './trainings.ts';
import { lecturersOf } from './lecturers.ts';
import { createStudents } from './students.ts';
import { createTeachersPool } from './teachers-pool.ts';
import { createTestNumbers } from './test-number.ts';
import type { Voucher, World, WorldSettings } from './world.ts';

/** The synthetic world for a seed, a date and a scale. Deterministic; each part is created when first read. */
export function createWorld({
  seed = 1,
  date,
  scale = 1,
  people: peopleMin = 0,
}: WorldSettings): World {
  assertSettings(date, scale);
  const trainings = once(() => createTrainings(seed));
  const planned = once(() => planOfferings(seed, date, scale, trainings()));
  const schemes = once(() => planSchemes(date));
  const employers = once(() => createEmployers(seed, scale));
  const people = once(() => createPeople(seed, date, scale, employers()));
  const numbers = once(() => new Set<string>());
  const claims = once(() => new Set<number>());
  const redeemed = once(() => {
    const past = {
      seed,
      schemes: schemes(),
      people: people(),
      employers: employers(),
      numbers: numbers(),
    };
    const issued = [
      ...issueInGelderland(past),
      ...issueInOverijssel(past),
      ...issueNow({ ...past, date }),
    ];
    return redeem(
      { seed, date, trainings: trainings(), offerings: planned(), claims: claims() },
      issued,
    );
  });
  const enrolled = once(() => {
    const pool = createTeachersPool(seed, trainings(), planned());
    const students = createStudents({
      seed,
      date,
      trainings: trainings(),
      offerings: planned(),
      taken: redeemed().associations,
      studentsMin: peopleMin - people().length - pool.people.length,
    });
    return [students, pool];
  });
  const usual = once(() => [
    ...redeemed().associations,
    ...lecturersOf(seed, people(), trainings(), planned(), date),
    ...enrolled().flatMap((one) => one.associations),
  ]);
  const offerings = once(() => fillOfferings(planned(), usual()));
  // After everyone else, in seats that the offerings count already: what others have does not depend on them.
  const ofProgrammes = once(() => {
    const seats = seatsLeft(offerings(), usual());
    const issued = issueForProgrammes({
      seed,
      date,
      scale,
      schemes: schemes(),
      employers: employers(),
      numbers: numbers(),
    });
    const now = planned().filter(({ startDate }) => startDate > '2020-01-01');
    const settings = { seed, date, trainings: trainings(), offerings: now, claims: claims() };
    return { ...redeem({ ...settings, seats }, issued), people: issued.map((one) => one.person) };
  });
  const associations = once(() => [...usual(), ...ofProgrammes().associations]);
  // After the people with vouchers, whose numbers and vouchers do not depend on how many others there are.
  const everyone = once(() => {
    const others = [...enrolled(), ofProgrammes()].flatMap((one) => one.people);
    const bsns = createTestNumbers(people().length + others.length).slice(people().length);
    return [...people(), ...others.map((person, index) => ({ ...person, bsn: bsns[index] ?? '' }))];
  });
  // Sorted by number, so that nothing shows the order in which they were created.
  const vouchers = once(() =>
    [...redeemed().vouchers, ...ofProgrammes().vouchers].toSorted(byFundAndNumber),
  );
  const declarations = once(() => [...redeemed().declarations, ...ofProgrammes().declarations]);
  const funded = once(() => fundSchemes(schemes(), vouchers(), date));
  return {
    seed,
    date,
    scale,
    municipalities: MUNICIPALITIES,
    schools: SCHOOLS,
    get people() {
      return everyone();
    },
    get employers() {
      return employers();
    },
    get schemes() {
      return funded();
    },
    get vouchers() {
      return vouchers();
    },
    get declarations() {
      return declarations();
    },
    get trainings() {
      return trainings();
    },
    get offerings() {
      return offerings();
    },
    get associations() {
      return associations();
    },
  };
}

/** The earliest date of a world, so that its current records cannot be confused with those of 2018 and 2019. */
const FIRST_DATE = '2021-03-01';

function assertSettings(date: string, scale: number): void {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date))) {
    throw new Error(`Cannot make a world for the date "${date}": expected YYYY-MM-DD`);
  }
  if (date < FIRST_DATE) {
    throw new Error(`Cannot make a world for ${date}: expected ${FIRST_DATE} or later`);
  }
  if (!Number.isInteger(scale) || scale < 1) {
    throw new Error(`Cannot make a world of scale ${scale}: expected a whole number from 1`);
  }
}

function byFundAndNumber(one: Voucher, other: Voucher): number {
  const left = `${one.fund} ${one.number}`;
  return left < `${other.fund} ${other.number}` ? -1 : 1;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
