import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { ProvinceId } from '../../mocks/provinces/register.ts';
import { writeWorkbook } from '../../mocks/provinces/write-files.ts';
import { failureOf, startHarness } from './provinces-harness.ts';
import type { Harness, HarnessOptions } from './provinces-harness.ts';
import { zip } from './zip.ts';

let shared: Harness;
beforeAll(async () => {
  shared = await startHarness();
});
afterAll(() => shared.stop());

let stages: Harness[] = [];
async function start(wish?: HarnessOptions): Promise<Harness> {
  const harness = await startHarness(wish);
  stages.push(harness);
  return harness;
}
afterEach(async () => {
  await Promise.all(stages.map((harness) => harness.stop()));
  stages = [];
});

const PILOTS = '{ pilots(first: 50) { nodes { id } pageInfo { hasNextPage } } }';
const NORTH = {
  drenthe: 'drenthe:DR-P1',
  groningen: 'groningen:GR-P2',
  fryslan: 'fryslan:FRL-P3',
} as const;

async function northernPilots(harness: Harness) {
  const { data, errors } = await harness.ask(
    '{ pilots(filter: { programme: "scholingsalliantie-noord" }) { nodes { id } } }',
  );
  const { nodes } = (data as { pilots: { nodes: { id: string }[] } }).pilots;
  return { ids: nodes.map(({ id }) => id), errors };
}

const ALL_IDS: readonly ProvinceId[] = [
  'gelderland',
  'noord-holland',
  'groningen',
  'drenthe',
  'fryslan',
  'overijssel',
];

test.each(['drenthe', 'groningen'] as const)(
  'while %s is unavailable the pilots of the others are listed, and one error names it',
  async (id) => {
    const harness = await start();
    harness.province(id).setFault('down');
    expect(await northernPilots(harness)).toEqual({
      ids: Object.values(NORTH).filter((pilot) => pilot !== NORTH[id]),
      errors: [failureOf(id, 'unreachable', ['pilots'])],
    });
  },
);

test('a cached register is not used while its province is unavailable', async () => {
  const harness = await start();
  expect((await northernPilots(harness)).errors).toBeUndefined();
  harness.province('drenthe').setFault('down');
  expect(await northernPilots(harness)).toEqual({
    ids: [NORTH.groningen, NORTH.fryslan],
    errors: [failureOf('drenthe', 'unreachable', ['pilots'])],
  });
  harness.province('drenthe').setFault(null);
  expect((await northernPilots(harness)).ids).toEqual(Object.values(NORTH));
});

test('the rows of an unavailable province come on a later page', async () => {
  const harness = await start();
  harness.province('groningen').setFault('down');
  const query = `query ($after: String) { pilots(first: 12, after: $after) {
    nodes { id } pageInfo { hasNextPage endCursor } } }`;
  const first = await harness.ask(query);
  const page = first.data as {
    pilots: { nodes: object[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
  };
  expect(page.pilots.nodes).toHaveLength(12);
  expect(page.pilots.pageInfo.hasNextPage).toBe(true);
  harness.province('groningen').setFault(null);
  const { data } = await harness.ask(query, { after: page.pilots.pageInfo.endCursor });
  expect(data).toEqual({
    pilots: {
      nodes: [{ id: 'groningen:GR-P2' }],
      pageInfo: { hasNextPage: false, endCursor: expect.any(String) as string },
    },
  });
});

test('Programme.pilots is null and six errors name the provinces while all are unavailable', async () => {
  const harness = await start();
  for (const id of ALL_IDS) harness.province(id).setFault('down');
  const { data, errors } = await harness.entity(
    { __typename: 'Programme', id: 'wendbaarheid' },
    'pilots { id }',
  );
  expect(data).toEqual({ _entities: [{ pilots: null }] });
  expect(errors).toEqual(
    ALL_IDS.map((id) => failureOf(id, 'unreachable', ['_entities', 0, 'pilots'])),
  );
});

test('a pilot of an unavailable province has null fields, beside one of another province', async () => {
  const harness = await start();
  harness.province('drenthe').setFault('html');
  expect(
    await harness.ask(
      '{ a: pilot(id: "drenthe:DR-P1") { id } b: pilot(id: "groningen:GR-P2") { id } }',
    ),
  ).toEqual({
    data: { a: null, b: { id: 'groningen:GR-P2' } },
    errors: [failureOf('drenthe', 'garbled', ['a'])],
  });
});

test('after five faults in a row a province is PAUSED and gets no request', async () => {
  const harness = await start();
  harness.province('drenthe').setFault('html');
  for (let times = 0; times < 5; times += 1) await harness.ask(PILOTS);
  harness.resetCalls();
  const { errors } = await harness.ask(PILOTS);
  expect(errors).toEqual([failureOf('drenthe', 'paused', ['pilots'])]);
  expect(harness.province('drenthe').calls()).toBe(0);
});

/** What becomes of a northern register that is published spoilt, and then as it was. */
async function spoilAndMend(
  id: keyof typeof NORTH,
  path: string,
  spoil: (whole: Buffer) => Buffer | Promise<Buffer>,
) {
  const province = shared.province(id);
  const whole = province.fileAt(path);
  province.publish(path, await spoil(whole));
  const spoilt = await northernPilots(shared);
  province.publish(path, whole);
  const { ids, errors } = await northernPilots(shared);
  return { spoilt, mended: { ids, errors } };
}

function garbledAt(id: keyof typeof NORTH) {
  const others = Object.values(NORTH).filter((pilot) => pilot !== NORTH[id]);
  return {
    spoilt: { ids: others, errors: [failureOf(id, 'garbled', ['pilots'])] },
    mended: { ids: Object.values(NORTH), errors: undefined },
  };
}

const CSV = '/open-data/pilots.csv';

/** What a register in Drenthe could turn into; none of it may pass for a register. */
const BAD_CSV: Readonly<Record<string, (text: string) => string>> = {
  'an empty file': () => '',
  'a file cut off in a row': (text) => text.slice(0, -40),
  'a column under another name': (text) => text.replace('Stand van zaken', 'Status'),
  'a column that stands there twice': (text) => text.replace('E-mail', 'Start'),
  'commas instead of semicolons': (text) => text.replaceAll(';', ','),
  'a row with a cell too many': (text) => text.replace('DR-P1;', 'DR-P1;;'),
  'a quote that is never closed': (text) => text.replace('DR-P1;', 'DR-P1;"'),
  'a pilot without a number': (text) => text.replace('DR-P1', ''),
  'a number that stands there twice, with another target': (text) =>
    text + text.slice(text.indexOf('DR-P1')).replace(';60;', ';61;'),
  'a cell without end': (text) => text.replace('DR-P1;', `DR-P1;${'x'.repeat(100_000)}`),
  'a number that is a text': (text) => text.replace('DR-P1', 'n'.repeat(61)),
  'rows without end': (text) => text + '\r\n'.repeat(5) + rowsOf(text, 20_001),
};

function rowsOf(text: string, count: number): string {
  const row = text.slice(text.indexOf('DR-P1'));
  return Array.from({ length: count }, (_, index) => row.replace('DR-P1', `DR-${index}`)).join('');
}

test.each(Object.entries(BAD_CSV))(
  '%s is garbled, until the file is corrected',
  async (_, spoil) => {
    const found = await spoilAndMend('drenthe', CSV, (whole) =>
      Buffer.from(spoil(whole.toString('latin1')), 'latin1'),
    );
    expect(found).toEqual(garbledAt('drenthe'));
  },
);

test('bytes that are not UTF-8 are garbled where the layout says UTF-8', async () => {
  const harness = await start();
  const fryslan = harness.province('fryslan');
  const text = fryslan.fileAt('/export/pilots.csv').toString('utf8');
  fryslan.publish('/export/pilots.csv', Buffer.from(text, 'latin1'));
  const { errors } = await northernPilots(harness);
  expect(errors).toEqual([failureOf('fryslan', 'garbled', ['pilots'])]);
});

test('a byte order mark, an empty line and quoted line breaks are read', async () => {
  const harness = await start();
  const fryslan = harness.province('fryslan');
  const text = fryslan.fileAt('/export/pilots.csv').toString('utf8');
  const changed = `\uFEFF${text.replace('Noardeast-Fryslân:', 'Noardeast-\r\nFryslân, ""Dokkum"":')}`;
  fryslan.publish('/export/pilots.csv', Buffer.from(quoteTitle(changed), 'utf8'));
  const { data, errors } = await harness.ask('{ pilot(id: "fryslan:FRL-P3") { name } }');
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    pilot: { name: 'Noardeast-\r\nFryslân, "Dokkum": opleiden voor en met de regio' },
  });
});

