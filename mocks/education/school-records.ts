import { groupBy } from '../world/group-by.ts';
import { uuidFrom } from '../world/random.ts';
import type {
  Association,
  Day,
  Offering,
  Person,
  School,
  SchoolId,
  Training,
  World,
} from '../world/world.ts';

/** The records in a school's own systems, by id. */
export interface SchoolRecords {
  readonly school: School;
  readonly date: Day;
  readonly trainings: ReadonlyMap<string, Training>;
  readonly offerings: ReadonlyMap<string, Offering>;
  readonly offeringsOf: ReadonlyMap<string, readonly Offering[]>;
  readonly associations: ReadonlyMap<string, Association>;
  readonly associationsOf: ReadonlyMap<string, readonly Association[]>;
  readonly associationsAt: ReadonlyMap<string, readonly Association[]>;
  /** By the school's own id of a person, which differs from the world's. */
  readonly people: ReadonlyMap<string, Person>;
  readonly peopleByNumber: ReadonlyMap<string, Person>;
}

/** The records of one school. */
export function recordsOf(world: World, id: SchoolId): SchoolRecords {
  const school = world.schools.find((one) => one.id === id);
  if (!school) throw new Error(`Cannot find the school "${id}"`);
  const offerings = world.offerings.filter((offering) => offering.school === id);
  const associations = world.associations.filter((association) => association.school === id);
  const enrolled = new Set(associations.map(({ personId }) => personId));
  const people = world.people.filter((person) => enrolled.has(person.id));
  return {
    school,
    date: world.date,
    trainings: byKey(
      world.trainings.filter((training) => training.school === id),
      (training) => training.id,
    ),
    offerings: byKey(offerings, (offering) => offering.id),
    offeringsOf: groupBy(offerings, (offering) => offering.trainingId),
    associations: byKey(associations, (association) => association.id),
    associationsOf: groupBy(associations, (association) => association.personId),
    associationsAt: groupBy(associations, (association) => association.offeringId),
    people: byKey(people, (person) => personIdAt(school, person.id)),
    peopleByNumber: byKey(people, (person) => person.bsn),
  };
}

/** Each school has its own id for a person, so that schools cannot match persons by id. */
export function personIdAt(school: School, personId: string): string {
  return uuidFrom(`${school.organizationId}/${personId}`);
}

function byKey<T>(list: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T> {
  return new Map(list.map((item) => [keyOf(item), item]));
}
