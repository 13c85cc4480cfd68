import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { operationNameFor } from '../../explorer/asking/operation-name.ts';
import { parseQuestion, tabText, tabVariables } from '../../explorer/gallery/question.ts';
import { projectRoot } from '../../core/config/project-root.ts';

const folder = join(projectRoot(), 'explorer/questions');
const files = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(join(folder, name), 'utf8'),
}));
const supergraph = readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8');
const graph = buildSchema(supergraph, { assumeValidSDL: true });
const roles = ['none', 'dashboard', 'analyst', 'developer', 'coach', 'citizen'];

test.each(files)('$name is a question of the graph, for a role of the demo', ({ name, text }) => {
  const savedQuery = parseQuestion(name, text);
  expect(validate(graph, parse(savedQuery.document))).toEqual([]);
  expect(roles).toContain(savedQuery.role);
});

test.each(files)('$name holds no id of a person or a voucher', ({ text }) => {
  // A sealed id is at least a 16-byte tag in base64url: no name, code or date comes near.
  expect(text.match(/"[\w-]{22,}"/g)).toBeNull();
});

test('a question reads whole: header, and the operation alone', () => {
  const text =
    '# nl: Wat staat open?\n# en: What is open?\n# role: coach\n# purpose: urn:llo:purpose:matching\n# today: dag\n' +
    'query Open($dag: Date!) {\n  # a comment of its own\n  regions { nodes { name } }\n}\n';
  const savedQuery = parseQuestion('../questions/08-open.graphql', text);
  expect(savedQuery).toEqual({
    id: '08-open',
    nl: 'Wat staat open?',
    en: 'What is open?',
    role: 'coach',
    purpose: 'urn:llo:purpose:matching',
    today: 'dag',
    document:
      'query Open($dag: Date!) {\n  # a comment of its own\n  regions { nodes { name } }\n}\n',
  });
  expect(tabText(savedQuery)).toBe(`# Wat staat open?\n# What is open?\n${savedQuery.document}`);
  expect(tabVariables(savedQuery, '2026-11-21')).toBe('{\n  "dag": "2026-11-21"\n}');
});

test('a question without its English is refused by name', () => {
  expect(() =>
    parseQuestion('09.graphql', '# nl: Wat?\n# role: none\n{ partners { moment } }'),
  ).toThrow('Cannot read question "09.graphql": no line "# en: …"');
});

test('an operation is asked by a name that stands in the text, and by no other', () => {
  const two = 'query A { a } query B { b }';
  expect(operationNameFor(two, 'B')).toBe('B');
  expect(operationNameFor(two, 'Gone')).toBeUndefined();
  expect(operationNameFor('query A { a }', 'Gone')).toBe('A');
  expect(operationNameFor('{ a }', null)).toBeUndefined();
  expect(operationNameFor('query {', 'A')).toBeUndefined();
});
