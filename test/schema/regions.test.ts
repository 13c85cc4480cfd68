import { describe, expect, test } from 'vitest';
import {
  allRegions,
  findRegion,
  isOverlapping,
  membersOf,
  municipalitiesOf,
  municipalityOfCity,
  overlapsOf,
  regionsOf,
} from '../../core/regions/regions.ts';
import type { Region, RegionKind } from '../../core/regions/regions.ts';

const IN_2016 = '2016-06-01';
const IN_2026 = '2026-11-21';

function region(kind: RegionKind, code: string): Region {
  const found = findRegion(kind, code);
  if (!found) throw new Error(`No region ${code}`);
  return found;
}

const namesOf = (regions: readonly Region[]) => regions.map(({ name }) => name);
const codesOf = (regions: readonly Region[]) => regions.map(({ code }) => code);
const am06 = region('ARBEIDSMARKTREGIO', 'AM06');

describe('the table', () => {
  test('holds all provinces, labour market regions and parts of the country', () => {
    const count = (kind: RegionKind) => allRegions(kind).length;
    expect([count('PROVINCIE'), count('ARBEIDSMARKTREGIO'), count('LANDSDEEL')]).toEqual([
      12, 35, 4,
    ]);
  });

  test('has the cooperation regions of the programmes', () => {
    expect(codesOf(allRegions('COOPERATION'))).toEqual([
      'cleantech-regio',
      'kop-van-noord-holland',
      'noordoost-friesland',
      'stedenvierkant',
      'noord-nederland',
    ]);
  });

  test('holds every municipality of the six provinces with a register', () => {
    const count = (code: string) =>
      membersOf(region('PROVINCIE', code), 'GEMEENTE', IN_2026).length;
    expect(['PV20', 'PV21', 'PV22', 'PV23', 'PV25', 'PV27'].map(count)).toEqual([
      10, 18, 12, 25, 51, 44,
    ]);
  });

  test('gives no code twice', () => {
    const codes = codesOf(allRegions());
    expect(new Set(codes).size).toBe(codes.length);
  });

  test('puts every municipality in one province and one labour market region on a day', () => {
    const wrong = allRegions('GEMEENTE').filter(({ code }) => {
      const kinds = regionsOf(code, IN_2026).map(({ kind }) => kind);
      const count = (kind: RegionKind) => kinds.filter((one) => one === kind).length;
      return kinds.length > 0 && (count('PROVINCIE') !== 1 || count('ARBEIDSMARKTREGIO') !== 1);
    });
    expect(wrong).toEqual([]);
  });
});

describe('AM06', () => {
  const always = ['GM0150', 'GM1773', 'GM0050', 'GM0200', 'GM0213', 'GM0230', 'GM0232', 'GM0233'];
  const later = ['GM0262', 'GM0302', 'GM0273', 'GM0285', 'GM0301'];

  test('has Heerde since the list of 2020, and not in the decree of 2015', () => {
    const before = [...always, 'GM0243', ...later];
    const after = [...always, 'GM0243', 'GM0246', ...later];
    expect(codesOf(membersOf(am06, 'GEMEENTE', IN_2016))).toEqual(before);
    expect(codesOf(membersOf(am06, 'GEMEENTE', IN_2026))).toEqual(after);
  });

  test.each([IN_2016, IN_2026])('crosses three provinces on %s', (on) => {
    expect(namesOf(overlapsOf(am06, 'PROVINCIE', on))).toEqual([
      'Overijssel',
      'Flevoland',
      'Gelderland',
    ]);
  });

  test('overlaps regions of every kind, its municipalities only when they are asked for', () => {
    expect(namesOf(overlapsOf(am06, null, IN_2026))).toEqual([
      'Overijssel',
      'Flevoland',
      'Gelderland',
      'Oost-Nederland',
      'Cleantech Regio',
      'Stedenvierkant',
    ]);
    expect(overlapsOf(am06, 'GEMEENTE', IN_2026)).toHaveLength(15);
  });

  test('has Cleantech Regio within it once Heerde is', () => {
    expect(namesOf(membersOf(am06, 'COOPERATION', IN_2016))).toEqual([]);
    expect(namesOf(membersOf(am06, 'COOPERATION', IN_2026))).toEqual(['Cleantech Regio']);
  });
});

