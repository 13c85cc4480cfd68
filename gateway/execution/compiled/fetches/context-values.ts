/**
 * Values for arguments with `@fromContext` (Federation 2.8). The plan says where each comes from: how many objects above
 * the fetched one, for which type, and the path of fields from there.
 */
import type { FetchDataKeyRenamer, FetchNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { FRAGMENT_PREFIX, UP, type PlanPath } from '../../../planning/plan-nodes.ts';
import { OutputTooLarge } from '../../output-too-large.ts';
import { own } from '../shape/generate-code.ts';
import { isOfType } from './data-rewrites.ts';

/** A place from which an argument takes its value. */
interface ContextSource {
  readonly variable: string;
  /** 1 for the object that has the fetched one in a field. */
  readonly levelsUp: number;
  readonly path: readonly string[];
}

export type ContextSources = readonly ContextSource[];

/** An object at the path of a fetch, below the objects that lead to it. */
export interface NestedTarget {
  readonly target: object;
  /** From the root to the target. */
  readonly objects: readonly object[];
}

/** Objects at the path of a fetch, each with a context of its own. */
const TARGETS_MAX = 10_000;

/** Undefined for a fetch without `@fromContext`. */
export function contextSources({ contextRewrites }: FetchNode): ContextSources | undefined {
  return contextRewrites?.map(({ path, renameKeyTo }: FetchDataKeyRenamer) => {
    const levelsUp = path.findIndex((part) => part !== UP);
    return { variable: renameKeyTo, levelsUp, path: path.slice(levelsUp) };
  });
}

/** Every object at the path, with the objects above it. Throws `OutputTooLarge`. */
export function nestedTargets(root: object, path: PlanPath): readonly NestedTarget[] {
  const found: NestedTarget[] = [];
  const visit = (value: unknown, at: number, above: readonly object[]): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      const next = path[at] === '@' ? at + 1 : at;
      for (const element of value) visit(element, next, above);
      return;
    }
    const objects = [...above, value];
    const part = path[at];
    if (part !== undefined) return visit(own(value, String(part)), at + 1, objects);
    found.push({ target: value, objects });
    if (found.length > TARGETS_MAX) throw new OutputTooLarge();
    return undefined;
  };
  visit(root, 0, []);
  return found;
}

/** The values for the arguments of one target, by variable; null where there is none. */
export function contextValues(
  schema: GraphQLSchema,
  sources: ContextSources,
  { objects }: NestedTarget,
): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const { variable, levelsUp, path } of sources) {
    const value = valueAt(schema, objects.at(-1 - levelsUp), path);
    // Only one of several types is that of the object above.
    values[variable] ??= value ?? null;
  }
  return values;
}

function valueAt(schema: GraphQLSchema, value: unknown, path: readonly string[]): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (Array.isArray(value)) return value.map((element) => valueAt(schema, element, path));
  if (typeof value !== 'object' || value === null) return undefined;
  if (!first.startsWith(FRAGMENT_PREFIX)) return valueAt(schema, own(value, first), rest);
  const type = first.slice(FRAGMENT_PREFIX.length);
  return isOfType(schema, value, type, true) ? valueAt(schema, value, rest) : undefined;
}
