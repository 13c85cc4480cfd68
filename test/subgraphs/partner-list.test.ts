import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { movePartners, parsePartners, readPartners } from '../../subgraphs/partners.ts';

const file = join(projectRoot(), 'subgraphs', 'partners.yaml');
const text = readFileSync(file, 'utf8');

/** What is said about the list after one change. */
function complaint(from: string, to: string): string {
  expect(text).toContain(from);
  try {
    parsePartners(text.replace(from, to), 'partners.yaml');
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('the partner list', () => {
  test('is valid as it stands, and every partner of the demo says that it is synthetic', () => {
    const { partners } = readPartners(file);
    expect(partners.filter((partner) => !partner.synthetic)).toEqual([]);
    expect(new Set(partners.map(({ id }) => id)).size).toBe(partners.length);
  });

  test('names line, expectation and nearest name of a mistyped kind', () => {
    expect(complaint('kind: funds', 'kind: fund')).toMatch(
      /^partners\.yaml:\d+:11 partners\.0\.kind: expected one of "funds".*; did you mean "funds"\?$/,
    );
  });

  test('names the nearest layout of a mistyped one', () => {
    expect(complaint('layout: scheme-register', 'layout: schema-register')).toMatch(
      /^partners\.yaml:\d+:13 partners\.1\.layout: unknown layout "schema-register"; did you mean "scheme-register"\?$/,
    );
  });

  test('names a key that does not belong, and the one that was meant', () => {
    expect(complaint('lists: comma', 'list: comma')).toMatch(
      /partners\.yaml:\d+:5 layouts\.regelingen: unexpected "list"; did you mean "lists"\?/,
    );
  });

  test('names a word that the graph does not have', () => {
    expect(complaint('OPL: TRAINING', 'OPL: TRAINNG')).toMatch(
      /layouts\.regelingen\.vouchers\.use\.values\.OPL: expected one of .*; did you mean "TRAINING"\?/,
    );
  });

  test('refuses a column name that is more than a name', () => {
    expect(complaint('number: voucher_nr', 'number: "x; drop table voucher"')).toMatch(
      /vouchers\.number: expected a plain table or column name/,
    );
  });

  test('refuses an organisation that is in it twice', () => {
    expect(complaint('id: oomt', 'id: otib')).toMatch(
      /partners\.2\.id: "otib" is in the list twice/,
    );
  });

  test('refuses text that is not YAML, with its line', () => {
    expect(() => parsePartners('partners:\n  - id: [', 'partners.yaml')).toThrow(
      /^partners\.yaml:2:/,
    );
  });

  test('moves addresses of partners it knows, and no others', () => {
    const list = readPartners(file);
    const moved = movePartners(list, new Map([['otib', 'postgresql://x@127.0.0.1:1/otib']]));
    expect(moved.partners.map(({ url }) => url).slice(0, 1)).toEqual([
      'postgresql://x@127.0.0.1:1/otib',
    ]);
    expect(() => movePartners(list, new Map([['otibb', 'x']]))).toThrow('did you mean "otib"?');
  });
});
