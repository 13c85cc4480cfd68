/**
 * Alternatives for keys that may be null. Where a subgraph resolves a type by several keys, Apollo's planner
 * picks one. An object whose picked key is null would be lost, although another key would have resolved it.
 * So a plan also fetches the other keys where it fetches the picked one, and lists for each fetch the keys
 * that it can send instead. Plans are unchanged where keys are non-null.
 */
import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { withFetchedKey, type WantedKey } from './fetched-keys.ts';
import { containsFieldSet, type FieldSet } from './field-sets.ts';
import type { KeyFacts } from './key-facts.ts';
import { childrenOf, type PlanPath } from './plan-nodes.ts';

/** Another key by which a fetch can select objects of one type. */
export interface AlternativeKey {
  readonly type: string;
  /** The key that the planner picked. */
  readonly planned: FieldSet;
  readonly key: FieldSet;
}

export interface FetchWithAlternatives extends FetchNode {
  readonly alternatives?: readonly AlternativeKey[];
}

/** The keys that a fetch may send instead of the planned one. */
export function otherKeys({ alternatives }: FetchWithAlternatives): readonly FieldSet[] {
  return (alternatives ?? []).map(({ key }) => key);
}

/** A fetch of the plan, with the path in the response at which its data is merged. */
interface PositionedFetch {
  readonly fetch: FetchNode;
  readonly path: PlanPath;
}

interface KeySearch {
  readonly facts: KeyFacts;
  readonly changed: Map<FetchNode, FetchWithAlternatives>;
}

export function withAlternativeKeys(plan: QueryPlan, facts: KeyFacts): QueryPlan {
  const { node } = plan;
  if (!facts.isNeeded || !node || node.kind === 'Subscription') return plan;
  const search: KeySearch = { facts, changed: new Map() };
  /** Returns the fetches of the node. `earlier` has those that are complete when the node starts. */
  const visit = (
    child: PlanNode,
    path: PlanPath,
    earlier: readonly PositionedFetch[],
  ): readonly PositionedFetch[] => {
    if (child.kind === 'Fetch') {
      findAlternatives({ fetch: child, path }, earlier, search);
      return [{ fetch: child, path }];
    }
    const innerPath = child.kind === 'Flatten' ? [...path, ...child.path] : path;
    const done: PositionedFetch[] = [];
    for (const inner of childrenOf(child)) {
      const before = child.kind === 'Sequence' ? [...earlier, ...done] : earlier;
      done.push(...visit(inner, innerPath, before));
    }
    return done;
  };
  visit(node, [], []);
  return search.changed.size === 0 ? plan : { ...plan, node: replaced(node, search.changed) };
}

function findAlternatives(
  target: PositionedFetch,
  earlier: readonly PositionedFetch[],
  search: KeySearch,
): void {
  const { fetch, path } = target;
  if (fetch.inputRewrites) return;
  for (const sent of fetch.requires ?? []) {
    if (sent.kind !== 'InlineFragment' || sent.typeCondition === undefined) continue;
    const alternatives = keysBeside(fetch.serviceName, sent.typeCondition, sent.selections, search);
    for (const alternative of alternatives) {
      const wanted = { ...alternative, beside: alternative.planned };
      if (!earlier.some((source) => addToFetch(source, path, wanted, search))) continue;
      const current: FetchWithAlternatives = search.changed.get(fetch) ?? fetch;
      search.changed.set(fetch, {
        ...current,
        alternatives: [...(current.alternatives ?? []), alternative],
      });
    }
  }
}

/** The keys of a type that a fetch does not send; none when the key that it sends cannot be null. */
function keysBeside(
  subgraph: string,
  type: string,
  sent: FieldSet,
  { facts }: KeySearch,
): readonly AlternativeKey[] {
  const keys = facts.keysOf(subgraph, type);
  const planned = keys.find((key) => containsFieldSet(sent, key));
  if (!planned || !facts.mayBeNull(type, planned)) return [];
  return keys.filter((key) => !containsFieldSet(sent, key)).map((key) => ({ type, planned, key }));
}

/** Makes an earlier fetch select the key as well. False when it does not select the planned key there. */
function addToFetch(
  { fetch, path }: PositionedFetch,
  target: PlanPath,
  wanted: WantedKey,
  { facts, changed }: KeySearch,
): boolean {
  const isAbove = path.every((part, index) => part === target[index]);
  if (!isAbove || !facts.canProvide(fetch.serviceName, wanted.type, wanted.key)) return false;
  const current = changed.get(fetch) ?? fetch;
  const schema = facts.schemaOf(fetch.serviceName);
  const operation = schema && withFetchedKey(current, target.slice(path.length), wanted, schema);
  if (operation === undefined) return false;
  const { operationDocumentNode: _outdated, ...rest } = current;
  changed.set(fetch, { ...rest, operation });
  return true;
}

function replaced(node: PlanNode, changed: ReadonlyMap<FetchNode, FetchNode>): PlanNode {
  switch (node.kind) {
    case 'Fetch':
      return changed.get(node) ?? node;
    case 'Flatten':
      return { ...node, node: replaced(node.node, changed) };
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((child) => replaced(child, changed)) };
    case 'Condition': {
      const { ifClause, elseClause } = node;
      return {
        ...node,
        ...(ifClause ? { ifClause: replaced(ifClause, changed) } : {}),
        ...(elseClause ? { elseClause: replaced(elseClause, changed) } : {}),
      };
    }
    case 'Defer':
      return node;
  }
}
