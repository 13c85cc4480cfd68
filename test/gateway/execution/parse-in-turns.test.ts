import * as fc from 'fast-check';
import { parseExact } from '../../../core/structures/exact-numbers.ts';
import { describe, expect, test } from 'vitest';
import { parseInTurns } from '../../../core/turns/parse-in-turns.ts';

const NEVER_OVER = { isOver: () => false, next: () => Promise.resolve() };

const parse = (text: string | Buffer, pieceBytes?: number) =>
  parseInTurns(Buffer.from(text), NEVER_OVER, {
    ...(pieceBytes !== undefined && { pieceBytes }),
    parse: parseExact,
  });

/** What `parseExact` gives; undefined for text that is not a list or object in JSON. */
function expected(text: string): unknown {
  try {
    const value: unknown = parseExact(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

const json = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()));
const spacing = fc.constantFrom('', ' ', '\n\t');
/** Characters that have a meaning in JSON. */
const TOKENS = ['', ',', '[', ']', '{', '}', '"', ':', '\\', '1', ' ', 'null', '"k":', '{"a":1}'];

describe('parseInTurns', () => {
  test('gives for any JSON, cut at every comma or at none, what parseExact gives', async () => {
    await fc.assert(
      fc.asyncProperty(
        json,
        spacing,
        fc.integer({ min: 0, max: 40 }),
        async (value, space, piece) => {
          const text = space + JSON.stringify(value, null, space) + space;
          expect(await parse(text, piece)).toStrictEqual(parseExact(text));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('gives for JSON with changed characters what parseExact gives, or undefined', async () => {
    await fc.assert(
      fc.asyncProperty(
        json,
        fc.nat(),
        fc.nat(3),
        fc.constantFrom(...TOKENS),
        fc.integer({ min: 0, max: 20 }),
        async (value, place, removed, inserted, piece) => {
          const whole = JSON.stringify(value);
          const at = place % whole.length;
          const text = whole.slice(0, at) + inserted + whole.slice(at + removed);
          expect(await parse(text, piece)).toStrictEqual(expected(text));
        },
      ),
      { numRuns: 800 },
    );
  });

  test.each([
    '[1,,2]',
    '[,{"a":[1,2]}]',
    '[{"a":[1,2]}{"a":[1,2]}]',
    '[{"a":[1,2]} 3,4]',
    '[[1,2],]',
    '{"a":1{"b":[1,2]}}',
    '{"a" {"b":[1,2]}}',
    '{"a":{"b":[1,2]},}',
    '{"a":[1,2}]',
    '[1,2]]',
    '[1,2',
    '"text"[1,2]',
    '[1,2]3',
    '1,2',
    '',
  ])('gives undefined for %s', async (text) => {
    expect(await parse(text, 0)).toBeUndefined();
  });

  test('keeps the last of equal keys, and a key "__proto__" as an own property', async () => {
    const text = '{"a":1,"__proto__":{"b":[1,2]},"a":{"c":[3,4]}}';
    const value = await parse(text, 0);
    expect(JSON.stringify(value)).toBe('{"a":{"c":[3,4]},"__proto__":{"b":[1,2]}}');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  const many = (count: number, element: string) => `[${Array(count).fill(element).join(',')}]`;

  test.each([
    ['a million objects', many(999_999, '{}')],
    ['nesting of 500', '['.repeat(500) + ']'.repeat(500)],
    ['a string of 8 MB', `["${'x'.repeat(8 * 1024 * 1024 - 1)}"]`],
  ])('accepts %s, and gives undefined for more', async (_, text) => {
    expect(JSON.stringify(await parse(text)) === text).toBe(true);
    const more = text.startsWith('["') ? text.replace('["', '["xxx') : `[${text},{}]`;
    expect(await parse(more)).toBeUndefined();
  });

  test.each([
    ['a number of 5000 digits', `[${'9'.repeat(5_000)}]`],
    ['5000 spaces', `[${' '.repeat(5_000)}1]`],
    [
      'an object of 30 000 fields',
      `{${Array.from({ length: 30_000 }, (_, i) => `"k${i}":1`).join()}}`,
    ],
  ])('gives undefined for %s', async (_, text) => {
    expect(await parse(text)).toBeUndefined();
  });

  test('waits for its turn between pieces, and rejects when that rejects', async () => {
    const gone = new Error('gone');
    const turns = { isOver: () => true, next: () => Promise.reject(gone) };
    await expect(parseInTurns(Buffer.from('[1,2,3]'), turns, { pieceBytes: 0 })).rejects.toBe(gone);
  });
});
