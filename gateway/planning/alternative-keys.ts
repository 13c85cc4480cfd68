/**
 * Keys that may be null. Where a subgraph finds a type by several keys, Apollo's planner settles on one;
 * an object in which that one is null is lost, though another would have found it. So a plan also
 * fetches the other keys where it fetches the first, and says of each fetch by which it can ask instead.
 * Nothing changes where keys are non-null, as nearly all are.
 */
import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { withFetchedKey } from './fetched-keys.ts';
import { containsFieldSet, type FieldSet } from './field-sets.ts';
import type { KeyFacts } from './key-facts.ts';

/** Another key by which a fetch can ask about objects of one type. */
export interface AlternativeKey {
  readonly type: string;
  /** The key the plan settled on. */
  readonly planned: FieldSet;
  readonly key: FieldSet;
}

export interface FetchWithAlternatives extends FetchNode {
  readonly alternatives?: readonly AlternativeKey[];
}

/** The keys a fetch may send instead of the one it plans to. */
export function otherKeys({ alternatives }: FetchWithAlternatives): readonly FieldSet[] {
  return (alternatives ?? []).map(({ key }) => key);
}

type Path = readonly (string | number)[];

/** A fetch of the plan that is over when another begins, and where it puts what it brings. */
interface Placed {
  readonly fetch: FetchNode;
  readonly path: Path;
}

export function withAlternativeKeys(plan: QueryPlan, facts: KeyFacts): QueryPlan {
  const { node } = plan;
  if (!facts.isNeeded || !node || node.kind === 'Subscription') return plan;
  const changed = new Map<FetchNode, FetchWithAlternatives>();
  const visit = (child: PlanNode, path: Path, earlier: readonly Placed[]): readonly Placed[] => {
    switch (child.kind) {
      case 'Fetch':
        findAlternatives({ fetch: child, path }, earlier, { facts, changed });
        return [{ fetch: child, path }];
      case 'Flatten':
        return visit(child.node, [...path, ...child.path], earlier);
      case 'Sequence': {
        const done: Placed[] = [];
        for (const step of child.nodes) done.push(...visit(step, path, [...earlier, ...done]));
        return done;
      }
      case 'Parallel':
        return child.nodes.flatMap((branch) => visit(branch, path, earlier));
      case 'Condition':
        return [child.ifClause, child.elseClause].flatMap((branch) =>
          branch ? visit(branch, path, earlier) : [],
        );
      case 'Defer':
        return [];
    }
  };
  visit(node, [], []);
  return changed.size === 0 ? plan : { ...plan, node: replaced(node, changed) };
}

interface Findings {
  readonly facts: KeyFacts;
  readonly changed: Map<FetchNode, FetchWithAlternatives>;
}

function findAlternatives(
  { fetch, path }: Placed,
  earlier: readonly Placed[],
  { facts, changed }: Findings,
): void {
  if (fetch.inputRewrites) return;
  for (const sent of fetch.requires ?? []) {
    if (sent.kind !== 'InlineFragment' || sent.typeCondition === undefined) continue;
    const { typeCondition: type, selections } = sent;
    const keys = facts.keysOf(fetch.serviceName, type);
    const planned = keys.find((key) => containsFieldSet(selections, key));
    if (!planned || keys.length < 2 || !facts.mayBeNull(type, planned)) continue;
    for (const key of keys) {
      if (containsFieldSet(selections, key)) continue;
      const wanted = { type, beside: planned, key };
      if (!earlier.some((source) => isBrought(source, path, wanted, { facts, changed }))) continue;
      const known: FetchWithAlternatives = changed.get(fetch) ?? fetch;
      const alternatives = [...(known.alternatives ?? []), { type, planned, key }];
      changed.set(fetch, { ...known, alternatives });
    }
  }
}

/** Has an earlier fetch bring the key, if it brings the planned one to that place. */
function isBrought(
  { fetch, path }: Placed,
  target: Path,
  wanted: { readonly type: string; readonly beside: FieldSet; readonly key: FieldSet },
  { facts, changed }: Findings,
): boolean {
  const schema = facts.schemaOf(fetch.serviceName);
  const isAbove = path.every((part, index) => part === target[index]);
  if (!schema || !isAbove || !facts.canTell(fetch.serviceName, wanted.type, wanted.key)) {
    return false;
  }
  const known = changed.get(fetch) ?? fetch;
  const operation = withFetchedKey(known, target.slice(path.length), wanted, schema);
  if (operation === undefined) return false;
  const { operationDocumentNode: _outdated, ...rest } = known;
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
