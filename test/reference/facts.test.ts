/** The files themselves: what they may not say, and how a mistake in them is told. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildASTSchema, isObjectType, parse } from 'graphql';
import { expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { subgraphSdl } from '../../schema/subgraph-sdl.ts';
import { readFacts, type ReadData } from '../../subgraphs/reference/source.ts';

const DATA = join(projectRoot(), 'subgraphs/reference/data');
const readData: ReadData = (name) => readFileSync(join(DATA, `${name}.yaml`), 'utf8');

/** The files with one of them changed. */
function changed(file: string, from: string, to: string): ReadData {
  return (name) => (name === file ? readData(name).replace(from, to) : readData(name));
}

test.each([
  [
    'an organisation',
    changed('programmes', 'organisation: otib', 'organisation: otip'),
    /programmes\.yaml:\d+:\d+ .*unknown organisation "otip"; did you mean "otib"\?/,
  ],
  [
    'a programme',
    changed('indicators', 'programme: wendbaarheid', 'programme: wendbaarhied'),
    /indicators\.yaml:\d+:\d+ .*unknown programme "wendbaarhied"; did you mean "wendbaarheid"\?/,
  ],
  [
    'a region',
    changed('programmes', 'regions: [PV25]', 'regions: [PV99]'),
    /programmes\.yaml:\d+:\d+ .*no region has this code/,
  ],
  [
    'a source',
    changed('learning-points', 'source: gelders', 'source: gelderse'),
    /learning-points\.yaml:\d+:\d+ .*unknown source/,
  ],
  [
    'a measure',
    changed('indicators', 'measure: arrangementen', 'measure: arrangement'),
    /indicators\.yaml:\d+:\d+ .*unknown measure "arrangement"/,
  ],
  [
    'a figure where the source gives none',
    changed(
      'indicators',
      'qualifier: ORDER_OF_MAGNITUDE',
      'value: 12\n    qualifier: ORDER_OF_MAGNITUDE',
    ),
    /indicators\.yaml:\d+:\d+ .*no figure for ORDER_OF_MAGNITUDE/,
  ],
  [
    'a figure twice',
    changed('indicators', 'id: gv-trajecten', 'id: gv-instromers'),
    /indicators\.yaml:\d+:\d+ .*"gv-instromers" is there twice/,
  ],
])('a mistake in %s throws ConfigError with its line', (_, read, message) => {
  expect(() => readFacts([], read)).toThrow(message);
});

test('every indicator, event and learning point has a source, and every source has a statement', () => {
  const { sourceDocuments, indicators, learningPoints, publicEvents } = readFacts([]);
  const used = [...indicators, ...learningPoints, ...publicEvents].map(({ source }) => source);
  expect(sourceDocuments.filter(({ id }) => !used.includes(id))).toEqual([]);
  expect(sourceDocuments.filter(({ states }) => states.length < 40)).toEqual([]);
});

test('every seed file is a source document, and no other document names a file', () => {
  const files = readFacts([]).sourceDocuments.flatMap(({ file }) => file ?? []);
  expect(files.toSorted()).toEqual([
    '000_e23f15fe9f091868.txt',
    '001_b9b241d677ae908b.txt',
    '002_0d6731b704eda0a3.txt',
    '003_5636e665fd4246bb.txt',
    '004_2a27b32148def085.txt',
  ]);
});

test('the code of every target group is unique and has a Dutch name', () => {
  const codes = readFacts([]).targetGroups.map(({ code }) => code);
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
  const event = readFacts([]).publicEvents.find(({ id }) => id.endsWith('voucher-750'));
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
