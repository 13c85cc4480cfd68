/** Compiles an operation: everything about it that is the same in every request. */
import {
  getOperationAST,
  OperationTypeNode,
  type GraphQLFormattedError,
  type OperationDefinitionNode,
} from 'graphql';
import { fragmentsIn } from '../../planning/documents.ts';
import { fetchesIn } from '../../planning/plan-nodes.ts';
import { safeAliases } from '../../planning/safe-aliases.ts';
import type { ReadSupergraph } from '../../planning/supergraph.ts';
import type { Call, NeedsContext, PlannedOperation } from '../execution.ts';
import type { Step } from './batching/batch-fetches.ts';
import { compilePlan } from './compile-plan.ts';
import { unfetchableFields } from './errors/unfetchable-fields.ts';
import { inSlices, type Steps } from './in-slices.ts';
import { compileIntrospection, type RunIntrospection } from './introspection.ts';
import { createSymbolKeys, type SymbolKeys } from './reading/raw-leaves.ts';
import { NO_REWRITES, PLAN_REWRITES, type PlanRewrites } from './rewriting/plan-rewrites.ts';
import { conditionNames, readConditions, type Conditions } from './shape/conditions.ts';
import { createShape, type ObjectShape } from './shape/shape.ts';
import {
  compileWriter,
  compileWriterInSteps,
  type WriteData,
  type WriteInSteps,
} from './writing/write-shape.ts';

export interface CompiledOperation {
  readonly plan: Step;
  readonly shape: ObjectShape;
  readonly symbolKeys: SymbolKeys;
  readonly write: WriteData;
  /** Compiled on demand, for large responses only. */
  readonly writeInSteps: () => WriteInSteps;
  /** Undefined for an operation without introspection fields. */
  readonly introspect: RunIntrospection | undefined;
  /** Errors for fields that no subgraph can resolve. */
  readonly unfetchable: readonly GraphQLFormattedError[];
  /** Whether an object may need other data at each of its positions, because of `@fromContext`. */
  readonly hasContexts: boolean;
  /** False when the whole operation is unfetchable. */
  readonly isFetchable: boolean;
}

export interface CompileOptions {
  /** Rewrites that differ from `PLAN_REWRITES`. */
  readonly rewrites?: Partial<PlanRewrites>;
  readonly needsContext?: NeedsContext | undefined;
}

/** Compilations of one operation in memory. */
const COMPILED_MAX = 8;

/** Compiles an operation once for each set of values of its `@skip` and `@include` variables, in slices. */
export function createCompiler(
  supergraph: ReadSupergraph,
  planned: PlannedOperation,
  options: CompileOptions,
) {
  const operation = getOperationAST(planned.document, planned.operationName);
  if (!operation) throw new Error('Cannot execute: the document does not name one operation');
  const names = conditionNames(planned.document);
  const compilationsMax = Math.min(COMPILED_MAX, 2 ** names.length);
  const compiled = new Map<string, CompiledOperation>();

  /** Undefined when it is not compiled for these values yet. */
  const known = (variables: Call['variables']): CompiledOperation | undefined =>
    compiled.get(keyOf(readConditions(names, operation, variables)));
  const compile = async (variables: Call['variables']): Promise<CompiledOperation> => {
    const before = known(variables);
    if (before) return before;
    const conditions = readConditions(names, operation, variables);
    const steps = compileOperation(supergraph, planned, operation, conditions, options);
    const made = await inSlices(steps);
    if (compiled.size >= compilationsMax) compiled.delete(compiled.keys().next().value ?? '');
    compiled.set(keyOf(conditions), made);
    return made;
  };
  return {
    compilationsMax,
    known,
    compile,
    async compileLikely(): Promise<void> {
      for (const variables of likelyConditions(names)) await compile(variables);
    },
  };
}

const keyOf = (conditions: Conditions) => [...conditions.values()].map(Number).join('');

const PREPARED_CONDITIONS_MAX = 2;

/** Every combination of values of one or two conditions; for more conditions only the defaults. */
function likelyConditions(names: readonly string[]): readonly Readonly<Record<string, boolean>>[] {
  if (names.length > PREPARED_CONDITIONS_MAX) return [{}];
  return names.reduce<readonly Readonly<Record<string, boolean>>[]>(
    (sets, name) =>
      sets.flatMap((set) => [
        { ...set, [name]: true },
        { ...set, [name]: false },
      ]),
    [{}],
  );
}

function* compileOperation(
  supergraph: ReadSupergraph,
  planned: PlannedOperation,
  operation: OperationDefinitionNode,
  conditions: Conditions,
  { rewrites, needsContext }: CompileOptions,
): Steps<CompiledOperation> {
  const { apiSchema, fullSchema, requiredArguments, requiresFieldSets } = supergraph;
  const isQuery = operation.operation === OperationTypeNode.QUERY;
  const rootType = apiSchema.getRootType(operation.operation);
  if (!rootType) throw new Error(`Cannot execute a ${operation.operation}: the graph has none`);
  const fragments = fragmentsIn(planned.document);
  const aliases = safeAliases(planned.document, supergraph.fieldNames);
  const shapeContext = { schema: apiSchema, fragments, conditions, aliases };
  yield;
  const shape = createShape(shapeContext, rootType, operation.selectionSet);
  yield;
  const symbolKeys = createSymbolKeys(planned.plan.node);
  const unfetchable = unfetchableFields(shape, planned.plan);
  yield;
  const planContext = {
    schema: fullSchema,
    conditions,
    aliases,
    requiredArguments,
    requiresFieldSets,
    symbolKeys,
    rewrites: isQuery ? { ...PLAN_REWRITES, ...rewrites } : NO_REWRITES,
    sharedSelections: isQuery ? new Map() : undefined,
    needsContext,
  };
  const plan = yield* compilePlan(planContext, planned.plan);
  yield;
  const write = compileWriter(shape, symbolKeys);
  yield;
  let inSteps: WriteInSteps | undefined;
  return {
    plan,
    shape,
    symbolKeys,
    write,
    writeInSteps: () => (inSteps ??= compileWriterInSteps(shape, symbolKeys)),
    introspect: compileIntrospection(apiSchema, shape, operation, [...fragments.values()]),
    unfetchable,
    hasContexts: fetchesIn(planned.plan.node).some(({ contextRewrites }) => contextRewrites),
    isFetchable: unfetchable.length === 0 || planned.plan.node !== undefined,
  };
}
