import { expect, test } from 'vitest';
import { findOneRegion, findRegionsByInput } from '../../core/regions/find-regions.ts';
import type { RegionArgument } from '../../core/regions/find-regions.ts';

function codesFor(region: RegionArgument): readonly string[] {
  const response = findRegionsByInput(region);
  return response.ok ? response.regions.map(({ code }) => code) : [response.message];
}

test.each<[string, RegionArgument, readonly string[]]>([
  ['a code alone', { code: 'AM06' }, ['AM06']],
  ['a code in lower case', { code: 'gm0200' }, ['GM0200']],
  ['the slug of a cooperation region', { code: 'cleantech-regio' }, ['cleantech-regio']],
  ['a name in any case', { name: 'gELDERLAND' }, ['PV25']],
  ['a name without its accent', { name: 'Fryslan' }, ['PV21', 'AM02']],
  ['another name in use', { name: 'Stedendriehoek en Noord-Veluwe' }, ['AM06']],
  ['a hyphen for a slash', { name: 'Zaanstreek-Waterland' }, ['AM17']],
  ['a space for a hyphen', { name: 'Zuid Kennemerland' }, ['AM37']],
  ['a name with a kind', { name: 'Groningen', kind: 'GEMEENTE' }, ['GM0014']],
  ['null as what is left out', { name: 'Limburg', kind: null, code: null }, ['PV31']],
])('a region is found by %s', (_, region, codes) => {
  expect(codesFor(region)).toEqual(codes);
});

test('a name without a kind finds every region of that name', () => {
  expect(codesFor({ name: 'Groningen' })).toEqual(['PV20', 'AM01', 'GM0014']);
  expect(codesFor({ name: 'Friesland' })).toEqual(['PV21', 'AM02']);
  expect(codesFor({ name: 'Noord-Nederland' })).toEqual(['LD01', 'noord-nederland']);
});

test('findOneRegion prefers the province', () => {
  const first = (name: string) => {
    const response = findOneRegion({ name });
    return response.ok && response.regions.map(({ code }) => code);
  };
  expect(['Groningen', 'Zwolle', 'Apeldoorn', 'Noord-Nederland'].map(first)).toEqual([
    ['PV20'],
    ['AM36'],
    ['GM0200'],
    ['noord-nederland'],
  ]);
});

test('an unknown name gives the nearest names', () => {
  expect(findRegionsByInput({ name: 'Freisland' })).toEqual({
    ok: false,
    message: 'No region has this name',
    nearest: ['Friesland', 'Flevoland'],
  });
});

test('an unknown code gives the nearest codes', () => {
  expect(findRegionsByInput({ code: 'AM66' })).toEqual({
    ok: false,
    message: 'No region has this code',
    nearest: ['AM06', 'AM26', 'AM36'],
  });
});

test.each([
  ['a name of another kind', { name: 'Gelderland', kind: 'GEMEENTE' }],
  ['a code of another kind', { code: 'AM06', kind: 'PROVINCIE' }],
  ['a code and a name that disagree', { code: 'PV25', name: 'Drenthe' }],
] satisfies [string, RegionArgument][])('%s finds nothing', (_, query) => {
  expect(findRegionsByInput(query).ok).toBe(false);
});

test('an argument without code and name is an error', () => {
  expect(findRegionsByInput({ kind: 'PROVINCIE' })).toEqual({
    ok: false,
    message: 'A region needs a code or a name',
    nearest: [],
  });
});

test('the message of an unknown region never repeats the argument', () => {
  for (const name of ['x'.repeat(100), '<script>', '', '   ', '---', '\u0000']) {
    const response = findRegionsByInput({ name });
    expect(response).toEqual({ ok: false, message: 'No region has this name', nearest: [] });
  }
  expect(findRegionsByInput({ name: 'x'.repeat(100_000) })).toEqual({
    ok: false,
    message: 'A code or name of a region has at most 100 characters',
    nearest: [],
  });
});
