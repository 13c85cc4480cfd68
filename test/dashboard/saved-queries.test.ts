import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { parseSavedQuery } from '../../ui/saved-query.ts';

const folder = join(projectRoot(), 'dashboard/saved-queries');
const savedQueries = readdirSync(folder).map((name) =>
  parseSavedQuery(name, readFileSync(join(folder, name), 'utf8')),
);
const supergraph = readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8');
const schema = buildSchema(supergraph, { assumeValidSDL: true });

test.each(savedQueries)('dashboard query $id is valid and public', (savedQuery) => {
  expect(validate(schema, parse(savedQuery.document))).toEqual([]);
  expect(savedQuery.role).toBe('none');
});

test('dashboard query "partners" selects every subgraph of PartnerBoard', () => {
  const board = schema.getType('PartnerBoard');
  const subgraphs = board && 'getFields' in board ? Object.keys(board.getFields()) : [];
  const document = savedQueries.find(({ id }) => id === 'partners')?.document ?? '';
  const missing = subgraphs.filter((name) => name !== 'moment' && !document.includes(`${name} {`));
  expect(missing).toEqual([]);
});
