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

export interface BatchRules {
  /** Whether branches wait for each other where that makes larger batches; see `PlanRewrites`. */
  readonly isCrossBranch: boolean;
  /** Undefined when the fetches cannot be batched. */
  readonly createCall: (steps: readonly FetchStep[]) => BatchedCall | undefined;
}

export function batchFetches(step: Step, rules: BatchRules): Step {
  switch (step.kind) {
    case 'fetch':
    case 'batched':
      return step;
    case 'sequence':
      return inSequence(step.steps.map((one) => batchFetches(one, rules)));
    case 'parallel':
      return batchBranches(sideBySide(step.steps), rules);
  }
}

function batchBranches(all: readonly Step[], rules: BatchRules): Step {
  const aligned = rules.isCrossBranch ? alignBranches(all, rules) : { done: [], left: all };
  const steps = [...aligned.done];
  const taken = new Set<Step>();
  for (const branch of aligned.left) {
    if (taken.has(branch)) continue;
    const group = aligned.left
      .filter((other) => !taken.has(other) && isReadyTogether(branch, other))
      .slice(0, FETCHES_MAX);
    const call = rules.createCall(group.flatMap((one) => headOf(one) ?? []));
    if (!call) {
      steps.push(batchFetches(branch, rules));
      continue;
    }
    for (const one of group) taken.add(one);
    const rests = batchBranches(sideBySide(group.flatMap(restOf)), rules);
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

/** Groups branches whose second steps can be batched, with their first steps in parallel before them. */
function alignBranches(
  all: readonly Step[],
  rules: BatchRules,
): { done: readonly Step[]; left: readonly Step[] } {
  const done: Step[] = [];
  let left = all;
  for (;;) {
    const group = alignable(left);
    if (group.length === 0) return { done, left };
    const firsts = group.map((one) => (one.kind === 'sequence' ? one.steps[0] : one));
    const before = batchBranches(sideBySide(firsts.filter((one) => one !== undefined)), rules);
    const after = batchBranches(sideBySide(group.flatMap(restOf)), rules);
    done.push(inSequence([before, after]));
    left = left.filter((one) => !group.includes(one));
  }
}

function alignable(branches: readonly Step[]): readonly Step[] {
  for (const branch of branches) {
    for (const subgraph of restOf(branch).flatMap(subgraphsAtStart)) {
      const group = branches.filter((one) =>
        restOf(one).some((rest) => subgraphsAtStart(rest).includes(subgraph)),
      );
      if (group.length > 1) return group;
    }
  }
  return [];
}

/** The subgraphs of the entity fetches that a step starts with. */
function subgraphsAtStart(step: Step): readonly string[] {
  if (step.kind === 'parallel') return step.steps.flatMap(subgraphsAtStart);
  if (step.kind === 'sequence') return step.steps.slice(0, 1).flatMap(subgraphsAtStart);
  const head = headOf(step);
  return head ? [head.fetch.subgraph] : [];
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
