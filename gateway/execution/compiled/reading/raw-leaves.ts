/**
 * Raw leaves: leaf values that no code reads between the subgraph's response and ours. A raw leaf is a number
 * that encodes the position of its JSON text: which response body of the run, and the offset in it. Writing it is
 * a copy of bytes; no string is created.
 *
 * An object has its raw leaves under symbols. JSON cannot contain a symbol, so no number that a subgraph sends is
 * taken for a position in another subgraph's body.
 */
import type { PlanNode, QueryPlanSelectionNode, SubscriptionNode } from '@apollo/query-planner';
import { otherKeys } from '../../../planning/alternative-keys.ts';
import { contextFields, fetchesIn } from '../../../planning/plan-nodes.ts';
import { isInherited } from '../shape/generate-code.ts';
import { endOfLeaf, parseLeaf } from './scan-json.ts';

/** The maximum size of one body. A raw leaf is the index of the body times this, plus the offset. */
export const RAW_LEAF_BYTES = 2 ** 25;
const OFFSET_MASK = RAW_LEAF_BYTES - 1;

/** The symbol for the raw leaf of a field; undefined for a field whose value is read. */
export interface SymbolKeys {
  symbolKeyOf(responseName: string): symbol | undefined;
}

/** Fields that a fetch of the plan sends in representations or arguments are read; all others can stay raw. */
export function createSymbolKeys(plan: PlanNode | SubscriptionNode | undefined): SymbolKeys {
  const read = new Set(['__typename']);
  for (const fetch of fetchesIn(plan)) {
    addNames(fetch.requires, read);
    for (const name of contextFields(fetch)) read.add(name);
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

function addNames(
  selections: readonly QueryPlanSelectionNode[] | undefined,
  names: Set<string>,
): void {
  for (const selection of selections ?? []) {
    if (selection.kind === 'Field') names.add(selection.alias ?? selection.name);
    addNames(selection.selections, names);
  }
}

/** The response body that has the raw leaf. */
export function bodyOf(bodies: readonly Buffer[], rawLeaf: number): Buffer {
  const body = bodies[Math.floor(rawLeaf / RAW_LEAF_BYTES)];
  if (!body) throw new Error('Expected a raw leaf of this run');
  return body;
}

/** The offset of the raw leaf in its body. */
export function offsetOf(rawLeaf: number): number {
  // Correct beyond 32 bits as well, because the offset is in the lowest bits.
  // oxlint-disable-next-line no-bitwise -- on the hot path
  return rawLeaf & OFFSET_MASK;
}

/** Parses a raw leaf, or each element of a list of raw leaves. */
export function valueOf(bodies: readonly Buffer[], rawLeaf: unknown): unknown {
  if (Array.isArray(rawLeaf)) return rawLeaf.map((one) => valueOf(bodies, one));
  if (typeof rawLeaf !== 'number') return rawLeaf;
  const body = bodyOf(bodies, rawLeaf);
  const start = offsetOf(rawLeaf);
  return parseLeaf(body.toString('utf8', start, endOfLeaf(body, start)));
}
