/** Batches fetches of one subgraph that start at the same moment: they become one request. */
import type { FetchNode } from '@apollo/query-planner';
import type { CompiledFetch } from '../fetches/compile-fetch.ts';
import type { BatchedCall } from './batched-operation.ts';

/** A compiled plan. */
export type Step =
  | { readonly kind: 'fetch'; readonly fetch: CompiledFetch; readonly node: FetchNode }
  | { readonly kind: 'batched'; readonly call: BatchedCall }
  | { readonly kind: 'sequence'; readonly steps: readonly Step[] }
  | { readonly kind: 'parallel'; readonly steps: readonly Step[] };

/** Subgraphs limit what one request may select. */
const FETCHES_MAX = 8;

export type FetchStep = Extract<Step, { readonly kind: 'fetch' }>;

/** Gives undefined when the fetches cannot be batched. */
type CreateCall = (steps: readonly FetchStep[]) => BatchedCall | undefined;

export function batchFetches(step: Step, createCall: CreateCall): Step {
  switch (step.kind) {
    case 'fetch':
    case 'batched':
      return step;
    case 'sequence':
      return inSequence(step.steps.map((one) => batchFetches(one, createCall)));
    case 'parallel':
      return batchBranches(sideBySide(step.steps), createCall);
  }
}

function batchBranches(all: readonly Step[], createCall: CreateCall): Step {
  const steps: Step[] = [];
  const taken = new Set<Step>();
  for (const branch of all) {
    if (taken.has(branch)) continue;
    const group = all
      .filter((other) => !taken.has(other) && isReadyTogether(branch, other))
      .slice(0, FETCHES_MAX);
    const call = createCall(group.flatMap((one) => headOf(one) ?? []));
    if (!call) {
      steps.push(batchFetches(branch, createCall));
      continue;
    }
    for (const one of group) taken.add(one);
    const rests = batchBranches(sideBySide(group.flatMap(restOf)), createCall);
    steps.push(inSequence([{ kind: 'batched', call }, rests]));
  }
  const [only, ...others] = steps;
  return only && others.length === 0 ? only : { kind: 'parallel', steps };
}

/** Whether both start with a fetch of entities of the same subgraph. */
function isReadyTogether(left: Step, right: Step): boolean {
  const [a, b] = [headOf(left), headOf(right)];
  return a !== undefined && b !== undefined && a.fetch.subgraph === b.fetch.subgraph;
}

/** The fetch of entities that a branch starts with, if it starts with one fetch. */
function headOf(branch: Step): FetchStep | undefined {
  const first = branch.kind === 'sequence' ? branch.steps[0] : branch;
  return first?.kind === 'fetch' && first.fetch.buildRepresentation && !first.fetch.isMutation
    ? first
    : undefined;
}

function restOf(branch: Step): readonly Step[] {
  if (branch.kind !== 'sequence' || branch.steps.length < 2) return [];
  return [inSequence(branch.steps.slice(1))];
}

/** The branches of nested parallel steps as one list. */
function sideBySide(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step) => (step.kind === 'parallel' ? sideBySide(step.steps) : [step]));
}

function inSequence(all: readonly Step[]): Step {
  const steps = all.flatMap((step) => (step.kind === 'sequence' ? step.steps : [step]));
  const needed = steps.filter((step) => step.kind !== 'parallel' || step.steps.length > 0);
  const [only, ...others] = needed;
  return only && others.length === 0 ? only : { kind: 'sequence', steps: needed };
}
