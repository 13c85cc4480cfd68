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
  test('is valid, and every partner of the demo is synthetic', () => {
    const { partners } = readPartners(file);
    expect(partners.filter((partner) => !partner.synthetic)).toEqual([]);
    expect(new Set(partners.map(({ id }) => id)).size).toBe(partners.length);
  });

  test('reports line, expectation and nearest name of an unknown kind', () => {
    expect(complaint('kind: funds', 'kind: fund')).toMatch(
      /^partners\.yaml:\d+:11 partners\.0\.kind: expected one of "funds".*; did you mean "funds"\?$/,
    );
  });

  test('reports the nearest name of an unknown layout', () => {
    expect(complaint('layout: scheme-register', 'layout: schema-register')).toMatch(
      /^partners\.yaml:\d+:13 partners\.1\.layout: unknown layout "schema-register"; did you mean "scheme-register"\?$/,
    );
  });

  test('reports an unknown key and the nearest one', () => {
    expect(complaint('lists: comma', 'list: comma')).toMatch(
      /partners\.yaml:\d+:5 layouts\.regelingen: unexpected "list"; did you mean "lists"\?/,
    );
  });

  test('reports a value that the enum of the graph does not have', () => {
    expect(complaint('OPL: TRAINING', 'OPL: TRAINNG')).toMatch(
      /layouts\.regelingen\.vouchers\.use\.values\.OPL: expected one of .*; did you mean "TRAINING"\?/,
    );
  });

  test('rejects a column that is not a plain name', () => {
    expect(complaint('number: voucher_nr', 'number: "x; drop table voucher"')).toMatch(
      /vouchers\.number: expected a column or an expression/,
    );
  });

  test('rejects an id that occurs twice', () => {
    expect(complaint('id: oomt', 'id: otib')).toMatch(
      /partners\.2\.id: "otib" is in the list twice/,
    );
  });

  test('rejects text that is not YAML, with its line', () => {
    expect(() => parsePartners('partners:\n  - id: [', 'partners.yaml')).toThrow(
      /^partners\.yaml:2:/,
    );
  });

  test('movePartners replaces the address of a known partner and throws for an unknown one', () => {
    const list = readPartners(file);
    const moved = movePartners(list, new Map([['otib', 'postgresql://x@127.0.0.1:1/otib']]));
    expect(moved.partners.map(({ url }) => url).slice(0, 1)).toEqual([
      'postgresql://x@127.0.0.1:1/otib',
    ]);
    expect(() => movePartners(list, new Map([['otibb', 'x']]))).toThrow('did you mean "otib"?');
  });
});
