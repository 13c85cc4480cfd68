import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BOUNDS } from '../../gateway/limits/bounds.ts';
import { createLimits } from '../../gateway/limits/limits.ts';
import { parseSupergraph } from '../../gateway/planning/supergraph.ts';
import { projectRoot } from '../../core/config/project-root.ts';

const folder = join(projectRoot(), 'explorer', 'saved-queries');
const savedQueries = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
const sdl = readFileSync(join(projectRoot(), 'schema', 'supergraph.graphql'), 'utf8');
const { apiSchema } = parseSupergraph(sdl);

test('the explorer has saved queries', () => {
  expect(savedQueries.length).toBeGreaterThan(0);
});

test.each(savedQueries)('the saved query %s is within half of every limit on its size', (name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  const half = {
    ...BOUNDS,
    documentBytes: BOUNDS.documentBytes / 2,
    tokens: BOUNDS.tokens / 2,
    aliases: BOUNDS.aliases / 2,
    rootFields: BOUNDS.rootFields / 2,
    expandedFields: BOUNDS.expandedFields / 2,
  };
  expect(() => createLimits(apiSchema, half).limitDocument(text)).not.toThrow();
});
