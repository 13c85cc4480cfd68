import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { operationNameFor } from '../../explorer/requests/operation-name.ts';
import { parseSavedQuery, tabText, tabVariables } from '../../ui/saved-query.ts';
import { projectRoot } from '../../core/config/project-root.ts';

const folder = join(projectRoot(), 'explorer/saved-queries');
const files = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(join(folder, name), 'utf8'),
}));
const supergraph = readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8');
const schema = buildSchema(supergraph, { assumeValidSDL: true });
const roles = ['none', 'dashboard', 'analyst', 'developer', 'coach', 'fund-desk', 'citizen'];

test.each(files)('saved query $name is valid and has a role of the demo', ({ name, text }) => {
  const savedQuery = parseSavedQuery(name, text);
  expect(validate(schema, parse(savedQuery.document))).toEqual([]);
  expect(roles).toContain(savedQuery.role);
});

test.each(files)('saved query $name contains no encrypted id', ({ text }) => {
  // An encrypted id has at least a 16-byte tag in base64url; other texts are shorter, or names such as `wendbaarheid`.
  const texts = text.match(/"[\w-]{22,}"/g) ?? [];
  expect(texts.filter((one) => !/^"[a-z]+(-[a-z]+)+"$/.test(one))).toEqual([]);
});

test('a title that has the code of a labour market region has its name too, as in the table of regions', () => {
  const table = parseYaml(
    readFileSync(join(projectRoot(), 'core/regions/regions.yaml'), 'utf8'),
  ) as { labourMarketRegions: readonly { code: string; name: string }[] };
  const names = new Map(table.labourMarketRegions.map(({ code, name }) => [code, name]));
  const titles = files.flatMap(({ name, text }) => {
    const { nl, en } = parseSavedQuery(name, text);
    return [nl, en].flatMap((title) =>
      [...title.matchAll(/AM\d\d/g)].map(([code]) => ({ title, code })),
    );
  });
  expect(titles.length).toBeGreaterThan(0);
  for (const { title, code } of titles) expect(title).toContain(`${names.get(code)} (${code})`);
});

test('parseSavedQuery separates the header from the document', () => {
  const text =
    '# nl: Wat staat open?\n# en: What is open?\n# theme: Plaatsen / Places\n# question: 8\n' +
    '# role: coach\n# purpose: urn:llo:purpose:matching\n# today: dag\n' +
    'query Open($dag: Date!) {\n  # a comment of its own\n  regions { nodes { name } }\n}\n';
  const savedQuery = parseSavedQuery('../saved-queries/08-open.graphql', text);
  expect(savedQuery).toEqual({
    id: '08-open',
    nl: 'Wat staat open?',
    en: 'What is open?',
    theme: { nl: 'Plaatsen', en: 'Places' },
    question: 8,
    role: 'coach',
    purpose: 'urn:llo:purpose:matching',
    today: 'dag',
    document:
      'query Open($dag: Date!) {\n  # a comment of its own\n  regions { nodes { name } }\n}\n',
  });
  expect(tabText(savedQuery, 'nl')).toBe(`# Wat staat open?\n${savedQuery.document}`);
  expect(tabText(savedQuery, 'en')).toBe(`# What is open?\n${savedQuery.document}`);
  expect(tabVariables(savedQuery, '2026-11-21')).toBe('{\n  "dag": "2026-11-21"\n}');
});

test('a required variable has a value of today or is one that the user fills in', () => {
  for (const { name, text } of files) {
    const { document, today, fill } = parseSavedQuery(name, text);
    const declared = [...document.matchAll(/\$(\w+): [\w[\]!]+!(?! =)/g)].map(([, one]) => one);
    const given = [today, fill].filter((one) => one !== undefined);
    expect([name, new Set(declared)]).toEqual([name, new Set(given)]);
  }
  const voucher = files.find(({ name }) => name.startsWith('18-'));
  const savedQuery = parseSavedQuery('18.graphql', voucher?.text ?? '');
  expect(tabVariables(savedQuery, '2026-11-21')).toBe('{\n  "number": ""\n}');
});

test('parseSavedQuery: a missing header line gives an error that names file and line', () => {
  expect(() =>
    parseSavedQuery('09.graphql', '# nl: Wat?\n# role: none\n{ partners { moment } }'),
  ).toThrow('Cannot read saved query "09.graphql": the line "# en: …" is missing');
});

test('operationNameFor gives only a name that is in the document', () => {
  const two = 'query A { a } query B { b }';
  expect(operationNameFor(two, 'B')).toBe('B');
  expect(operationNameFor(two, 'Gone')).toBeUndefined();
  expect(operationNameFor('query A { a }', 'Gone')).toBe('A');
  expect(operationNameFor('{ a }', null)).toBeUndefined();
  expect(operationNameFor('query {', 'A')).toBeUndefined();
});
