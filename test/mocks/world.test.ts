import { describe, expect, it } from 'vitest';
import { createWorld } from '../../mocks/world/create-world.ts';
import { addDays } from '../../mocks/world/days.ts';
import { groupBy } from '../../mocks/world/group-by.ts';
import { isElevenProof } from '../../mocks/world/test-number.ts';
import { FUND_IDS, SCHOOL_IDS } from '../../mocks/world/world.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { countBy, world } from './demo-world.ts';

const people = new Map(world.people.map((person) => [person.id, person]));

describe('the synthetic world', () => {
  it('is equal for the same seed, date and scale, and differs for another seed', () => {
    const text = JSON.stringify(world);
    expect(JSON.stringify(createWorld({ date: TEST_DAY }))).toBe(text);
    expect(JSON.stringify(createWorld({ date: TEST_DAY, seed: 2 }))).not.toBe(text);
  });

  it('throws for an invalid date or scale', () => {
    expect(() => createWorld({ date: 'yesterday' })).toThrow('expected YYYY-MM-DD');
    expect(() => createWorld({ date: '2019-04-11' })).toThrow('expected 2021-03-01 or later');
    expect(() => createWorld({ date: TEST_DAY, scale: 0.5 })).toThrow('a whole number from 1');
  });

  it('grows with the scale, except for the vouchers of Gelders Vakmanschap', () => {
    const larger = createWorld({ date: TEST_DAY, scale: 3 });
    const count = (one: typeof world) => ({
      gelderland: one.vouchers.filter(({ programme }) => programme === 'gelders-vakmanschap')
        .length,
      six: one.people.slice(0, 6),
    });
    expect(count(larger)).toEqual(count(world));
    expect(larger.people.length).toBeGreaterThan(world.people.length + 800);
    expect(larger.offerings.length).toBeGreaterThan(world.offerings.length * 2);
    expect(larger.vouchers.length).toBeGreaterThan(world.vouchers.length + 400);
  });

  it('can be created for any later date', () => {
    for (const date of ['2021-03-01', '2024-02-29', '2031-12-31']) {
      expect(createWorld({ date }).vouchers.length).toBeGreaterThan(1_100);
    }
  });

  it('gives every person a unique number that passes the elfproef', () => {
    const numbers = world.people.map(({ bsn }) => bsn);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(
      numbers.filter((number) => !isElevenProof(number) || !number.startsWith('9999')),
    ).toEqual([]);
  });

  it('has people with synthetic names', () => {
    expect(world.people.filter(({ name }) => !/^Synthetisch Persoon \w+$/.test(name))).toEqual([]);
  });
});

describe('current vouchers', () => {
  it('belong to schemes; each fund has open, exhausted, closed and future ones', () => {
    for (const fund of FUND_IDS) {
      const now = world.schemes.filter((one) => one.fund === fund && one.opensOn > '2020-01-01');
      const isOpen = (one: (typeof now)[number]) =>
        one.opensOn <= TEST_DAY && (one.closesOn ?? '9999') >= TEST_DAY;
      const used = (one: (typeof now)[number]) => one.committedCents / one.budgetCents;
      expect(now.filter((one) => isOpen(one) && used(one) < 0.9).length).toBeGreaterThanOrEqual(2);
      expect(now.filter((one) => isOpen(one) && used(one) === 1).length).toBe(1);
      expect(now.filter((one) => (one.closesOn ?? '9999') < TEST_DAY).length).toBeGreaterThan(0);
      expect(now.filter((one) => one.opensOn > TEST_DAY).length).toBe(1);
    }
  });

  it('do not exceed the budget, which is a round amount', () => {
    const committed = (fund: string, id: string) =>
      world.vouchers
        .filter((one) => one.fund === fund && one.schemeId === id)
        .filter(({ status }) => status === 'ISSUED' || status === 'REDEEMED')
        .reduce((sum, { amountCents }) => sum + amountCents, 0);
    const wrong = world.schemes.filter(
      ({ fund, id, budgetCents, committedCents }) =>
        committed(fund, id) !== committedCents ||
        committedCents > budgetCents ||
        budgetCents % (committedCents < 100_000 ? 10_000 : 50_000) !== 0,
    );
    expect(wrong).toEqual([]);
  });

  it('expire after their last day unless redeemed or withdrawn before', () => {
    const over = world.vouchers.filter(({ expiresOn }) => expiresOn < TEST_DAY);
    expect(over.filter(({ status }) => status === 'ISSUED')).toEqual([]);
    const expired = world.vouchers.filter(({ status }) => status === 'EXPIRED');
    expect(
      expired.filter(
        ({ expiresOn, changedAt }) =>
          expiresOn >= TEST_DAY || changedAt !== `${addDays(expiresOn, 1)}T03:00:00Z`,
      ),
    ).toEqual([]);
  });

  it('are some hundreds, of every status and type', () => {
    const now = world.vouchers.filter(({ issuedOn }) => issuedOn > '2020-01-01');
    expect(now.length).toBeGreaterThan(200);
    expect(Object.keys(countBy(now, ({ status }) => status)).toSorted()).toEqual([
      'EXPIRED',
      'ISSUED',
      'REDEEMED',
      'WITHDRAWN',
    ]);
    expect(Object.keys(countBy(now, ({ use }) => use)).toSorted()).toEqual([
      'GUIDANCE',
      'ORIENTATION',
      'TRAINING',
    ]);
  });

  it('have no dates after the date of the world', () => {
    const days = world.vouchers.flatMap((one) => [
      one.issuedOn,
      one.redeemedOn ?? '',
      one.changedAt,
    ]);
    expect(days.filter((day) => day.slice(0, 10) > TEST_DAY)).toEqual([]);
    expect(world.declarations.filter(({ filedOn }) => filedOn > TEST_DAY)).toEqual([]);
  });
});

