/** Compiles an operation: everything about it that is the same in every request. */
import {
  getOperationAST,
  OperationTypeNode,
  type GraphQLFormattedError,
  type OperationDefinitionNode,
} from 'graphql';
import { fragmentsIn } from '../../planning/documents.ts';
import { safeAliases } from '../../planning/safe-aliases.ts';
import type { ReadSupergraph } from '../../planning/supergraph.ts';
import type { NeedsContext, PlannedOperation } from '../execution.ts';
import type { Step } from './batching/batch-fetches.ts';
import { compilePlan } from './compile-plan.ts';
import { unfetchableFields } from './errors/unfetchable-fields.ts';
import { compileIntrospection, type RunIntrospection } from './introspection.ts';
import { createSymbolKeys, type SymbolKeys } from './reading/raw-leaves.ts';
import { NO_REWRITES, type PlanRewrites } from './rewriting/plan-rewrites.ts';
import type { Conditions } from './shape/conditions.ts';
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
  /** False when the whole operation is unfetchable. */
  readonly isFetchable: boolean;
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
  const fragments = fragmentsIn(planned.document);
  const aliases = safeAliases(planned.document, supergraph.fieldNames);
  const shapeContext = { schema: apiSchema, fragments, conditions, aliases };
  const shape = createShape(shapeContext, rootType, operation.selectionSet);
  const symbolKeys = createSymbolKeys(planned.plan.node);
  const unfetchable = unfetchableFields(shape, planned.plan);
  const planContext = {
    schema: fullSchema,
    conditions,
    aliases,
    requiredArguments,
    requiresFieldSets,
    symbolKeys,
    rewrites: isQuery ? rewrites : NO_REWRITES,
    sharedSelections: isQuery ? new Map() : undefined,
    needsContext,
  };
  let inSteps: WriteInSteps | undefined;
  return {
    plan: compilePlan(planContext, planned.plan),
    shape,
    symbolKeys,
    write: compileWriter(shape, symbolKeys),
    writeInSteps: () => (inSteps ??= compileWriterInSteps(shape, symbolKeys)),
    introspect: compileIntrospection(apiSchema, shape, operation, [...fragments.values()]),
    unfetchable,
    isFetchable: unfetchable.length === 0 || planned.plan.node !== undefined,
  };
}

export function operationOf(planned: PlannedOperation): OperationDefinitionNode {
  const operation = getOperationAST(planned.document, planned.operationName);
  if (!operation) throw new Error('Cannot execute: the document does not name one operation');
  return operation;
}
