import { join } from 'node:path';
import { prettyFormatQueryPlan } from '@apollo/query-planner';
import { getOperationAST, parse, validate } from 'graphql';
import { projectRoot } from '../../core/config/project-root.ts';
import { readText } from '../../core/config/read-file.ts';
import { PARTNER_CALLS_HEADER } from '../../core/http/headers.ts';
import { compareText } from '../../core/structures/compare-text.ts';
import { rulesOf } from '../../gateway/authorization/authorize.ts';
import { createNeedsContext } from '../../gateway/authorization/needs-context.ts';
import { COST_BUDGETS } from '../../gateway/cost/budget.ts';
import { createCostOf } from '../../gateway/cost/cost.ts';
import { createCompiledExecution } from '../../gateway/execution/compiled/compiled-execution.ts';
import {
  countCalls,
  describeCalls,
} from '../../gateway/execution/compiled/rewriting/calls-in-plan.ts';
import { createCompiler } from '../../gateway/execution/compiled/compile-operation.ts';
import {
  NO_REWRITES,
  PLAN_REWRITES,
  type PlanRewrites,
} from '../../gateway/execution/compiled/rewriting/plan-rewrites.ts';
import type { FetchedEntities } from '../../gateway/execution/compiled/running/run-fetch.ts';
import type { ContextHeaders, PlannedOperation } from '../../gateway/execution/execution.ts';
import { coerceVariables } from '../../gateway/operations/coerce-variables.ts';
import { createPlanner } from '../../gateway/planning/planner.ts';
import { parseSupergraph } from '../../gateway/planning/supergraph.ts';
import { contextOfRole } from './role-context.ts';

const EXECUTE_MS = 30_000;

export interface PlanOptions {
  readonly supergraph?: string;
  readonly operation?: string;
  /** JSON. */
  readonly variables: string;
  /** Also executes the operation, and prints what each call fetched. */
  readonly execute: boolean;
  /** Executes it too, and prints the calls that its subgraphs make to partners. */
  readonly partners: boolean;
  /** Of the demo, with one of its purposes, for an operation about records that are protected. */
  readonly role?: string;
  readonly purpose?: string;
}

