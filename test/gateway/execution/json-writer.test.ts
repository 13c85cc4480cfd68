import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  JsonWriter,
  OutputTooLarge,
} from '../../../gateway/execution/compiled/writing/json-writer.ts';
import { writeJson } from '../../../gateway/execution/compiled/writing/write-json.ts';

const written = (write: (writer: JsonWriter) => void, isPlain = false) => {
  const writer = new JsonWriter();
  writer.start(isPlain);
  write(writer);
  return writer.finish().toString('utf8');
};

test('every string is written as JSON writes it', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'binary', minLength: 60 }),
  );
  fc.assert(
    fc.property(text, (value) => {
      expect(JSON.parse(written((writer) => writer.string(value)))).toBe(
        JSON.parse(JSON.stringify(value)),
      );
    }),
  );
});

test('a lone surrogate never becomes bytes that are no UTF-8', () => {
  expect(written((writer) => writer.string('\uD800'))).toBe('"\\ud800"');
});

test('numbers and values of any kind', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(written((writer) => void writer.json(value))).toBe(JSON.stringify(value));
    }),
  );
  expect(written((writer) => writer.number(-0))).toBe('0');
});

test('an answer larger than the memory it starts with is written whole', () => {
  const long = 'é'.repeat(300_000);
  const text = written((writer) => {
    for (let index = 0; index < 30; index += 1) writer.string(long);
  });
  expect(text).toBe(`"${long}"`.repeat(30));
});

test('what is taken back is not in the answer', () => {
  const text = written((writer) => {
    writer.byte(91);
    const mark = writer.at;
    writer.string('gone');
    writer.brokenSince(mark);
    writer.byte(93);
  });
  expect(text).toBe('[]');
});

test('plain strings are written as they are', () => {
  expect(written((writer) => writer.string('a'.repeat(100)), true)).toBe(`"${'a'.repeat(100)}"`);
  expect(written((writer) => writer.string('ab'), true)).toBe('"ab"');
});

test('writing a large value ends when the request has ended', async () => {
  const ending = new AbortController();
  const value = Array.from({ length: 50_000 }, () => 'x'.repeat(100));
  const limit = { bytesMax: 16_000_000, signal: ending.signal };
  const result = writeJson(value, limit);
  setImmediate(() => ending.abort());
  const failure = await result.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(OutputTooLarge);
});

test('a value is written as JSON.stringify writes it', async () => {
  const value = {
    a: [1, -2.5, true, null, 'é"', { 'b c': {}, none: undefined }],
    list: [[], [[]]],
  };
  const limit = { bytesMax: 1_000, signal: new AbortController().signal };
  expect((await writeJson(value, limit)).toString()).toBe(JSON.stringify(value));
});
