/** Regions of an operator's own folder: what replaces ours, and how a mistake is reported. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readRegions } from '../../core/regions/region-table.ts';
import { allRegions, findRegion, municipalityOfCity } from '../../core/regions/regions.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'vakgraaf-regions-'))));
afterEach(() => {
  readRegions(undefined);
  rmSync(folder, { recursive: true });
});

const write = (name: string, content: object) =>
  writeFileSync(join(folder, `${name}.yaml`), stringify(content));

const OWN = {
  regions: { provinces: [{ code: 'PV90', name: 'Waddenrijk' }] },
  municipalities: {
    municipalities: [{ code: 'GM9001', name: 'Zandplaat', province: 'PV90', regions: [] }],
  },
  cities: { cities: { GM9001: ['Oosterend'] } },
};

test('an empty folder leaves the table of the Netherlands in use', () => {
  const before = allRegions().length;
  readRegions(folder);
  expect(allRegions()).toHaveLength(before);
});

test('files of the folder replace the table, and without the folder it is back', () => {
  for (const [name, content] of Object.entries(OWN)) write(name, content);
  readRegions(folder);
  expect(allRegions().map(({ code }) => code)).toEqual(['PV90', 'GM9001']);
  expect(municipalityOfCity('oosterend', '2026-01-01')).toBe('GM9001');
  readRegions(undefined);
  expect(findRegion('PROVINCIE', 'PV25')?.name).toBe('Gelderland');
});

test.each([
  [
    'municipalities',
    { municipalities: [{ code: 'GM1', name: 'x', province: 'PV90', regions: [] }] },
    /municipalities\.yaml:2:11 municipalities\.0\.code: expected a code such as GM0200$/,
  ],
  [
    'municipalities',
    { municipalities: [{ code: 'GM0001', name: 'x', province: 'PV91', regions: [] }] },
    /municipalities\.yaml:4:15 municipalities\.0\.province: unknown region "PV91"; did you mean "PV90"\?$/,
  ],
  [
    'cities',
    { cities: { GM9002: ['x'] } },
    /cities\.yaml:3:5 cities\.GM9002: unknown municipality "GM9002"; did you mean "GM9001"\?$/,
  ],
  [
    'regions',
    { province: [] },
    /regions\.yaml:1:1 file: unexpected "province"; did you mean "provinces"\?$/,
  ],
])(
  'a mistake in %s.yaml (%j) is reported with its line and changes nothing',
  (name, content, message) => {
    for (const [own, valid] of Object.entries(OWN)) write(own, valid);
    write(name, content);
    const before = allRegions();
    expect(() => readRegions(folder)).toThrow(message);
    expect(allRegions()).toEqual(before);
  },
);
