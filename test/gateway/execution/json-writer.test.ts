import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonWriter } from '../../../gateway/execution/compiled/writing/json-writer.ts';
import { OutputTooLarge } from '../../../gateway/execution/output-too-large.ts';
import { writeJson } from '../../../gateway/execution/compiled/writing/write-json.ts';

const written = (write: (writer: JsonWriter) => void, isPlain = false) => {
  const writer = new JsonWriter();
  writer.start(isPlain);
  write(writer);
  return writer.finish().toString('utf8');
};

test('JsonWriter writes every string as valid JSON with the same value', () => {
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

test('JsonWriter escapes a lone surrogate, so that the output is UTF-8', () => {
  expect(written((writer) => writer.string('\uD800'))).toBe('"\\ud800"');
});

test('JsonWriter.json writes any JSON value as JSON.stringify does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(written((writer) => void writer.json(value))).toBe(JSON.stringify(value));
    }),
  );
  expect(written((writer) => writer.number(-0))).toBe('0');
});

test('JsonWriter writes output larger than its initial memory', () => {
  const long = 'é'.repeat(300_000);
  const text = written((writer) => {
    for (let index = 0; index < 30; index += 1) writer.string(long);
  });
  expect(text).toBe(`"${long}"`.repeat(30));
});

test('JsonWriter.brokenSince removes what was written since the mark', () => {
  const text = written((writer) => {
    writer.byte(91);
    const mark = writer.at;
    writer.string('gone');
    writer.brokenSince(mark);
    writer.byte(93);
  });
  expect(text).toBe('[]');
});

test('JsonWriter copies strings unchanged when isPlain is set', () => {
  expect(written((writer) => writer.string('a'.repeat(100)), true)).toBe(`"${'a'.repeat(100)}"`);
  expect(written((writer) => writer.string('ab'), true)).toBe('"ab"');
});

test('writeJson throws OutputTooLarge when the signal aborts during a large value', async () => {
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

test('writeJson writes a nested value as JSON.stringify does', async () => {
  const value = {
    a: [1, -2.5, true, null, 'é"', { 'b c': {}, none: undefined }],
    list: [[], [[]]],
  };
  const limit = { bytesMax: 1_000, signal: new AbortController().signal };
  expect((await writeJson(value, limit)).toString()).toBe(JSON.stringify(value));
});