describe('people across partners', () => {
  const redeemedBy = new Set(
    world.vouchers
      .filter(({ status, associationId }) => status === 'REDEEMED' && associationId !== null)
      .map(({ personId }) => personId),
  );

  it('have records at UWV, school and fund for one job seeker in five, spread over the list', () => {
    const jobseekers = world.people.filter(
      ({ era, situation, benefit }) =>
        era === 'now' && situation === 'JOBSEEKER' && benefit !== null,
    );
    for (let start = 0; start + 20 <= jobseekers.length; start += 20) {
      const overlap = jobseekers.slice(start, start + 20).filter(({ id }) => redeemedBy.has(id));
      expect(overlap.length).toBeGreaterThanOrEqual(4);
    }
  });

  it('include the six archetypes, each with a started enrolment and a declared voucher', () => {
    const offerings = new Map(world.offerings.map((offering) => [offering.id, offering]));
    const lives = world.people.filter(({ archetype }) => archetype !== null);
    const stories = lives.map(({ id, archetype }) => {
      const mine = world.associations.filter(({ personId }) => personId === id);
      return {
        id,
        roles: mine.map(({ role }) => role),
        hasBegun: mine.every(
          (one) => (offerings.get(one.offeringId)?.startDate ?? '9') <= TEST_DAY,
        ),
        declared: world.declarations.filter((one) =>
          mine.some(({ id: key }) => key === one.associationId),
        ).length,
        archetype,
      };
    });
    const issued = world.vouchers.filter(({ personId }) => lives.some(({ id }) => id === personId));
    expect(new Set(issued.map(({ issuedOn }) => issuedOn)).size).toBe(6);
    const life = (archetype: string, ...roles: string[]) => ({
      id: `archetype-${archetype}`,
      roles,
      hasBegun: true,
      declared: 1,
      archetype,
    });
    expect(stories).toEqual([
      life('jobseeker-45-plus', 'student'),
      life('status-holder', 'student'),
      life('self-employed', 'student'),
      life('job-changer', 'student'),
      life('school-leaver', 'student'),
      life('hybrid-teacher', 'teaching assistant', 'lecturer'),
    ]);
  });

  it('have vouchers and enrolments that refer to each other', () => {
    const associations = new Map(world.associations.map((one) => [one.id, one]));
    for (const voucher of world.vouchers) {
      expect(people.has(voucher.personId)).toBe(true);
      if (voucher.associationId === null) continue;
      expect(associations.get(voucher.associationId)).toMatchObject({
        personId: voucher.personId,
        school: voucher.provider,
        voucher: { fund: voucher.fund, number: voucher.number },
      });
    }
  });
});

