/** The memory that the operation store counts for an operation is about the memory that it takes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { createCompiledExecution } from '../../gateway/execution/compiled/compiled-execution.ts';
import type { ValidDocument } from '../../gateway/operations/validation.ts';
import { createValidation } from '../../gateway/operations/create-validation.ts';
import { createOperationStore } from '../../gateway/operations/operation-store.ts';
import { createPrepare, preparedBytes } from '../../gateway/operations/prepared-operation.ts';
import { parseSupergraph } from '../../gateway/planning/supergraph.ts';
import { newDocuments } from './support/new-documents.ts';

const TURN = { queue: '', isTrusted: true };
const FREE = { total: 0, path: [], roots: [] };
const POST = { method: 'POST', mediaType: 'application/json', isPlainJson: true } as const;
const isOrdinary = (_: string, index: number) => index % 10 !== 3 && index % 10 !== 7;

test('the bytes that are counted for 40 operations are between half and three times the growth of the heap', async () => {
  const supergraphSdl = readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8');
  const { apiSchema } = parseSupergraph(supergraphSdl);
  const validation = await createValidation(supergraphSdl);
  const execution = createCompiledExecution({ supergraphSdl, subgraphUrls: new Map() });
  const store = createOperationStore(
    apiSchema,
    validation,
    createPrepare(execution, () => () => FREE),
  );

  const validate = async (seed: number, count: number) => {
    const texts: [string, string][] = [];
    for (const query of newDocuments(apiSchema, count, seed).filter(isOrdinary)) {
      const given = { query, operationName: undefined, variables: {}, isPersisted: true };
      texts.push([
        query,
        JSON.stringify(await validation.validate({ ...given, format: POST }, TURN)),
      ]);
    }
    return texts;
  };
  const fill = async (texts: readonly [string, string][]) => {
    let bytes = 0;
    for (const [query, text] of texts) {
      const scanned = store.scan({ query, operationName: undefined });
      const { operation } = store.put(scanned, JSON.parse(text) as ValidDocument);
      const prepared = await store.prepare({ operation }, TURN);
      await prepared.executable.compile(TURN);
      bytes += preparedBytes(operation.text.length, prepared);
    }
    return bytes;
  };

  // The first operations also make what all share.
  await fill(await validate(1, 40));
  const texts = await validate(2, 50);
  const before = heapBytes();
  const counted = await fill(texts);
  const grown = heapBytes() - before;
  console.log(`${texts.length} operations: ${kb(grown)} kB of heap, ${kb(counted)} kB counted`);
  expect(counted / grown).toBeGreaterThan(0.5);
  expect(counted / grown).toBeLessThan(3);
  expect(store.inUse()).not.toHaveLength(0);
  await Promise.all([validation.stop(), execution.stop()]);
}, 120_000);

const kb = (bytes: number) => Math.round(bytes / 1000);

function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let round = 0; round < 3; round += 1) collect();
  return process.memoryUsage().heapUsed;
}