interface Planned extends PlannedOperation {
  readonly supergraphSdl: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Prints the plan of the operation in a file, and the calls that the gateway makes of it. */
export async function printPlan(file: string, options: PlanOptions): Promise<void> {
  const supergraphFile = options.supergraph ?? join(projectRoot(), 'schema/supergraph.graphql');
  const supergraphSdl = readText(supergraphFile);
  const document = parse(readText(file));
  const [error] = validate(parseSupergraph(supergraphSdl).apiSchema, document);
  if (error) throw error;
  const normalized = { document, operationName: options.operation, key: file };
  const plan = await createPlanner(supergraphSdl).plan(normalized);
  const planned = { ...normalized, plan, supergraphSdl, variables: JSON.parse(options.variables) };
  printCost(planned);
  console.log(`\n${prettyFormatQueryPlan(plan)}`);
  await printCalls(planned);
  if (options.execute) await executeAndPrint(planned);
  if (!options.partners) return;
  const { role, purpose } = options;
  await printPartnerCalls(planned, role === undefined ? role : await contextOfRole(role, purpose));
}

/** What the operation costs with these variables, and the budgets that it has to stay within by default. */
function printCost({ supergraphSdl, variables, ...operation }: Planned): void {
  const { apiSchema } = parseSupergraph(supergraphSdl);
  const costOf = createCostOf({ supergraph: rulesOf(supergraphSdl).schema, apiSchema });
  const definition = getOperationAST(operation.document, operation.operationName);
  const coerced = definition && coerceVariables(apiSchema, definition, variables);
  const { total, path, roots } = costOf(operation)(
    coerced && 'values' in coerced ? coerced.values : variables,
  );
  const { public: withoutToken, client, purpose } = COST_BUDGETS;
  console.log(`Cost: ${total}; most expensive path: ${path.join('.') || 'none'}`);
  for (const { field, cost } of roots) console.log(`  ${field}: ${cost}`);
  console.log(
    `  Allowed by default: ${withoutToken} without a token, ${client} with one, ${purpose} with a purpose`,
  );
}

/** The calls that the gateway makes of the plan, and how many they would be with other rewrites. */
async function printCalls({ supergraphSdl, variables, ...planned }: Planned): Promise<void> {
  const supergraph = parseSupergraph(supergraphSdl);
  const compiled = async (rewrites: PlanRewrites) =>
    (await createCompiler(supergraph, planned, { rewrites }).compile(variables)).plan;
  const counted = async (rewrites: PlanRewrites) => countCalls(await compiled(rewrites));

  console.log('\nCalls:');
  for (const line of describeCalls(await compiled(PLAN_REWRITES), '  ')) console.log(line);
  console.log(
    `  ${await counted(PLAN_REWRITES)} in total; ${await counted(NO_REWRITES)} as planned, ` +
      `${await counted({ ...PLAN_REWRITES, fetchBatching: false })} without fetch batching`,
  );
}

async function executeAndPrint({ supergraphSdl, variables, ...planned }: Planned): Promise<void> {
  const fetched: FetchedEntities[] = [];
  const called: string[] = [];
  const execution = createCompiledExecution({
    supergraphSdl,
    subgraphUrls: new Map(),
    observe: (one) => fetched.push(one),
    observeCall: (subgraph) => called.push(subgraph),
  });
  const signal = AbortSignal.timeout(EXECUTE_MS);
  const { errors } = await execution.prepare(planned).execute({ variables, headers: {}, signal });
  await execution.stop();
  console.log('\nEntities that were fetched from another subgraph:');
  for (const one of fetched) console.log(`  ${describe(one)}`);
  console.log(`\n${called.length} calls: ${called.join(', ')}`);
  for (const { message } of errors) console.log(`  ! ${message}`);
}

/** The second time has tokens, types and public lists that the first one looked up. */
async function printPartnerCalls(
  { supergraphSdl, variables, ...planned }: Planned,
  contextHeaders: ContextHeaders | undefined,
): Promise<void> {
  const execution = createCompiledExecution({
    supergraphSdl,
    subgraphUrls: new Map(),
    responseHeaders: [PARTNER_CALLS_HEADER],
    needsContext: createNeedsContext(rulesOf(supergraphSdl)),
  });
  const prepared = execution.prepare(planned);
  const execute = () => {
    const signal = AbortSignal.timeout(EXECUTE_MS);
    return prepared.execute({ variables, headers: {}, contextHeaders, signal });
  };
  await execute();
  const { responseHeaders, errors } = await execute();
  await execution.stop();
  const calls = partnerCallsIn(responseHeaders?.get(PARTNER_CALLS_HEADER) ?? []);
  console.log('\nCalls to partners, with what subgraphs keep in memory:');
  for (const [partner, count] of calls) console.log(`  ${partner}: ${count}`);
  console.log(`  ${calls.reduce((sum, [, count]) => sum + count, 0)} in total`);
  for (const { message } of errors) console.log(`  ! ${message}`);
}

/** The sums by partner, in order, of the headers of all subgraph calls. */
function partnerCallsIn(headers: readonly string[]): readonly (readonly [string, number])[] {
  const sums = new Map<string, number>();
  for (const text of headers.flatMap((one) => one.split(','))) {
    const { partner, count } = /^(?<partner>[a-z0-9-]+)=(?<count>\d+)$/.exec(text)?.groups ?? {};
    if (partner !== undefined) sums.set(partner, (sums.get(partner) ?? 0) + Number(count));
  }
  return [...sums].toSorted(([one], [other]) => compareText(one, other));
}

function describe({
  subgraph,
  path,
  positionsCount,
  entitiesCount,
  requestedCount,
}: FetchedEntities) {
  return (
    `${subgraph} for ${path.join('.')}: ${positionsCount} positions, ` +
    `${entitiesCount} distinct entities, ${requestedCount} fetched`
  );
}
