/** Several fetches of one subgraph, made ready to be asked together. */
import type { CompiledFetch } from '../fetches/compile-fetch.ts';
import type { FetchReaderContext } from '../reading/fetch-matcher.ts';
import type { FetchStep } from './batch-fetches.ts';
import { createBatchedOperation, type BatchedOperation } from './batched-operation.ts';

export interface BatchedCall {
  readonly subgraph: string;
  readonly fetches: readonly CompiledFetch[];
  readonly operation: BatchedOperation;
  /** Fetches that ask the same of different things are one part of the call. */
  readonly partOf: ReadonlyMap<CompiledFetch, number>;
  /** How often the subgraph would not answer this as one call, but did answer each part alone. */
  refusalsCount: number;
}

/** Undefined when there are not two of them, or one is of a kind that stands alone. */
export function createBatchedCall(
  context: FetchReaderContext,
  steps: readonly FetchStep[],
): BatchedCall | undefined {
  const [first, second] = steps;
  if (!first || !second) return undefined;
  const texts = [...new Set(steps.map(({ fetch }) => fetch.bodyStart))];
  const nodes = texts.flatMap((text) => {
    const step = steps.find(({ fetch }) => fetch.bodyStart === text);
    return step ? [step.node] : [];
  });
  const operation = createBatchedOperation(context, nodes);
  if (!operation) return undefined;
  const fetches = steps.map(({ fetch }) => fetch);
  const partOf = new Map(fetches.map((fetch) => [fetch, texts.indexOf(fetch.bodyStart)]));
  return { subgraph: first.fetch.subgraph, fetches, operation, partOf, refusalsCount: 0 };
}
