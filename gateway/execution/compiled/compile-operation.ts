/** Everything about one operation that does not change from one asking to the next. */
import {
  getOperationAST,
  Kind,
  OperationTypeNode,
  type FragmentDefinitionNode,
  type GraphQLFormattedError,
  type OperationDefinitionNode,
} from 'graphql';
import { safeAliases } from '../../planning/safe-aliases.ts';
import type { ReadSupergraph } from '../../planning/supergraph.ts';
import type { NeedsContext, PlannedOperation } from '../execution.ts';
import { compilePlan } from './compile-plan.ts';
import type { Conditions } from './shape/conditions.ts';
import { createIntrospect, type RunIntrospection } from './introspection.ts';
import { NO_REWRITES, type PlanRewrites } from './rewriting/plan-rewrites.ts';
import { createShape, type ObjectShape } from './shape/shape.ts';
import { createSymbolKeys, type SymbolKeys } from './reading/raw-leaves.ts';
import { unanswerableFields } from './errors/unanswerable.ts';
import {
  compileWriter,
  compileWriterInSteps,
  type WriteData,
  type WriteInSteps,
} from './writing/write-shape.ts';
import type { Step } from './batching/step.ts';

export interface CompiledOperation {
  readonly plan: Step;
  readonly shape: ObjectShape;
  readonly symbolKeys: SymbolKeys;
  readonly write: WriteData;
  /** For a large response; compiled when there is one. */
  readonly writeInSteps: () => WriteInSteps;
  readonly introspect: RunIntrospection | undefined;
  /** What was asked and cannot be fetched from anywhere; nothing can when there is no plan either. */
  readonly unanswerable: readonly GraphQLFormattedError[];
  readonly isAnswerable: boolean;
}

export interface CompileOptions {
  readonly operation: OperationDefinitionNode;
  readonly conditions: Conditions;
  readonly rewrites: PlanRewrites;
  readonly needsContext?: NeedsContext | undefined;
}

export function compileOperation(
  supergraph: ReadSupergraph,
  planned: PlannedOperation,
  { operation, conditions, rewrites, needsContext }: CompileOptions,
): CompiledOperation {
  const { apiSchema, fullSchema, requiredArguments, requiresFieldSets } = supergraph;
  const isQuery = operation.operation === OperationTypeNode.QUERY;
  const rootType = apiSchema.getRootType(operation.operation);
  if (!rootType) throw new Error(`Cannot execute a ${operation.operation}: the graph has none`);
  const fragments = planned.document.definitions.filter(
    (definition): definition is FragmentDefinitionNode =>
      definition.kind === Kind.FRAGMENT_DEFINITION,
  );
  const aliases = safeAliases(planned.document, supergraph.fieldNames);
  const shape = createShape(
    {
      schema: apiSchema,
      fragments: new Map(fragments.map((fragment) => [fragment.name.value, fragment])),
      conditions,
      aliases,
    },
    rootType,
    operation.selectionSet,
  );
  const symbolKeys = createSymbolKeys(planned.plan.node);
  const unanswerable = unanswerableFields(shape, planned.plan);
  let inSteps: WriteInSteps | undefined;
  return {
    plan: compilePlan(
      {
        schema: fullSchema,
        conditions,
        aliases,
        requiredArguments,
        requiresFieldSets,
        symbolKeys,
        rewrites: isQuery ? rewrites : NO_REWRITES,
        sharedSelections: isQuery ? new Map() : undefined,
        needsContext,
      },
      planned.plan,
    ),
    shape,
    symbolKeys,
    write: compileWriter(shape, symbolKeys),
    writeInSteps: () => (inSteps ??= compileWriterInSteps(shape, symbolKeys)),
    introspect: createIntrospect(apiSchema, shape, operation, fragments),
    unanswerable,
    isAnswerable: unanswerable.length === 0 || planned.plan.node !== undefined,
  };
}

export function operationOf(planned: PlannedOperation): OperationDefinitionNode {
  const operation = getOperationAST(planned.document, planned.operationName);
  if (!operation) throw new Error('Cannot execute: the document does not name one operation');
  return operation;
}
