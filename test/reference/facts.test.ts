/** The files themselves: what they may not say, and how a mistake in them is told. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { buildASTSchema, isObjectType, parse } from 'graphql';
import { expect, onTestFinished, test } from 'vitest';
import { subgraphSdl } from '../../schema/subgraph-sdl.ts';
import { DEMO_CONTENT } from '../../mocks/content/index.ts';
import { readFacts } from '../../subgraphs/reference/source.ts';

/** A copy of the content of the demo in which one file is changed. */
function changed(file: string, from: string, to: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-content-'));
  cpSync(DEMO_CONTENT, folder, { recursive: true });
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, `${file}.yaml`);
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
  return folder;
}

test.each<[string, [string, string, string], RegExp]>([
  [
    'an organisation',
    ['programmes', 'organisation: otib', 'organisation: otip'],
    /programmes\.yaml:\d+:\d+ .*unknown organisation "otip"; did you mean "otib"\?/,
  ],
  [
    'a programme',
    ['indicators', 'programme: wendbaarheid', 'programme: wendbaarhied'],
    /indicators\.yaml:\d+:\d+ .*unknown programme "wendbaarhied"; did you mean "wendbaarheid"\?/,
  ],
  [
    'a region',
    ['programmes', 'regions: [PV25]', 'regions: [PV99]'],
    /programmes\.yaml:\d+:\d+ .*no region has this code/,
  ],
  [
    'a source',
    ['learning-points', 'source: gelders', 'source: gelderse'],
    /learning-points\.yaml:\d+:\d+ .*unknown source/,
  ],
  [
    'a measure',
    ['indicators', 'measure: arrangementen', 'measure: arrangement'],
    /indicators\.yaml:\d+:\d+ .*unknown measure "arrangement"/,
  ],
  [
    'a figure where the source gives none',
    ['indicators', 'qualifier: ORDER_OF_MAGNITUDE', 'value: 12\n    qualifier: ORDER_OF_MAGNITUDE'],
    /indicators\.yaml:\d+:\d+ .*no figure for ORDER_OF_MAGNITUDE/,
  ],
  [
    'a figure twice',
    ['indicators', 'id: gv-trajecten', 'id: gv-instromers'],
    /indicators\.yaml:\d+:\d+ .*"gv-instromers" is there twice/,
  ],
  [
    'a region of a labour market',
    ['labour-market', 'region: AM06', 'region: AM60'],
    /labour-market\.yaml:23:\d+ .*no region has this code/,
  ],
  [
    'a labour market without a region',
    ['labour-market', '    region: AM06\n', ''],
    /labour-market\.yaml:\d+:\d+ .*region/,
  ],
  [
    'a sector of a labour market',
    ['labour-market', 'sector: CARE', 'sector: ZORG'],
    /labour-market\.yaml:\d+:\d+ /,
  ],
  [
    'a measure of a labour market',
    ['labour-market', 'measure: spanningsindicator', 'measure: spanningsindicatr'],
    /labour-market\.yaml:\d+:\d+ .*unknown measure "spanningsindicatr"; did you mean "spanningsindicator"\?/,
  ],
  [
    'a measure that the published figures have',
    ['labour-market', 'id: spanningsindicator', 'id: arrangementen'],
    /labour-market\.yaml:\d+:\d+ .*"arrangementen" is there twice/,
  ],
  [
    'a figure of a labour market that the published figures have',
    ['labour-market', 'id: am06-tekort-zorg', 'id: gv-instromers'],
    /labour-market\.yaml:\d+:\d+ .*"gv-instromers" is there twice/,
  ],
])('a mistake in %s throws ConfigError with its line', (_, [file, from, to], message) => {
  const folder = changed(file, from, to);
  expect(() => readFacts([], folder)).toThrow(message);
});

