import type { FetchNode } from '@apollo/query-planner';
import type { CompiledFetch } from '../fetches/compile-fetch.ts';
import type { BatchedCall } from './batched-call.ts';

export type Step =
  | { readonly kind: 'fetch'; readonly fetch: CompiledFetch; readonly node: FetchNode }
  | { readonly kind: 'joined'; readonly call: BatchedCall }
  | { readonly kind: 'sequence'; readonly steps: readonly Step[] }
  | { readonly kind: 'parallel'; readonly steps: readonly Step[] };