describe('enrolments without a voucher', () => {
  const offerings = new Map(world.offerings.map((offering) => [offering.id, offering]));
  const trainings = new Map(world.trainings.map((training) => [training.id, training]));
  const sectorOf = (offeringId: string) =>
    trainings.get(offerings.get(offeringId)?.trainingId ?? '')?.sector;

  it('are more than a thousand, of people without a benefit who are no job seekers', () => {
    const holders = new Set(
      world.associations
        .filter(({ voucher, role }) => voucher === null && role === 'student')
        .map(({ personId }) => personId),
    );
    expect(holders.size).toBeGreaterThan(1_000);
    const wrong = [...holders].filter((id) => {
      const person = people.get(id);
      return person === undefined || person.benefit !== null || person.situation === 'JOBSEEKER';
    });
    expect(wrong).toEqual([]);
  });

  it('are many in care in 2018 and 2019, and in every sector but that of teachers both finished and stopped', () => {
    const others = world.associations.filter(({ voucher }) => voucher === null);
    const inCare = others.filter(
      ({ offeringId }) =>
        sectorOf(offeringId) === 'CARE' && (offerings.get(offeringId)?.startDate ?? '') < '2020',
    );
    expect(inCare.length).toBeGreaterThan(100);
    const sectors = (isWanted: (one: (typeof others)[number]) => boolean) =>
      new Set(others.filter(isWanted).map(({ offeringId }) => sectorOf(offeringId)));
    expect(sectors(({ result }) => result?.pass === 'passed').size).toBe(8);
    expect(sectors(({ state }) => state === 'canceled').size).toBe(7);
  });

  it('change no number of students, which offerings counted already', () => {
    const students = groupBy(
      world.associations.filter(({ role, state }) => role === 'student' && state === 'associated'),
      ({ offeringId }) => offeringId,
    );
    const tooMany = [...students].filter(
      ([id, list]) => list.length > (offerings.get(id)?.enrolledStudents ?? 0),
    );
    expect(tooMany).toEqual([]);
  });

  it('have 18 participants of the teachers pool from October 2018, of whom 14 teach at a school', () => {
    const pool = world.associations.filter(({ poolNumber }) => poolNumber !== undefined);
    const ofRole = (wanted: string) => pool.filter(({ role }) => role === wanted);
    const starts = ofRole('student').map(({ offeringId }) => offerings.get(offeringId)?.startDate);
    expect(starts).toEqual(Array.from({ length: 18 }, () => '2018-10-01'));
    const teachers = new Set(ofRole('lecturer').map(({ personId }) => personId));
    expect(teachers.size).toBe(14);
    const schools = new Set(ofRole('lecturer').map(({ school }) => school));
    expect([...schools].toSorted()).toEqual([
      'aventus',
      'saxion',
      'smart-makers-academy',
      'techniek-academie',
    ]);
  });

  it('that were cancelled have a day, which is never after the date of the world', () => {
    const cancelled = world.associations.filter(({ state }) => state === 'canceled');
    expect(cancelled.length).toBeGreaterThan(200);
    expect(cancelled.filter(({ stoppedOn }) => !stoppedOn || stoppedOn > TEST_DAY)).toEqual([]);
    const before = cancelled.filter(
      ({ stoppedOn = '', offeringId }) => stoppedOn < (offerings.get(offeringId)?.startDate ?? ''),
    );
    expect(before.length).toBeGreaterThan(20);
  });
});

describe('trainings of the schools', () => {
  it('have free seats within a year after the date in every region of the demo', () => {
    const trainings = new Map(world.trainings.map((training) => [training.id, training]));
    const free = world.offerings.filter(
      (one) =>
        one.startDate > TEST_DAY &&
        one.enrolledStudents < one.maxStudents &&
        (trainings.get(one.trainingId)?.months ?? 99) <= 12,
    );
    const sectorsIn = (...codes: readonly string[]) =>
      new Set(
        free
          .filter(({ municipality }) => codes.includes(municipality))
          .map(({ trainingId }) => trainings.get(trainingId)?.sector),
      );
    for (const places of [
      ['GM0200', 'GM0150', 'GM0301'],
      ['GM0014'],
      ['GM0114', 'GM0106'],
      ['GM0080'],
    ]) {
      for (const sector of ['CARE', 'ICT', 'CONSTRUCTION', 'INSTALLATION_TECHNOLOGY'] as const) {
        expect(sectorsIn(...places)).toContain(sector);
      }
    }
    expect(sectorsIn('GM0243').size).toBeGreaterThan(2);
    expect(sectorsIn('GM0392', 'GM0375')).toContain('ICT');
  });

  it('have full groups too, and never more students than seats', () => {
    expect(world.offerings.some((one) => one.enrolledStudents === one.maxStudents)).toBe(true);
    expect(world.offerings.filter((one) => one.enrolledStudents > one.maxStudents)).toEqual([]);
  });

  it('have enrolments at every school, one of which uses a state of its own', () => {
    const schools = groupBy(world.associations, ({ school }) => school);
    expect([...schools.keys()].toSorted()).toEqual([...SCHOOL_IDS].toSorted());
    const states = new Set(world.associations.map(({ state }) => state));
    expect([...states].toSorted()).toEqual(['associated', 'canceled', 'pending', 'queued']);
  });
});
