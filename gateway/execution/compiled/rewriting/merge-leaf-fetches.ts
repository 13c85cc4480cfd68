/**
 * Fetch merging: saves requests without changing results. Where two branches are parallel and one fetches leaves of
 * the same objects of which the other fetches something from the same subgraph later, the later fetch selects
 * both. No other fetch waits for leaves. Objects that lack a field that the later fetch sends are fetched separately
 * (see `partial-fetches.ts`).
 */
import type { FetchNode, FlattenNode, PlanNode } from '@apollo/query-planner';
import { Kind, parse, print, type OperationDefinitionNode } from 'graphql';
import { compactText, operationIn } from '../../../planning/documents.ts';
import { containsFieldSet } from '../../../planning/field-sets.ts';
import { fetchSelection } from '../fetches/merge.ts';

type EntityFetch = FlattenNode & { readonly node: FetchNode };

export function mergeLeafFetches(node: PlanNode): PlanNode {
  if (node.kind === 'Sequence') return { ...node, nodes: node.nodes.map(mergeLeafFetches) };
  if (node.kind === 'Flatten') return { ...node, node: mergeLeafFetches(node.node) };
  if (node.kind !== 'Parallel') return node;

  let branches = node.nodes.map(mergeLeafFetches);
  for (const leaf of branches) {
    if (!isEntityFetch(leaf) || !isPlain(leaf.node)) continue;
    if (!fetchSelection(leaf.node).isLeavesOnly) continue;
    const taken = branches.find((branch) => branch !== leaf && hostIn(branch, leaf));
    if (!taken) continue;
    const merged = take(taken, leaf);
    branches = branches
      .filter((branch) => branch !== leaf)
      .map((branch) => (branch === taken ? merged : branch));
  }
  return branches.length === 1 && branches[0] ? branches[0] : { ...node, nodes: branches };
}

function isEntityFetch(node: PlanNode): node is EntityFetch {
  return node.kind === 'Flatten' && node.node.kind === 'Fetch' && node.node.requires !== undefined;
}

function isPlain({
  inputRewrites,
  outputRewrites,
  contextRewrites,
  operation,
}: FetchNode): boolean {
  return !inputRewrites && !outputRewrites && !contextRewrites && !operation.includes('fragment ');
}

/** The fetch of the branch that has the same objects and sends at least the fields that the leaf needs. */
function hostIn(branch: PlanNode, leaf: EntityFetch): EntityFetch | undefined {
  const nodes = branch.kind === 'Sequence' ? branch.nodes : [branch];
  return nodes.filter((node) => isEntityFetch(node)).find((node) => isSamePosition(node, leaf));
}

function isSamePosition(host: EntityFetch, leaf: EntityFetch): boolean {
  const [a, b] = [host.node, leaf.node];
  if (a.serviceName !== b.serviceName || host.path.join() !== leaf.path.join()) return false;
  if (!isPlain(a) || a.operationKind !== b.operationKind) return false;
  const [mine, theirs] = [fetchSelection(a).fields, fetchSelection(b).fields];
  return (
    containsFieldSet(a.requires ?? [], b.requires ?? []) &&
    [...theirs.keys()].every((key) => !mine.has(key))
  );
}

function take(branch: PlanNode, leaf: EntityFetch): PlanNode {
  if (isEntityFetch(branch)) return { ...branch, node: mergedFetch(branch.node, leaf.node) };
  if (branch.kind !== 'Sequence') return branch;
  const host = hostIn(branch, leaf);
  return {
    ...branch,
    nodes: branch.nodes.map((node) => (node === host ? take(node, leaf) : node)),
  };
}

function mergedFetch(host: FetchNode, leaf: FetchNode): FetchNode {
  const variables = new Set([...(host.variableUsages ?? []), ...(leaf.variableUsages ?? [])]);
  const merged = mergedOperation(operationOf(host), operationOf(leaf));
  return { ...host, variableUsages: [...variables], operation: compactText(merged) };
}

/** Both select `_entities` with the same representations; the result has the selections of both. */
function mergedOperation(
  host: OperationDefinitionNode,
  leaf: OperationDefinitionNode,
): OperationDefinitionNode {
  const [entities] = host.selectionSet.selections;
  const [others] = leaf.selectionSet.selections;
  if (entities?.kind !== Kind.FIELD || others?.kind !== Kind.FIELD) throw new Error('No entities');
  const selections = [
    ...(entities.selectionSet?.selections ?? []),
    ...(others.selectionSet?.selections ?? []),
  ].toSorted((left, right) => (print(left) < print(right) ? -1 : 1));
  const definitions = [...(host.variableDefinitions ?? []), ...(leaf.variableDefinitions ?? [])];
  const variableDefinitions = definitions.filter(
    ({ variable }, index) =>
      index === definitions.findIndex((one) => one.variable.name.value === variable.name.value),
  );
  const merged = { ...entities, selectionSet: { kind: Kind.SELECTION_SET as const, selections } };
  const selectionSet = { ...host.selectionSet, selections: [merged] };
  return { ...host, variableDefinitions, selectionSet };
}

function operationOf({ operation }: FetchNode): OperationDefinitionNode {
  return operationIn(parse(operation, { noLocation: true }));
}
