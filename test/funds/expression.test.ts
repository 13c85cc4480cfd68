/** Columns of a layout: what is understood, what becomes of it, and what is rejected. */
import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import {
  parseExpression,
  parseTableName,
  quoteName,
  renderExpression,
} from '../../subgraphs/funds/expression.ts';

const rendered = (source: string) => renderExpression(parseExpression(source), 'v');

test.each([
  ['naam', 'v."naam"'],
  ['"Naam ""x"""', 'v."Naam ""x"""'],
  ['"null"', 'v."null"'],
  ['null', 'null'],
  ["''", "E''"],
  [String.raw`'it''s \'`, String.raw`E'it''s \\'`],
  ["a||b || 'c'", `(v."a"::pg_catalog.text || v."b"::pg_catalog.text || E'c'::pg_catalog.text)`],
  ['lower( "A" )', 'pg_catalog.lower(v."A"::pg_catalog.text)'],
  ['((a))', 'v."a"'],
  ['lower', 'v."lower"'],
  ['left(a, 4)', 'pg_catalog.left(v."a"::pg_catalog.text, 4::pg_catalog.int4)'],
  ["coalesce(a, nullif(b, ''), 'x')", `coalesce(v."a", nullif(v."b", E''), E'x')`],
])('the expression %s becomes %s', (source, sql) => {
  expect(rendered(source)).toBe(sql);
});

test.each([
  ['', 'character 1'],
  ['Naam', 'between double quotes'],
  ['a b', 'character 3'],
  ['a; drop table x', 'character 2'],
  ['a --', 'character 3'],
  ['a::text', 'character 2'],
  ['v.a', 'character 2'],
  ['a || ', 'character 6'],
  ["'a", 'character 1'],
  ['"a', 'character 1'],
  ['""', 'character 1'],
  ["E'a'", 'character 1'],
  ['$1', 'character 1'],
  ['(a', 'character 3'],
  ['pg_sleep(600)', 'unexpected function'],
  ['constructor(a)', 'unexpected function'],
  ['lower(a, b)', 'expected 1 arguments'],
  ['lower()', 'character 7'],
  ['(select 1)', 'character 9'],
  [`"${'é'.repeat(32)}"`, 'at most 63 bytes'],
  ['a'.repeat(301), 'at most 300 characters'],
  ['('.repeat(300), 'character 301'],
])('the expression %s is rejected: %s', (source, message) => {
  expect(() => parseExpression(source)).toThrow(message);
});

test.each([
  ['bon', '"bon"'],
  ['lo.bon', '"lo"."bon"'],
  ['"Fonds Zorg"."Bon.2"', '"Fonds Zorg"."Bon.2"'],
])('the table %s becomes %s', (source, sql) => {
  expect(parseTableName(source).map(quoteName).join('.')).toBe(sql);
});

test.each(['', 'Bon', 'a.b.c', 'a b', 'a;b', '.a', 'a.', '""', '"a', 'a--'])(
  'the table %s is rejected',
  (source) => {
    expect(() => parseTableName(source)).toThrow('expected the name of a table');
  },
);

test('any text is a name or a literal of its own, or is rejected', () => {
  /** Names in double quotes and texts in `E'…'`; what remains outside them is the SQL that we wrote. */
  const outside = (sql: string) =>
    sql.replaceAll(/"(?:[^"]|"")*"/g, 'N').replaceAll(/E'(?:[^'\\]|''|\\\\)*'/g, 'T');
  assert(
    property(string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      for (const source of [text, `"${text}"`, `'${text}'`, `lower(${text})`, `a || ${text}`]) {
        let sql: string;
        try {
          sql = rendered(source);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          continue;
        }
        expect(outside(sql)).toMatch(
          /^(?:v\.N|T|null|\d+|::pg_catalog\.\w+|pg_catalog\.\w+|coalesce|nullif|\|\||[(), ])+$/,
        );
      }
    }),
    { numRuns: 2_000 },
  );
});
