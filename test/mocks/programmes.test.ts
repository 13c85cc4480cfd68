/** The programmes of now have vouchers at the scale of their texts, and the people of them change nothing for others. */
import { expect, it } from 'vitest';
import { municipalityOf } from '../../mocks/world/places.ts';
import { fillOfferings, planOfferings } from '../../mocks/world/offerings.ts';
import { countBy, world } from './demo-world.ts';

const ofProgramme = (wanted: string) =>
  world.vouchers.filter(({ programme }) => programme === wanted);
const isTheirs = (personId: string) => personId.startsWith('programme-');
const offerings = new Map(world.offerings.map((one) => [one.id, one]));
const trainings = new Map(world.trainings.map((one) => [one.id, one]));
const associations = new Map(world.associations.map((one) => [one.id, one]));
const trainingOf = (associationId: string | null) => {
  const offeringId = associations.get(associationId ?? '')?.offeringId;
  return trainings.get(offerings.get(offeringId ?? '')?.trainingId ?? '');
};

it('gives Wendbaarheid 75 people, who learn at Saxion or Aventus for at most a year', () => {
  const vouchers = ofProgramme('wendbaarheid');
  expect(new Set(vouchers.map(({ personId }) => personId)).size).toBe(75);
  const theirs = vouchers.filter(({ personId }) => isTheirs(personId));
  expect(new Set(theirs.flatMap(({ provider }) => provider ?? []))).toEqual(
    new Set(['saxion', 'aventus']),
  );
  const months = theirs.flatMap(({ associationId }) => trainingOf(associationId)?.months ?? []);
  expect(months.length).toBeGreaterThan(30);
  expect(Math.max(...months)).toBe(12);
});

it('gives the North 254 vouchers of three funds, in its three regions and in techniek, bouw and zorg', () => {
  const vouchers = ofProgramme('scholingsalliantie-noord');
  expect(countBy(vouchers, ({ fund }) => fund)).toEqual({
    'a-en-o-metalektro': 78,
    oomt: 106,
    otib: 70,
  });
  const sectors = countBy(
    vouchers.filter(({ associationId }) => associationId !== null),
    ({ associationId }) => trainingOf(associationId)?.sector ?? '',
  );
  for (const sector of ['TECHNIEK', 'INSTALLATION_TECHNOLOGY', 'CONSTRUCTION', 'CARE']) {
    expect(sectors[sector]).toBeGreaterThan(15);
  }
  const regions = countBy(
    vouchers,
    ({ municipality }) => municipalityOf(municipality).labourRegion,
  );
  for (const region of ['AM01', 'AM02', 'AM03']) expect(regions[region]).toBeGreaterThan(40);
  const situations = countBy(vouchers, ({ situation }) => situation);
  expect(situations['SCHOOL_LEAVER']).toBeGreaterThan(10);
});

it('gives Noord-Holland vouchers of three types in four regions, and Limburg 40 of people who live there', () => {
  const holland = ofProgramme('versterken-technische-sector-nh');
  expect(countBy(holland, ({ type }) => type)).toEqual({
    ORIENTATION: 32,
    SUPPORT: 42,
    TRAINING: 48,
  });
  const regionsOf = (vouchers: typeof holland) =>
    Object.keys(countBy(vouchers, (one) => municipalityOf(one.municipality).labourRegion));
  expect(regionsOf(holland).toSorted()).toEqual(['AM15', 'AM17', 'AM18', 'AM37']);
  const limburg = ofProgramme('limburgs-vakmanschap');
  expect(limburg.length).toBe(40);
  expect(regionsOf(limburg).toSorted()).toEqual(['AM29', 'AM30']);
});

it('issues none of them before the fourth quarter of 2025', () => {
  const theirs = world.vouchers.filter(({ personId }) => isTheirs(personId));
  const statuses = Object.keys(countBy(theirs, ({ status }) => status)).toSorted();
  expect(statuses).toEqual(['EXPIRED', 'ISSUED', 'REDEEMED', 'WITHDRAWN']);
  expect(theirs.filter(({ issuedOn }) => issuedOn < '2025-10-01')).toEqual([]);
});

it('takes no free seat of an offering for them: they are among the students that it counts already', () => {
  const others = world.associations.filter(({ personId }) => !isTheirs(personId));
  expect(others.length).toBeLessThan(world.associations.length - 150);
  const planned = planOfferings(world.seed, world.date, world.scale, world.trainings);
  expect(fillOfferings(planned, others)).toEqual(world.offerings);
});

it('leaves the citizen numbers of all others, which come first', () => {
  const first = world.people.findIndex(({ id }) => isTheirs(id));
  expect(world.people.slice(first).filter(({ id }) => !isTheirs(id))).toEqual([]);
});