test('a folder without files, and no folder, give target groups and the partners as organisations', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-content-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const content of [folder, undefined]) {
    const { targetGroups, ...facts } = readFacts([{ id: 'otib', name: 'Wij Techniek' }], content);
    expect(targetGroups.length).toBeGreaterThan(0);
    expect(facts).toEqual({
      sourceDocuments: [],
      organisations: [{ id: 'otib', name: 'Wij Techniek', formerNames: [], regions: [] }],
      programmes: [],
      measures: [],
      indicators: [],
      labourMarket: [],
      learningPoints: [],
      publicEvents: [],
    });
  }
});

test('every indicator, event and learning point has a source, and every source has a statement', () => {
  const { sourceDocuments, ...facts } = readFacts([], DEMO_CONTENT);
  const { indicators, labourMarket, learningPoints, publicEvents } = facts;
  const all = [...indicators, ...labourMarket, ...learningPoints, ...publicEvents];
  const used = all.map(({ source }) => source);
  expect(sourceDocuments.filter(({ id }) => !used.includes(id))).toEqual([]);
  expect(sourceDocuments.filter(({ states }) => states.length < 40)).toEqual([]);
});

test('every seed file is a source document, and no other document names a file', () => {
  const files = readFacts([], DEMO_CONTENT).sourceDocuments.flatMap(({ file }) => file ?? []);
  expect(files.toSorted()).toEqual([
    '000_e23f15fe9f091868.txt',
    '001_b9b241d677ae908b.txt',
    '002_0d6731b704eda0a3.txt',
    '003_5636e665fd4246bb.txt',
    '004_2a27b32148def085.txt',
  ]);
});

test('the code of every target group is unique and has a Dutch name', () => {
  const codes = readFacts([], DEMO_CONTENT).targetGroups.map(({ code }) => code);
  expect(codes).toEqual([...new Set(codes)]);
  expect(codes).toEqual(
    expect.arrayContaining([
      'JOBSEEKER',
      'EMPLOYED',
      'SELF_EMPLOYED',
      'JOB_CHANGER',
      'AGE_45_PLUS',
    ]),
  );
});

test('no path in the graph leads from a public event to a voucher or a person, nor back', () => {
  const schemas = (['funds', 'reference'] as const).map((kind) =>
    buildASTSchema(parse(subgraphSdl(kind)), { assumeValidSDL: true, assumeValid: true }),
  );
  const fieldsOf = (type: string) =>
    schemas.flatMap((schema) => {
      const found = schema.getType(type);
      return isObjectType(found) ? Object.values(found.getFields()) : [];
    });
  const eventFields = fieldsOf('PublicEvent');
  const voucherFields = fieldsOf('Voucher');
  const linking = /Voucher|Person|PublicEvent|Enrolment|Trajectory/;

  expect(eventFields.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['id', 'date', 'place', 'providedBy']),
  );
  expect(voucherFields.map(({ name }) => name)).toContain('issuedOn');
  expect(eventFields.filter(({ type }) => linking.test(String(type)))).toEqual([]);
  expect(voucherFields.filter(({ type }) => /PublicEvent/.test(String(type)))).toEqual([]);
  expect(
    [...eventFields, ...voucherFields].filter(({ name }) => /ordinal|rank|nth|volg/i.test(name)),
  ).toEqual([]);
});

test('no text of a public event looks like a voucher number', () => {
  const event = readFacts([], DEMO_CONTENT).publicEvents.find(({ id }) =>
    id.endsWith('voucher-750'),
  );
  expect(JSON.stringify(event)).not.toMatch(/GV-|voucher_nr|\d{6}/);
  expect(Object.keys(event ?? {}).toSorted()).toEqual([
    'by',
    'date',
    'id',
    'name',
    'place',
    'programme',
    'providedBy',
    'source',
    'states',
  ]);
});

test('every figure of a labour market that has a value is of the invented source and says so', () => {
  const { labourMarket } = readFacts([], DEMO_CONTENT);
  const invented = labourMarket.filter(({ source }) => source === 'verzonnen-arbeidsmarkt');
  expect(labourMarket.filter(({ qualifier }) => qualifier !== 'ORDER_OF_MAGNITUDE')).toEqual(
    invented,
  );
  expect(invented.filter(({ states }) => !states.startsWith('Verzonnen voor de demo'))).toEqual([]);
});
