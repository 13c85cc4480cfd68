/** From an address to the question for instruments, and from its response to what the page shows. */
import { expect, test } from 'vitest';
import {
  foundIn,
  isAboutRegion,
  nearestNames,
  reasonsOf,
  variablesOf,
  type Instrument,
} from '../../dashboard/pages/instruments/find.ts';

const NOTHING = { wie: null, regio: null, sector: null, leeftijd: null, niveau: null };

test('variablesOf gives every choice of the address as a variable', () => {
  const choices = {
    wie: 'SELF_EMPLOYED',
    regio: ' Gelderland ',
    sector: 'TECHNIEK',
    leeftijd: '45',
    niveau: 'MBO_4',
  };
  expect(variablesOf(choices)).toEqual({
    wie: 'SELF_EMPLOYED',
    regio: { kind: null, code: null, name: 'Gelderland' },
    sector: 'TECHNIEK',
    leeftijd: 45,
    niveau: 'MBO_4',
  });
});

test.each([
  [{}],
  [{ wie: 'PRINCE', sector: 'toString', niveau: 'PHD' }],
  [{ regio: '  ', leeftijd: '-4' }],
  [{ leeftijd: '121' }],
])('variablesOf(%j) narrows nothing', (choices) => {
  expect(variablesOf(choices)).toEqual(NOTHING);
});

function instrument(changed: Partial<Instrument>): Instrument {
  return {
    id: 'otib:1',
    kind: 'VOUCHER',
    name: 'Voucher',
    status: 'OPEN',
    why: [],
    opensOn: null,
    closesOn: null,
    budgetLeftPercent: null,
    maximum: null,
    applyAt: null,
    provenance: null,
    ...changed,
  };
}

test('foundIn gives open before closed, what pays most first, then by name; a kind that is null is left out', () => {
  const pays = (amount: number) => ({ maximum: { amount, currency: 'EUR' } });
  const found = foundIn({
    fromFunds: [instrument({ name: 'B' }), instrument({ name: 'laag', ...pays(500) })],
    fromProvinces: [instrument({ name: 'hoog', ...pays(2500) })],
    fromSchools: null,
    fromGuidance: [
      instrument({ name: 'A' }),
      instrument({ name: 'op', status: 'EXHAUSTED', ...pays(9000) }),
      instrument({ name: 'dicht', status: 'CLOSED' }),
    ],
  });
  const names = (list: readonly Instrument[]) => list.map(({ name }) => name);
  expect(names(found.open)).toEqual(['hoog', 'laag', 'A', 'B']);
  expect(names(found.closed)).toEqual(['dicht', 'op']);
});

test('reasonsOf gives the reasons in one language, without the one that tells the last day', () => {
  const why = [
    "Bedoeld voor zzp'ers. / Meant for the self-employed.",
    'Open tot en met 13-02-2027. / Open up to and including 2027-02-13.',
  ];
  expect(reasonsOf({ why, closesOn: '2027-02-13' }, 'nl')).toEqual(["Bedoeld voor zzp'ers."]);
  expect(reasonsOf({ why, closesOn: '2027-02-13' }, 'en')).toEqual([
    'Meant for the self-employed.',
  ]);
  const always = ['Doorlopend open. / Open without an end date.', 'Voor iedereen.'];
  expect(reasonsOf({ why: always, closesOn: null }, 'en')).toEqual(['Voor iedereen.']);
  expect(reasonsOf({ why: null, closesOn: null }, 'nl')).toEqual([]);
});

test('nearestNames reads the names in the refusal of an unknown region', () => {
  const refusal =
    'Cannot use this region: No region has this name; nearest are "Drenthe", "Twente", "Dronten"';
  expect(nearestNames(refusal)).toEqual(['Drenthe', 'Twente', 'Dronten']);
  expect(nearestNames('Cannot use this region: No region has this name')).toEqual([]);
  expect(isAboutRegion(refusal)).toBe(true);
  expect(isAboutRegion('Cannot use this age: expected 0 to 120')).toBe(false);
});
