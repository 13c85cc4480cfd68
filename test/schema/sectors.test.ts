import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { SECTORS, isSector, isSectorCovered, matchedSectors } from '../../core/sectors/sectors.ts';
import { REGION_KINDS } from '../../core/regions/regions.ts';
import { subgraphSdl } from '../../schema/subgraph-sdl.ts';

const schema = buildSchema(subgraphSdl('reference'), { assumeValidSDL: true });

test.each([
  ['Sector', SECTORS],
  ['RegionKind', REGION_KINDS],
])('core has the same values of %s as the SDL', (name, values) => {
  const type = schema.getType(name);
  expect(type && 'getValues' in type && type.getValues().map((value) => value.name)).toEqual(
    values,
  );
});

test('a filter on techniek also matches its branches, and not the sectors beside it', () => {
  expect([...matchedSectors(['TECHNIEK', 'CARE'])]).toEqual([
    'TECHNIEK',
    'CARE',
    'INSTALLATION_TECHNOLOGY',
    'MANUFACTURING',
    'PAPER_AND_BOARD',
    'ENERGY_TRANSITION',
  ]);
});

test('a filter on a branch matches that branch alone', () => {
  expect([...matchedSectors(['MANUFACTURING'])]).toEqual(['MANUFACTURING']);
});

test('a scheme for techniek pays for a branch, a scheme for a branch not for techniek', () => {
  expect(isSectorCovered(['TECHNIEK'], 'INSTALLATION_TECHNOLOGY')).toBe(true);
  expect(isSectorCovered(['INSTALLATION_TECHNOLOGY'], 'TECHNIEK')).toBe(false);
});

test('a scheme without sectors pays for all', () => {
  expect(SECTORS.every((sector) => isSectorCovered([], sector))).toBe(true);
});

test('isSector is false for a text that is no sector', () => {
  expect(['CARE', 'care', 'toString', '', null].map(isSector)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});
