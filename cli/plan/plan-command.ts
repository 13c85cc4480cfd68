/**
 * `npm run plan -- FILE`: prints the query plan of the operation in a file, and the subgraph requests that it
 * becomes. With `--execute` it also executes the plan and prints how many entities each fetch requested.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prettyFormatQueryPlan } from '@apollo/query-planner';
import { parse, validate } from 'graphql';
import { projectRoot } from '../../core/config/project-root.ts';
import { createCompiledExecution } from '../../gateway/execution/compiled/compiled-execution.ts';
import {
  countCalls,
  describeCalls,
} from '../../gateway/execution/compiled/rewriting/calls-in-plan.ts';
import {
  compileOperation,
  operationOf,
} from '../../gateway/execution/compiled/compile-operation.ts';
import {
  conditionNames,
  readConditions,
} from '../../gateway/execution/compiled/shape/conditions.ts';
import {
  NO_REWRITES,
  PLAN_REWRITES,
  type PlanRewrites,
} from '../../gateway/execution/compiled/rewriting/plan-rewrites.ts';
import type { FetchedEntities } from '../../gateway/execution/compiled/running/run-fetch.ts';
import { createPlanner } from '../../gateway/planning/planner.ts';
import { parseSupergraph } from '../../gateway/planning/supergraph.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    supergraph: { type: 'string', default: join(projectRoot(), 'schema', 'supergraph.graphql') },
    operation: { type: 'string' },
    variables: { type: 'string', default: '{}' },
    execute: { type: 'boolean', default: false },
  },
});
const [file] = positionals;
if (file === undefined)
  throw new Error('A file with an operation is required: npm run plan -- FILE');

const supergraphSdl = readFileSync(values.supergraph, 'utf8');
const document = parse(readFileSync(file, 'utf8'));
const [problem] = validate(parseSupergraph(supergraphSdl).apiSchema, document);
if (problem) throw problem;

const normalized = { document, operationName: values.operation, key: file };
const plan = await createPlanner(supergraphSdl).plan(normalized);
console.log(prettyFormatQueryPlan(plan));
printCalls();
if (values.execute) await executeAndPrint();

function printCalls(): void {
  const supergraph = parseSupergraph(supergraphSdl);
  const planned = { ...normalized, plan };
  const operation = operationOf(planned);
  const variables: Record<string, unknown> = JSON.parse(values.variables);
  const conditions = readConditions(conditionNames(document), operation, variables);
  const compiled = (rewrites: PlanRewrites) =>
    compileOperation(supergraph, planned, { operation, conditions, rewrites }).plan;
  const counted = (rewrites: PlanRewrites) => countCalls(compiled(rewrites));

  console.log('\nRequests:');
  for (const line of describeCalls(compiled(PLAN_REWRITES), '  ')) console.log(line);
  const crossBranch = { ...PLAN_REWRITES, crossBranchBatching: true };
  console.log(
    `  ${counted(PLAN_REWRITES)} in total; ${counted(NO_REWRITES)} without rewrites, ` +
      `${counted({ ...PLAN_REWRITES, fetchBatching: false })} without batching, ` +
      `${counted(crossBranch)} with cross-branch batching`,
  );
}

async function executeAndPrint(): Promise<void> {
  const fetched: FetchedEntities[] = [];
  const called: string[] = [];
  const execution = createCompiledExecution({
    supergraphSdl,
    subgraphUrls: new Map(),
    observe: (one) => fetched.push(one),
    observeCall: (subgraph) => called.push(subgraph),
  });
  const variables: Record<string, unknown> = JSON.parse(values.variables);
  const signal = AbortSignal.timeout(30_000);
  const { errors } = await execution
    .prepare({ ...normalized, plan })
    .execute({ variables, headers: {}, signal });
  await execution.stop();
  console.log('\nEntity fetches:');
  for (const one of fetched) console.log(`  ${describe(one)}`);
  console.log(`\n${called.length} requests sent: ${called.join(', ')}`);
  for (const { message } of errors) console.log(`  ! ${message}`);
}

function describe({
  subgraph,
  path,
  positionsCount,
  entitiesCount,
  requestedCount,
}: FetchedEntities) {
  const counts = `${positionsCount} positions, ${entitiesCount} entities, ${requestedCount} requested`;
  return `${subgraph} for ${path.join('.')}: ${counts}`;
}
