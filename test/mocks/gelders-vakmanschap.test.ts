/** The 850 vouchers of Gelders Vakmanschap as the source describes them; the 750th must not be identifiable. */
import { describe, expect, it } from 'vitest';
import { FUND_IDS } from '../../mocks/world/world.ts';
import type { Voucher } from '../../mocks/world/world.ts';
import { countBy, world } from './demo-world.ts';

const ofGelderland = world.vouchers.filter(({ programme }) => programme === 'gelders-vakmanschap');

describe('Gelders Vakmanschap', () => {
  it('issued 850 vouchers by 2019-04-11, 750 of them by 2019-03-07', () => {
    expect(ofGelderland.length).toBe(850);
    expect(ofGelderland.filter(({ issuedOn }) => issuedOn > '2019-04-11')).toEqual([]);
    expect(ofGelderland.filter(({ issuedOn }) => issuedOn <= '2019-03-07').length).toBe(750);
    expect(ofGelderland.filter(({ issuedOn }) => issuedOn < '2018-05-14')).toEqual([]);
  });

  it('has four types, issued by four funds, most by OTIB', () => {
    expect(countBy(ofGelderland, ({ type }) => type)).toEqual({
      SEEKING_WORK_IN_TECH: 300,
      WORKING_IN_TECH: 380,
      RETRAINING_INTO_TECH: 110,
      SELF_EMPLOYED_IN_TECH: 60,
    });
    const funds = countBy(ofGelderland, ({ fund }) => fund);
    expect(Object.keys(funds).toSorted()).toEqual([...FUND_IDS].toSorted());
    expect(funds['otib']).toBeGreaterThan(425);
  });

  it('has nearly exhausted budgets where the source says so, and none entirely exhausted', () => {
    const schemes = world.schemes.filter(({ programme }) => programme === 'gelders-vakmanschap');
    expect(schemes.length).toBe(16);
    const nearlyGone = ['SEEKING_WORK_IN_TECH', 'WORKING_IN_TECH'];
    const wrong = schemes.filter(({ type, committedCents, budgetCents }) => {
      const [least, most] = nearlyGone.includes(type) ? [1, 3] : [5, 20];
      const left = 100 - (100 * committedCents) / budgetCents;
      return left < least || left > most;
    });
    expect(wrong).toEqual([]);
  });

  it('has six of ten vouchers of workers requested by the employer, large employers first', () => {
    const working = ofGelderland.filter(({ type }) => type === 'WORKING_IN_TECH');
    expect(working.filter(({ requestedBy }) => requestedBy === 'EMPLOYER').length).toBe(228);
    const sizes = new Map(world.employers.map(({ kvk, size }) => [kvk, size]));
    const shareOfLarge = (vouchers: readonly Voucher[]) =>
      vouchers.filter(({ employerKvk }) => sizes.get(employerKvk ?? '') === 'LARGE').length /
      vouchers.length;
    const inOrder = working.toSorted((one, other) => (one.issuedOn < other.issuedOn ? -1 : 1));
    expect(shareOfLarge(inOrder.slice(0, 95))).toBeGreaterThan(
      shareOfLarge(inOrder.slice(190)) * 2,
    );
  });

  it('has holders in Gelderland and Deventer', () => {
    const places = new Map(world.municipalities.map((place) => [place.code, place]));
    const elsewhere = ofGelderland.filter(
      ({ municipality }) =>
        places.get(municipality)?.province !== 'PV25' && municipality !== 'GM0150',
    );
    expect(elsewhere).toEqual([]);
  });
});

describe('the 750th voucher', () => {
  const thatDay = ofGelderland.filter(({ issuedOn }) => issuedOn === '2019-03-07');
  const atTheSchool = thatDay.filter(({ provider }) => provider === 'techniek-academie');

  it('is one of several of the same day, fund and school', () => {
    expect(thatDay.length).toBe(11);
    expect(atTheSchool.filter(({ fund }) => fund === 'otib').length).toBeGreaterThanOrEqual(5);
  });

  it('cannot be identified by a number, a time or the order of the list', () => {
    const keys = atTheSchool.map(({ number }) => number);
    expect(keys.filter((number) => number.includes('750'))).toEqual([]);
    expect(new Set(thatDay.map(({ changedAt }) => changedAt.slice(11)))).toEqual(
      new Set(['03:00:00Z']),
    );
    for (const fund of FUND_IDS) {
      const ofFund = world.vouchers.filter((voucher) => voucher.fund === fund);
      const numbers = ofFund.map(({ number }) => number);
      expect(numbers).toEqual(numbers.toSorted());
      expect(isRandomOrder(ofFund.map(({ issuedOn }) => issuedOn))).toBe(true);
    }
  });

  it('cannot be identified by the number of its declaration', () => {
    const inOrder = world.declarations.toSorted((one, other) => one.number - other.number);
    expect(isRandomOrder(inOrder.map(({ filedOn }) => filedOn))).toBe(true);
  });
});

/** Whether about half of all adjacent pairs are in order. */
function isRandomOrder(days: readonly string[]): boolean {
  const rising = days.filter((day, index) => index > 0 && day >= (days[index - 1] ?? '')).length;
  const share = rising / (days.length - 1);
  return share > 0.35 && share < 0.65;
}