describe('where something lies', () => {
  test('Assen is in Drenthe, and in labour market region Groningen', () => {
    expect(regionsOf('GM0106', IN_2026).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'GEMEENTE Assen',
      'PROVINCIE Drenthe',
      'ARBEIDSMARKTREGIO Groningen',
      'LANDSDEEL Noord-Nederland',
      'COOPERATION Noord-Nederland',
    ]);
  });

  test('Heerde moves from Zwolle to AM06', () => {
    const regionIn = (on: string) =>
      codesOf(regionsOf('GM0246', on).filter(({ kind }) => kind === 'ARBEIDSMARKTREGIO'));
    expect([regionIn('2019-12-31'), regionIn('2020-01-01')]).toEqual([['AM36'], ['AM06']]);
  });

  test('a part of the country has its provinces, known municipalities or not', () => {
    expect(namesOf(membersOf(region('LANDSDEEL', 'LD04'), 'PROVINCIE', IN_2026))).toEqual([
      'Noord-Brabant',
      'Limburg',
    ]);
  });

  test('a region that the table has in part is not within another region', () => {
    const within = membersOf(region('ARBEIDSMARKTREGIO', 'AM08'), 'PROVINCIE', IN_2026);
    expect(within).toEqual([]);
  });

  test('a municipality has no municipalities within it', () => {
    expect(membersOf(region('GEMEENTE', 'GM0200'), 'GEMEENTE', IN_2026)).toEqual([]);
  });

  test.each([
    ['a province and a region across its border', 'PV24', 'AM06', true],
    ['a province and a region elsewhere', 'PV27', 'AM06', false],
    ['a province without known municipalities and itself', 'PV29', 'PV29', true],
  ])('%s', (_, province, other, expected) => {
    const one = region('PROVINCIE', province);
    const two = findRegion('PROVINCIE', other) ?? region('ARBEIDSMARKTREGIO', other);
    expect([isOverlapping(one, two, IN_2026), isOverlapping(two, one, IN_2026)]).toEqual([
      expected,
      expected,
    ]);
  });

  test('an unknown code is no region and no municipality', () => {
    expect(findRegion('GEMEENTE', 'GM9999')).toBeNull();
    expect(regionsOf('GM9999', IN_2026)).toEqual([]);
  });
});

describe('records are matched by municipality', () => {
  test('those of a merged municipality count for its successor', () => {
    expect([...municipalitiesOf([region('GEMEENTE', 'GM1979')], IN_2026)]).toEqual([
      'GM1979',
      'GM0003',
      'GM0010',
      'GM0024',
    ]);
  });

  test('before the merger each counts for itself', () => {
    const codes = municipalitiesOf([region('ARBEIDSMARKTREGIO', 'AM01')], '2019-04-11');
    expect([codes.has('GM0003'), codes.has('GM1979')]).toEqual([true, false]);
  });

  test('a municipality that is gone still matches its own records', () => {
    expect([...municipalitiesOf([region('GEMEENTE', 'GM0003')], IN_2026)]).toEqual(['GM0003']);
  });

  test('two regions match what lies in either, once', () => {
    const regions = [region('COOPERATION', 'cleantech-regio'), region('GEMEENTE', 'GM0200')];
    expect(municipalitiesOf(regions, IN_2026).size).toBe(8);
  });
});

describe('a city lies in a municipality', () => {
  test.each([
    ['Harderwijk', 'GM0243'],
    ['APELDOORN', 'GM0200'],
    ['Deventer', 'GM0150'],
    ['Enschede', 'GM0153'],
    ['Zutphen', 'GM0301'],
    ['Haarlem', 'GM0392'],
    ['Groningen', 'GM0014'],
    ['Assen', 'GM0106'],
    ['Emmen', 'GM0114'],
    ['Leeuwarden', 'GM0080'],
    ['Stadskanaal', 'GM0037'],
    ['Drachten', 'GM0090'],
    ['Heerenveen', 'GM0074'],
    ['Hoogeveen', 'GM0118'],
    ['Meppel', 'GM0119'],
    ['Appingedam', 'GM1979'],
    ["'t Harde", 'GM0230'],
    ['Den Haag', 'GM0518'],
  ])('%s in %s', (city, municipality) => {
    expect(municipalityOfCity(city, IN_2026)).toBe(municipality);
  });

  test('on a day before a merger in the municipality of then', () => {
    expect(municipalityOfCity('Appingedam', '2019-10-15')).toBe('GM0003');
  });

  test('or in none that the table knows', () => {
    expect(municipalityOfCity('Atlantis', IN_2026)).toBeNull();
  });

  test('and each of those is a municipality of the table', () => {
    const unknown = allRegions('GEMEENTE').filter(
      ({ name }) => municipalityOfCity(name, IN_2026) === null,
    );
    expect(unknown).toEqual([]);
  });
});
