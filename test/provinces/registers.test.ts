import { afterEach, beforeAll, expect, test } from 'vitest';
import { createRegisterFile } from '../../subgraphs/provinces/register-file.ts';
import { createProvinceSource } from '../../subgraphs/provinces/source.ts';
import { warmUpTableReader } from '../../subgraphs/provinces/table-reader.ts';
import { partnersOf } from '../../subgraphs/partners.ts';
import { usualPartners } from '../support/usual-lists.ts';
import { failureOf, startHarness } from './provinces-harness.ts';
import type { Harness, HarnessOptions } from './provinces-harness.ts';
import { quietLog } from '../support/quiet-log.ts';
import { partnerCall } from '../support/partner-call.ts';

beforeAll(() => warmUpTableReader());

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

const PILOTS = '{ pilots(first: 50) { nodes { id name } } }';
const EACH_ONCE = {
  gelderland: 1,
  'noord-holland': 1,
  groningen: 1,
  drenthe: 1,
  fryslan: 1,
  overijssel: 1,
};

test('a request costs each province one call, and an unchanged register is not sent again', async () => {
  const harness = await start();
  const first = await harness.ask(PILOTS);
  expect(harness.calls()).toEqual(EACH_ONCE);
  harness.resetCalls();
  expect(await harness.ask(PILOTS)).toEqual(first);
  expect(harness.calls()).toEqual(EACH_ONCE);
  expect(harness.province('drenthe').sent()).toBe(1);
  expect(harness.province('groningen').sent()).toBe(1);
});

test('a request for one pilot calls only its province', async () => {
  const harness = await start();
  await harness.ask(
    '{ pilot(id: "drenthe:DR-P1") { name } again: pilot(id: "drenthe:X") { name } }',
  );
  expect(harness.calls()).toEqual({
    ...Object.fromEntries(Object.keys(EACH_ONCE).map((id) => [id, 0])),
    drenthe: 1,
  });
});

test('pilots with their grants cost one call for a workbook with both', async () => {
  const harness = await start();
  await harness.ask(`{ pilots { nodes { id grants { id } } }
    pilot(id: "groningen:GR-P2") { grants { name } } }`);
  expect(harness.province('groningen').calls()).toBe(1);
  expect(harness.province('gelderland').calls()).toBe(2);
});

test('a changed register shows in the next request', async () => {
  const harness = await start();
  await harness.ask(PILOTS);
  const drenthe = harness.province('drenthe');
  const before = drenthe.fileAt('/open-data/pilots.csv').toString('latin1');
  drenthe.publish(
    '/open-data/pilots.csv',
    Buffer.from(before.replace('Gekwalificeerd', 'Gediplomeerd'), 'latin1'),
  );
  const { data } = await harness.ask('{ pilot(id: "drenthe:DR-P1") { name } }');
  expect(data).toEqual({ pilot: { name: 'Gediplomeerd in de techniek' } });
  expect(drenthe.sent()).toBe(2);
});

test('a citizen number in the name of a pilot is withheld, and an error names its province', async () => {
  const harness = await start();
  const drenthe = harness.province('drenthe');
  const before = drenthe.fileAt('/open-data/pilots.csv').toString('latin1');
  drenthe.publish(
    '/open-data/pilots.csv',
    Buffer.from(before.replace('Gekwalificeerd', 'Jan (123.456.782)'), 'latin1'),
  );
  expect(await harness.ask('{ pilot(id: "drenthe:DR-P1") { id name } }')).toEqual({
    data: { pilot: { id: 'drenthe:DR-P1', name: null } },
    errors: [failureOf('drenthe', 'garbled', ['pilot', 'name'])],
  });
});

test('within freshForSeconds a register is not requested again', async () => {
  const harness = await start({ entry: { freshForSeconds: 3_600 } });
  await harness.ask(PILOTS);
  await harness.ask(PILOTS);
  expect(harness.calls()).toEqual(EACH_ONCE);
});

const whole = {
  outcome: 'body',
  body: Buffer.from('een'),
  charset: null,
  isDelimited: true,
} as const;

const NO_VALIDATORS = { etag: null, lastModified: null, date: null };

