/**
 * Every value that a partner sends, replaced by values of another type, size or form, one at a time: either the
 * partner is named and nothing else is lost, or the value is understood. It is never an error of ours.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { warmUpTableReader } from '../../subgraphs/provinces/table-reader.ts';
import { startFakeHttp, type FakeHttp, type FakeResponse } from '../support/fake-http.ts';
import { schemeRow, startFakePostgres, type FakePostgres } from '../support/fake-postgres.ts';
import {
  CASE_SYSTEM,
  csvOf,
  isNamed,
  PILOT,
  SCHOOL,
  startKinds,
  UWV,
  type Documents,
  type KindUnderTest,
} from '../support/partner-kinds.ts';

const MARK = 'kraanvogel';

/** Each place gets a fifth of the values, the next place the next fifth. */
const SHARES = 5;
const shareOf = <Value>(values: readonly Value[], place: number): readonly Value[] =>
  values.filter((_, index) => (index + place) % SHARES === 0);

/** As JSON, because some have no form in JavaScript. */
const JSON_VALUES: readonly string[] = [
  'null',
  'true',
  '-1',
  '1.5',
  '1e308',
  '9007199254740993',
  '"12"',
  '""',
  '"constructor"',
  '"__proto__"',
  `"${MARK}"`,
  `"${MARK.repeat(60)}"`,
  `"${MARK.repeat(7_000)}"`,
  String.raw`"\ud800"`,
  String.raw`"a\udc00b"`,
  String.raw`"a\u0000"`,
  '"0000-01-01"',
  '"2026-02-30"',
  '"99999-01-01"',
  '"javascript:alert(1)"',
  '"../../x?y#z"',
  '[]',
  '{}',
  '[[[[]]]]',
  '{"__proto__":{"a":1},"constructor":{"prototype":{"a":1}}}',
];

const TEXT_VALUES: readonly string[] = [
  '',
  '-1',
  '1.5',
  '1e308',
  'NaN',
  'constructor',
  '__proto__',
  MARK,
  MARK.repeat(60),
  MARK.repeat(700),
  'a\u0001b',
  '0000-01-01',
  '0001-01-01',
  '2026-02-30',
  '30-02-2026',
  '00-00-0000',
  '99999-01-01',
  'infinity',
  'javascript:alert(1)',
  '../../x?y#z',
  ','.repeat(300),
  '|'.repeat(300),
];

const HOLE = '\u{e000}hole\u{e000}';

/** Each place in a document, as its JSON with a hole there. */
function placesIn(document: unknown): readonly string[] {
  const places: string[] = [];
  const walk = (value: unknown, replaced: (by: unknown) => unknown) => {
    places.push(JSON.stringify(replaced(HOLE)));
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      walk(inner, (by) =>
        replaced(
          Array.isArray(value)
            ? value.map((one: unknown, index) => (String(index) === name ? by : one))
            : { ...value, [name]: by },
        ),
      );
    }
  };
  walk(document, (by) => by);
  return places;
}

/** The document as it is, with more in it than agreed, or twice the same. */
const OTHER_FORMS: readonly ((json: string) => string)[] = [
  (json) => json.replaceAll('{', '{"__proto__":{"polluted":1},"constructor":1,'),
  (json) => json.replaceAll(/"(\w+)":/g, '"$1":null,"$1":'),
  (json) => json.replaceAll(/\[(\{.*\})\]/g, '[$1,$1]'),
  (json) =>
    json.replaceAll(/\[(\{.*\})\]/g, (_, item: string) => `[${`${item},`.repeat(2_000)}null]`),
  (json) => `\uFEFF${json}`,
  (json) => `${json}${json}`,
  (json) => json.slice(0, -1),
  (json) => JSON.stringify(json),
];

/** What is asked once, and lists that are empty. */
const SETUP: readonly string[] = ['/oauth/token', '/organizations', '/programs'];

let http: FakeHttp;
let database: FakePostgres;
let kinds: readonly KindUnderTest[];
let stop: () => Promise<void>;
beforeAll(async () => {
  await warmUpTableReader();
  http = await startFakeHttp({});
  database = await startFakePostgres('comma');
  const { url } = http;
  const started = await startKinds(
    { uwv: url, guidance: url, education: url, provinces: url, funds: database.url },
    30_000,
  );
  ({ kinds, stop } = started);
});
afterAll(async () => {
  await stop();
  await Promise.all([http.stop(), database.stop()]);
});

function underTest(name: string): KindUnderTest {
  const found = kinds.find(({ kind }) => kind === name);
  if (found === undefined) throw new Error(`Cannot find ${name}`);
  return found;
}

interface Spoilt {
  /** What was changed, for the report of a failure. */
  readonly what: string;
  readonly apply: () => void;
}

/**
 * What went wrong, by change; `named` counts the changes that were a fault of the partner. A good response in
 * between keeps the partner from being paused.
 */
