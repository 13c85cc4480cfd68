/**
 * Leaves that nobody looks at between the subgraph's answer and ours stay bytes. A span is a number that
 * says where the JSON text of such a leaf stands: which of the run's answers, and where in it. Writing it
 * is a copy; no string is ever made.
 *
 * A span lives in an object under a symbol: no answer of a subgraph can hold one, so no number that a
 * subgraph sends can pass for a place in another's answer.
 */
import type {
  FetchNode,
  PlanNode,
  QueryPlanSelectionNode,
  SubscriptionNode,
} from '@apollo/query-planner';
import { otherKeys } from '../../../planning/alternative-keys.ts';
import { isInherited } from '../shape/generate-code.ts';
import { endOfLeaf } from './scan-json.ts';

/** The bytes one answer may have; a span is the number of the answer times this, plus the place in it. */
export const RAW_LEAF_BYTES = 2 ** 25;
const PLACE = RAW_LEAF_BYTES - 1;

/** Under which symbol the span of a field is kept; undefined for a field that has to be read. */
export interface SymbolKeys {
  symbolKeyOf(responseName: string): symbol | undefined;
}

/** Fields that some fetch of the plan sends on have to be read; all others can stay bytes. */
export function createSymbolKeys(plan: PlanNode | SubscriptionNode | undefined): SymbolKeys {
  const read = new Set(['__typename']);
  for (const fetch of plan ? fetchesIn(plan) : []) {
    addNames(fetch.requires, read);
    for (const key of otherKeys(fetch)) addNames(key, read);
  }
  const symbolKeys = new Map<string, symbol>();
  return {
    symbolKeyOf(name) {
      if (read.has(name) || isInherited(name)) return undefined;
      const symbolKey = symbolKeys.get(name) ?? Symbol(name);
      symbolKeys.set(name, symbolKey);
      return symbolKey;
    },
  };
}

function fetchesIn(node: PlanNode | SubscriptionNode): readonly FetchNode[] {
  switch (node.kind) {
    case 'Fetch':
      return [node];
    case 'Flatten':
      return fetchesIn(node.node);
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(fetchesIn);
    case 'Condition':
      return [node.ifClause, node.elseClause].flatMap((one) => (one ? fetchesIn(one) : []));
    // Neither is executed.
    case 'Defer':
    case 'Subscription':
      return [];
  }
}

function addNames(
  selections: readonly QueryPlanSelectionNode[] | undefined,
  names: Set<string>,
): void {
  for (const selection of selections ?? []) {
    if (selection.kind === 'Field') names.add(selection.alias ?? selection.name);
    addNames(selection.selections, names);
  }
}

/** The answer a span points into. */
export function answerAt(bodies: readonly Buffer[], rawLeaf: number): Buffer {
  const response = bodies[Math.floor(rawLeaf / RAW_LEAF_BYTES)];
  if (!response) throw new Error('Expected a span of this run');
  return response;
}

export function placeOf(rawLeaf: number): number {
  // Correct beyond 32 bits as well: the place is in the lowest ones.
  // oxlint-disable-next-line no-bitwise -- on the hot path
  return rawLeaf & PLACE;
}

/** The value a span stands for; spans of a list one by one. */
export function valueOf(bodies: readonly Buffer[], rawLeaf: unknown): unknown {
  if (Array.isArray(rawLeaf)) return rawLeaf.map((one) => valueOf(bodies, one));
  if (typeof rawLeaf !== 'number') return rawLeaf;
  const response = answerAt(bodies, rawLeaf);
  const start = placeOf(rawLeaf);
  return JSON.parse(response.toString('utf8', start, endOfLeaf(response, start)));
}
