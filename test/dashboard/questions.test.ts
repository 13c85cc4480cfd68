import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { parseQuestion } from '../../explorer/gallery/question.ts';
import { projectRoot } from '../../core/config/project-root.ts';

const folder = join(projectRoot(), 'dashboard/questions');
const questions = readdirSync(folder).map((name) =>
  parseQuestion(name, readFileSync(join(folder, name), 'utf8')),
);
const supergraph = readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8');
const graph = buildSchema(supergraph, { assumeValidSDL: true });

test.each(questions)('$id is a question of the graph that the public may ask', (savedQuery) => {
  expect(validate(graph, parse(savedQuery.document))).toEqual([]);
  expect(savedQuery.role).toBe('none');
});

test('every kind of partner that has a board is on the page', () => {
  const board = graph.getType('PartnerBoard');
  const kinds = board && 'getFields' in board ? Object.keys(board.getFields()) : [];
  const asked = questions.find(({ id }) => id === 'partners')?.document ?? '';
  expect(kinds.filter((kind) => kind !== 'moment' && !asked.includes(`${kind} {`))).toEqual([]);
});