function quoteTitle(text: string): string {
  return text.replace('Noardeast-', '"Noardeast-').replace('met de regio', 'met de regio"');
}

test('a register of more bytes than answerBytesMax is garbled', async () => {
  const harness = await start({ entry: { answerBytesMax: 1_024 } });
  const { errors } = await harness.ask('{ pilot(id: "noord-holland:NH-SPT") { id } }');
  expect(errors).toEqual([failureOf('noord-holland', 'garbled', ['pilot'])]);
});

const XLSX = '/bestanden/register.xlsx';

/** What a workbook could turn into. */
const BAD_WORKBOOKS: Readonly<Record<string, (whole: Buffer) => Buffer | Promise<Buffer>>> = {
  nothing: () => Buffer.alloc(0),
  'a workbook cut off': (whole) => whole.subarray(0, whole.length - 30),
  'text that says it is a workbook': () => Buffer.from('Nummer;Naam pilot\r\n1;een\r\n'),
  'an archive that is no workbook': () => zip([['leesmij.txt', Buffer.from('dag')]]),
  'a workbook without its sheets': () =>
    writeWorkbook({ Blad1: { headers: ['Nummer'], rows: [['1']] } }),
  'a sheet without its columns': () => {
    const sheet = { headers: ['Nummer'], rows: [['1']] };
    return writeWorkbook({ Pilots: sheet, Verleningen: sheet, Regelingen: sheet });
  },
  'a small archive that unpacks to a large one': () =>
    zip([['xl/workbook.xml', Buffer.alloc(64 * 1_048_576)]]),
  'an archive that lies about its sizes': () =>
    zip([['xl/workbook.xml', Buffer.alloc(32 * 1_048_576)]], 10),
  'a workbook of more markup than a register can have': () =>
    zip([
      ['[Content_Types].xml', Buffer.from('<Types/>')],
      ['xl/workbook.xml', Buffer.from('<c/>'.repeat(500_001))],
    ]),
  'an archive of very many files': () =>
    zip(Array.from({ length: 101 }, (_, index) => [`deel-${index}`, Buffer.from('x')] as const)),
  'a directory that points nowhere': (whole) => {
    const end = Buffer.from(whole);
    end.writeUInt32LE(0xfffffff0, end.length - 6);
    return end;
  },
};

test.each(Object.entries(BAD_WORKBOOKS))(
  '%s is garbled, until the file is corrected',
  async (_, spoil) => {
    expect(await spoilAndMend('groningen', XLSX, spoil)).toEqual(garbledAt('groningen'));
  },
);
