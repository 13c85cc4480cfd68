/**
 * `npm run plan -- FILE`: how a query becomes calls. Prints the plan of the operation in a file; with
 * `--ask` it is asked as well, and each call shows what was saved by asking about a thing only once.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prettyFormatQueryPlan } from '@apollo/query-planner';
import { parse, validate } from 'graphql';
import { projectRoot } from '../schema/project-root.ts';
import { createCompiledExecution } from './execution/compiled/compiled-execution.ts';
import type { FetchedEntities } from './execution/compiled/run-fetch.ts';
import { createPlanner } from './planning/planner.ts';
import { parseSupergraph } from './planning/supergraph.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    supergraph: { type: 'string', default: join(projectRoot(), 'schema', 'supergraph.graphql') },
    operation: { type: 'string' },
    variables: { type: 'string', default: '{}' },
    ask: { type: 'boolean', default: false },
  },
});
const [file] = positionals;
if (file === undefined) throw new Error('Give a file with a query: npm run plan -- FILE');

const supergraphSdl = readFileSync(values.supergraph, 'utf8');
const document = parse(readFileSync(file, 'utf8'));
const [problem] = validate(parseSupergraph(supergraphSdl).apiSchema, document);
if (problem) throw problem;

const question = { document, operationName: values.operation, key: file };
const plan = await createPlanner(supergraphSdl).plan(question);
console.log(prettyFormatQueryPlan(plan));
if (values.ask) await askAndTell();

async function askAndTell(): Promise<void> {
  const fetched: FetchedEntities[] = [];
  const execution = createCompiledExecution({
    supergraphSdl,
    subgraphUrls: new Map(),
    observe: (one) => fetched.push(one),
  });
  const variables: Record<string, unknown> = JSON.parse(values.variables);
  const signal = AbortSignal.timeout(30_000);
  const { errors } = await execution.execute(
    { ...question, plan },
    { variables, headers: {}, signal },
  );
  await execution.stop();
  console.log('\nObjects of the answer that took another subgraph:');
  for (const one of fetched) console.log(`  ${describe(one)}`);
  for (const { message } of errors) console.log(`  ! ${message}`);
}

function describe({ subgraph, path, placesCount, thingsCount, askedCount }: FetchedEntities) {
  const call = askedCount === 0 ? 'no call, all known' : `one call about ${askedCount}`;
  const where = `${subgraph} for ${path.join('.')}`;
  return `${where}: ${placesCount} places, ${thingsCount} different things, ${call}`;
}
