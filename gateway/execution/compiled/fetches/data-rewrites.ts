/** Applies the rewrites of a plan to data that goes to or comes from a subgraph (`@interfaceObject`, aliases). */
import type { FetchDataRewrite } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { FRAGMENT_PREFIX } from '../../../planning/plan-nodes.ts';
import { define, own } from '../shape/generate-code.ts';
import { isTypeOrSubtype } from '../shape/shape.ts';

export function applyRewrites(
  schema: GraphQLSchema,
  rewrites: readonly FetchDataRewrite[] | undefined,
  value: unknown,
): void {
  const steps = rewriteInSteps(schema, rewrites, value);
  while (steps.next().done !== true);
}

/** The same with a pause at each element of a list. */
export function* rewriteInSteps(
  schema: GraphQLSchema,
  rewrites: readonly FetchDataRewrite[] | undefined,
  value: unknown,
): Generator<undefined, void> {
  for (const rewrite of rewrites ?? []) {
    const last = rewrite.path.at(-1);
    if (last === undefined) continue;
    const apply = (object: object) => rewriteField(rewrite, object, last);
    yield* applyAt(schema, rewrite.path.slice(0, -1), value, apply);
  }
}

function rewriteField(rewrite: FetchDataRewrite, object: object, name: string): void {
  if (rewrite.kind === 'ValueSetter') {
    define(object, name, rewrite.setValueTo);
    return;
  }
  const value = own(object, name);
  if (value === undefined) return;
  Reflect.deleteProperty(object, name);
  define(object, rewrite.renameKeyTo, value);
}

function* applyAt(
  schema: GraphQLSchema,
  path: readonly string[],
  value: unknown,
  apply: (object: object) => void,
): Generator<undefined, void> {
  if (Array.isArray(value)) {
    for (const element of value) {
      yield;
      yield* applyAt(schema, path, element, apply);
    }
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const [first, ...rest] = path;
  if (first === undefined) apply(value);
  else if (!first.startsWith(FRAGMENT_PREFIX))
    yield* applyAt(schema, rest, own(value, first), apply);
  // The selection has no `__typename` only where no other type is possible.
  else if (isOfType(schema, value, first.slice(FRAGMENT_PREFIX.length), true)) {
    yield* applyAt(schema, rest, value, apply);
  }
}

/** Whether the `__typename` of an object is the type or a subtype of it; `whenUnknown` without `__typename`. */
export function isOfType(
  schema: GraphQLSchema,
  object: object,
  condition: string,
  whenUnknown = false,
): boolean {
  const typename = own(object, '__typename');
  if (typeof typename !== 'string') return whenUnknown;
  return isTypeOrSubtype(schema, typename, condition);
}