async function tryAll(name: string, mend: () => void, changes: readonly Spoilt[]) {
  const { harness, spoilt, ask, healthyPart } = underTest(name);
  mend();
  harness.forget();
  const good = await ask(harness);
  expect(good.errors).toBeUndefined();
  const wrong: string[] = [];
  let named = 0;
  for (const [index, { what, apply }] of changes.entries()) {
    apply();
    const { data, errors = [] } = await ask(harness);
    const isOther = JSON.stringify(healthyPart(data)) !== JSON.stringify(healthyPart(good.data));
    if (isOther || !errors.every((error) => isNamed(spoilt, error))) {
      wrong.push(`${what} → ${JSON.stringify({ data, errors }).slice(0, 600)}`);
    }
    if (errors.length > 0) named += 1;
    if (index % 4 !== 3) continue;
    mend();
    await ask(harness);
  }
  mend();
  expect(await ask(harness)).toEqual(good);
  if (
    harness
      .log()
      .replaceAll(/"word":"[^"]*"/g, '')
      .includes(MARK)
  )
    wrong.push('a value in the log');
  return { wrong, named };
}

const routesOf = (documents: Documents): Record<string, FakeResponse> =>
  Object.fromEntries(Object.entries(documents).map(([path, body]) => [path, { body }]));

describe.each<[string, Documents]>([
  ['uwv', UWV],
  ['guidance', CASE_SYSTEM],
  ['education', SCHOOL],
])('of a partner of the kind %s', (kind, documents) => {
  const mend = () => {
    http.routes = routesOf(documents);
  };
  const changesAt = (path: string, document: unknown): readonly Spoilt[] => {
    const spoil = (json: string): Spoilt => ({
      what: `${path}: ${json.slice(0, 300)}`,
      apply: () => {
        http.routes = { ...routesOf(documents), [path]: { body: json } };
      },
    });
    const values = placesIn(document).flatMap((place, index) =>
      shareOf(JSON_VALUES, index).map((value) =>
        spoil(place.replace(JSON.stringify(HOLE), () => value)),
      ),
    );
    return [...values, ...OTHER_FORMS.map((change) => spoil(change(JSON.stringify(document))))];
  };

  test.each(Object.entries(documents).filter(([path]) => !SETUP.includes(path)))(
    'each value of %s',
    async (path, document) => {
      const changes = changesAt(path, document);
      const { wrong, named } = await tryAll(kind, mend, changes);
      expect(wrong).toEqual([]);
      // Of a school most of them cost a field alone.
      expect(named).toBeGreaterThan(changes.length / (kind === 'education' ? 5 : 3));
    },
    120_000,
  );
});

test('each column of a scheme of a fund', async () => {
  const columns = Object.keys(schemeRow());
  const changes = columns.flatMap((column, index) =>
    shareOf([null, ...TEXT_VALUES], index).map((value) => ({
      what: `${column}: ${value?.slice(0, 40)}`,
      apply: () => {
        database.schemes = [schemeRow({ [column]: value })];
      },
    })),
  );
  const mend = () => {
    database.schemes = [schemeRow()];
  };
  const { wrong, named } = await tryAll('funds', mend, changes);
  expect(wrong).toEqual([]);
  expect(named).toBeGreaterThan(changes.length / 8);
}, 120_000);

test('each cell of a pilot of a province, as text and between other rows', async () => {
  const serve = (text: string, encoding: BufferEncoding = 'latin1') => {
    http.routes = {
      '/open-data/pilots.csv': { type: 'text/csv', body: Buffer.from(text, encoding) },
    };
  };
  const whole = csvOf(PILOT);
  const cells = Object.keys(PILOT).flatMap((header, index) =>
    shareOf(TEXT_VALUES, index).map((value) => ({
      what: `${header}: ${value.slice(0, 40)}`,
      apply: () => serve(csvOf({ ...PILOT, [header]: value })),
    })),
  );
  const forms: readonly [string, () => void][] = [
    ['a quote that is never closed', () => serve(`${whole}"${MARK}\r\n`)],
    ['a line of a megabyte', () => serve(`${whole}"${MARK.repeat(100_000)}"\r\n`)],
    ['another number of cells', () => serve(`${whole}"a";"b"\r\n`)],
    ['a header twice', () => serve(whole.replace('"Naam pilot"', '"Nummer"'))],
    ['no header', () => serve(whole.split('\r\n')[1] ?? '')],
    ['a number twice', () => serve(`${whole}${whole.split('\r\n')[1]}\r\n`)],
    ['UTF-16', () => serve(whole, 'utf16le')],
    ['a zero byte', () => serve(whole.replace('Proef', 'Pr\0ef'))],
    ['a formula', () => serve(whole.replace('Proef', `=HYPERLINK(${MARK})`))],
    ['nothing', () => serve('')],
    ['a file that was cut off', () => serve(whole.slice(0, -9))],
    ['a workbook', () => serve('PK\u0003\u0004')],
  ];
  const changes = [...cells, ...forms.map(([what, apply]) => ({ what, apply }))];
  const { wrong, named } = await tryAll('provinces', () => serve(whole), changes);
  expect(wrong).toEqual([]);
  expect(named).toBeGreaterThan(changes.length / 8);
}, 120_000);

test('nothing that a partner sent has changed the prototype of all objects', () => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});
