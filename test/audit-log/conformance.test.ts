/** docs/ldv-conformance.md lists every obligation of Logboek Dataverwerkingen 1.0.0, with a test that exists. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';

/** The keywords of the adopted text outside its notes, in order (publication of 9 April 2026). */
const KEYWORDS = [
  ['2.3.1', 'AANBEVOLEN'],
  ['3.1', 'AANBEVOLEN', 'MOET'],
  ['3.2.1', 'MOET', 'MOET'],
  ['3.2.2', 'MOET'],
  ['3.3.1', ...Array<string>(9).fill('MOET'), 'MAG NIET'],
  ['3.3.1.1', 'MOET', 'AANBEVOLEN', 'MOET', 'MOET'],
  ['3.3.1.2', 'AANBEVOLEN'],
  ['3.4.1', 'MOET'],
].flatMap(([section, ...keywords]) => keywords.map((keyword) => `${section} ${keyword}`));

const read = (path: string) => readFileSync(join(projectRoot(), path), 'utf8');
const table = read('docs/ldv-conformance.md')
  .split('<!-- requirements -->')[1]
  ?.split('<!-- end -->')[0];
const rows = (table ?? '')
  .trim()
  .split('\n')
  .slice(2)
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));

test('the table of conformance lists each keyword of the adopted text, in its order', () => {
  expect(rows.map(([, section, keyword]) => `${section} ${keyword}`)).toEqual(KEYWORDS);
});

test('each line of the table names a test that exists, by its title', () => {
  const missing = rows.filter(([, , , , , named = '']) => {
    const [, path, title] = /^`(\S+)`: (.+)$/.exec(named) ?? [];
    return path === undefined || title === undefined || !titlesIn(path).includes(title);
  });
  expect(missing).toEqual([]);
});

/** The first argument of each call of `test`, also of `test.each(…)`. */
function titlesIn(path: string): readonly string[] {
  return [...read(path).matchAll(/\btest(?:\.each\([^]*?\n?\]\))?\(\s*'([^'\n]+)'/g)].map(
    ([, title = '']) => title,
  );
}
