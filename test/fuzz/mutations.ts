/** Changes of valid input: of its bytes, and of its structure. */
import {
  array,
  constant,
  constantFrom,
  integer,
  nat,
  oneof,
  record,
  tuple,
  uint8Array,
  type Arbitrary,
} from 'fast-check';

type Edit = (bytes: Buffer) => Buffer;

const edits: Arbitrary<Edit> = oneof(
  tuple(nat(), nat(255)).map(([at, value]): Edit => (bytes) => {
    const changed = Buffer.from(bytes);
    if (changed.length > 0) changed[at % changed.length] = value;
    return changed;
  }),
  tuple(nat(), integer({ min: 1, max: 64 })).map(([at, length]): Edit => (bytes) => {
    const from = at % (bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
  }),
  tuple(nat(), uint8Array({ minLength: 1, maxLength: 16 })).map(([at, more]): Edit => (bytes) => {
    const from = at % (bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, from), more, bytes.subarray(from)]);
  }),
  tuple(
    nat(),
    constantFrom('"', '\\', '\n', ';', ',', '{', ']', '<', '\0', '\ufeff', '\\ud800'),
  ).map(([at, text]): Edit => (bytes) => {
    const from = at % (bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, from), Buffer.from(text), bytes.subarray(from)]);
  }),
  tuple(nat(), nat(), integer({ min: 1, max: 200 })).map(([from, to, length]): Edit => (bytes) => {
    const [start, end] = [from % (bytes.length + 1), to % (bytes.length + 1)];
    const copied = bytes.subarray(start, start + length);
    return Buffer.concat([bytes.subarray(0, end), copied, bytes.subarray(end)]);
  }),
  nat().map(
    (at): Edit =>
      (bytes) =>
        bytes.subarray(0, at % (bytes.length + 1)),
  ),
);

/** The bytes after one to four changes. */
export function changedBytes(good: Buffer): Arbitrary<Buffer> {
  return array(edits, { minLength: 1, maxLength: 4 }).map((all) =>
    all.reduce((bytes, edit) => edit(bytes), good),
  );
}

/** Values that a partner's JSON may hold in place of the right one. */
const oddValues: Arbitrary<unknown> = oneof(
  constantFrom<unknown>(
    null,
    true,
    false,
    '',
    ' ',
    0,
    -1,
    1.5,
    1e308,
    -1e-308,
    Number.MAX_SAFE_INTEGER,
    '\ud800',
    'a\0b',
    '../..',
    '2027-02-30',
    '9999-12-31T23:59:60Z',
    '__proto__',
    'constructor',
  ),
  constant('x'.repeat(100_000)),
  constant([]),
  constant({}),
  constant([[[[[[]]]]]]),
  constant(Array.from({ length: 2_000 }, () => null)),
  constant({ __proto__: null, toString: 1, length: -1 }),
);

interface Change {
  /** Chooses one of the places in the value. */
  readonly at: number;
  readonly how: 'replace' | 'remove' | 'repeat' | 'wrap' | 'add';
  readonly value: unknown;
}

const changes: Arbitrary<Change> = record({
  at: nat(),
  how: constantFrom('replace', 'remove', 'repeat', 'wrap', 'add'),
  value: oddValues,
});

/** The JSON value after one to three changes of its structure. */
export function changedJson(good: unknown): Arbitrary<unknown> {
  return array(changes, { minLength: 1, maxLength: 3 }).map((all) =>
    all.reduce((value, change) => apply(value, change), good),
  );
}

type Container = Record<string, unknown> | unknown[];

function apply(value: unknown, { at, how, value: odd }: Change): unknown {
  const copy: unknown = structuredClone(value);
  const places: (readonly [Container, string])[] = [];
  const visit = (container: unknown): void => {
    if (typeof container !== 'object' || container === null || places.length > 5_000) return;
    for (const [key, inner] of Object.entries(container)) {
      places.push([container as Container, key]);
      visit(inner);
    }
  };
  visit(copy);
  const place = places[at % Math.max(1, places.length)];
  if (!place) return odd;
  const [container, key] = place;
  const target = container as Record<string, unknown>;
  if (how === 'replace') target[key] = odd;
  else if (how === 'wrap') target[key] = [target[key]];
  else if (how === 'add') target[`${key}Extra`] = odd;
  else if (how === 'remove' && Array.isArray(container)) container.splice(Number(key), 1);
  else if (how === 'remove') delete target[key];
  else if (Array.isArray(container)) container.push(structuredClone(target[key]));
  else target[key] = [target[key], target[key]];
  return copy;
}
