/** What the shown response cost, as the gateway told in two headers. It is kept per tab, in memory. */
import { useState } from 'react';

export interface ResponseCost {
  readonly cost: number;
  readonly limit: number;
}

interface Costed {
  /** The response as GraphiQL shows it. */
  readonly response: string;
  readonly cost: ResponseCost | undefined;
}

let last: Costed | undefined;

/** Remembers the cost of the response that GraphiQL is about to show. */
export function noteCost(result: unknown, headers: Pick<Headers, 'get'>): void {
  const [cost, limit] = ['x-llo-cost', 'x-llo-cost-limit'].map((name) => headers.get(name));
  last = {
    response: JSON.stringify(result, null, 2),
    cost: cost && limit ? { cost: Number(cost), limit: Number(limit) } : undefined,
  };
}

export function useResponseCost(tabId: string, response: string): ResponseCost | undefined {
  const [costs, setCosts] = useState<ReadonlyMap<string, Costed>>(new Map());
  const known = costs.get(tabId);
  if (last?.response === response && known !== last) setCosts(new Map(costs).set(tabId, last));
  return known?.response === response ? known.cost : undefined;
}