/** What a register file asks a province with, whose first response has these validators and whose next is "unchanged". */
async function askedWith(validators: Partial<typeof NO_VALIDATORS | Record<string, string>>) {
  const asked: unknown[] = [];
  const file = createRegisterFile({
    partner: {
      ask: async ({ headers }) => {
        asked.push(headers);
        const isFirst = asked.length === 1 || Object.keys(headers ?? {}).length === 0;
        return isFirst
          ? { ...whole, validators: { ...NO_VALIDATORS, ...validators } }
          : { outcome: 'unchanged' };
      },
      stop: async () => {},
    },
    path: '/pilots.csv',
    accept: ['text/csv'],
    parse: async ({ bytes }) => bytes.toString(),
  });
  expect([await file.read(partnerCall()), await file.read(partnerCall())]).toEqual(['een', 'een']);
  return asked;
}

test('a register with an ETag or a Last-Modified is asked for its changes, and any other is read whole', async () => {
  const lastModified = 'Sat, 21 Nov 2026 10:00:00 GMT';
  expect(await askedWith({ etag: '"1"', lastModified })).toEqual([{}, { 'if-none-match': '"1"' }]);
  expect(await askedWith({ lastModified, date: 'Sat, 21 Nov 2026 10:00:02 GMT' })).toEqual([
    {},
    { 'if-modified-since': lastModified },
  ]);
  // It may have changed again within that second.
  expect(await askedWith({ lastModified, date: 'Sat, 21 Nov 2026 10:00:01 GMT' })).toEqual([
    {},
    {},
  ]);
  expect(await askedWith({ lastModified })).toEqual([{}, {}]);
  expect(await askedWith({})).toEqual([{}, {}]);
  expect(await askedWith({ etag: 'x'.repeat(201) })).toEqual([{}, {}]);
});

const PERSONAL = /proefpersoon|particulier|@/i;

test('no contact person and no private recipient ever becomes part of a record', async () => {
  const harness = await start();
  const gelderland = harness.province('gelderland');
  const published = ['pilots', 'verleningen', 'regelingen']
    .map((name) => gelderland.fileAt(`/open-data/${name}.csv`).toString('latin1'))
    .join('');
  expect(published).toMatch(/Sjoukje Proefpersoon[^]*particulier[^]*Zoë Proefpersoon/);

  const { registers, ...list } = usualPartners();
  const read = await Promise.all(
    partnersOf({ registers, ...list }, 'provinces').map(async (entry) => {
      const { url } = harness.province(entry.id as 'drenthe');
      const layout = registers[entry.register];
      if (layout === undefined) throw new Error(entry.register);
      const source = createProvinceSource({ ...entry, url }, layout, quietLog);
      const contents = await Promise.all(
        source.files.map((file) => source.read(file, partnerCall())),
      );
      await source.stop();
      return contents;
    }),
  );
  const contents = read.flat();
  expect(contents.flatMap(({ grants }) => grants).map(({ recipient }) => recipient)).toEqual([
    'otib',
    'saxion',
    'smart-makers-academy',
    'noorderpoort',
    'drenthe-college',
    'otib',
  ]);
  expect(JSON.stringify(contents)).not.toMatch(PERSONAL);
});

test('PartnerBoard.provinces shows the state of each register', async () => {
  const harness = await start();
  harness.province('fryslan').setFault('down');
  const { data, errors } = await harness.entity(
    { __typename: 'PartnerBoard', moment: 'now' },
    'provinces { id name state fault }',
  );
  const answering = { state: 'ANSWERING', fault: null };
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    _entities: [
      {
        provinces: [
          { id: 'gelderland', name: 'Provincie Gelderland', ...answering },
          { id: 'noord-holland', name: 'Provincie Noord-Holland', ...answering },
          { id: 'groningen', name: 'Provincie Groningen', ...answering },
          { id: 'drenthe', name: 'Provincie Drenthe', ...answering },
          { id: 'fryslan', name: 'Provincie Fryslân', state: 'SILENT', fault: 'unreachable' },
          { id: 'overijssel', name: 'Provincie Overijssel', ...answering },
        ],
      },
    ],
  });
});
