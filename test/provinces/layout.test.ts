import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { parsePartners } from '../../subgraphs/partners.ts';

const LIST = readFileSync(join(projectRoot(), 'subgraphs/partners.yaml'), 'utf8');

function complaintAbout(from: string, to: string): string {
  expect(LIST).toContain(from);
  try {
    parsePartners(LIST.replace(from, to), 'partners.yaml');
  } catch (error) {
    return (error as Error).message.replace(/^partners\.yaml:\d+:\d+ /, '');
  }
  return 'nothing';
}

test.each([
  [
    'register: coded-csv',
    'register: coded-cvs',
    /register: unknown register "coded-cvs"; did you mean "coded-csv"\?$/,
  ],
  ['region: PV27', 'region: Noord-Holland', /region: expected the CBS code of a province/],
  ['format: xlsx', 'format: xls', /format: expected one of "csv", "xlsx"; did you mean "xlsx"\?$/],
  [
    'encoding: windows-1252',
    'encoding: latin-1',
    /encoding: expected one of "utf-8", "windows-1252"/,
  ],
  ['    number: id\n', '    numer: id\n', /unexpected "numer"; did you mean "number"\?/],
  ['bouw: CONSTRUCTION', 'bouw: CONSTRUCTON', /did you mean "CONSTRUCTION"\?$/],
  ['sheet: Verleningen, ', '', /grants\.sheet: expected a sheet$/],
  [
    'at: /export/pilots.csv',
    'sheet: Blad1\n      at: /export/pilots.csv',
    /pilots\.sheet: a CSV file has no sheets$/,
  ],
  ['at: /export/pilots.csv', 'at: export/pilots.csv', /pilots\.at: /],
])('a mistake in a layout (%j as %j) is named with what was meant', (from, to, complaint) => {
  expect(complaintAbout(from, to)).toMatch(complaint);
});

test('a mistake is reported with its line', () => {
  const line = LIST.split('\n').findIndex((text) => text.includes('format: xlsx')) + 1;
  expect(() => parsePartners(LIST.replace('format: xlsx', 'format: xls'), 'list.yaml')).toThrow(
    `list.yaml:${line}:`,
  );
});
