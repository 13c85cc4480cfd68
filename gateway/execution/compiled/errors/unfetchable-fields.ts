/**
 * Fields that no plan can fetch. Apollo's planner leaves out, without an error, what it cannot reach of an
 * interface that no type implements (every subgraph declares it with `@interfaceObject`, without a resolvable
 * key). Such a field would be null without an explanation, so it gets an error.
 */
import type { QueryPlan } from '@apollo/query-planner';
import { isAbstractType, parse, visit, type GraphQLFormattedError } from 'graphql';
import { fetchesIn } from '../../../planning/plan-nodes.ts';
import type { ObjectShape, Shape } from '../shape/shape.ts';

/** One error for each field of such an interface that the plan does not fetch. */
export function unfetchableFields(
  root: ObjectShape,
  { node }: QueryPlan,
): readonly GraphQLFormattedError[] {
  const memberless = memberlessFields(root);
  if (memberless.length === 0) return [];
  const planned = new Set<string>();
  for (const { operation } of fetchesIn(node)) {
    visit(parse(operation, { noLocation: true }), {
      Field({ alias, name }) {
        planned.add(alias?.value ?? name.value);
      },
    });
  }
  return memberless
    .filter(({ source }) => !planned.has(source))
    .map(({ path, interfaceName }) => ({
      message: `Cannot fetch "${path.join('.')}": no type of the graph implements "${interfaceName}"`,
      path,
      extensions: { code: 'INTERNAL' },
    }));
}

interface MemberlessField {
  /** The path up to the first list, because the elements of a list are known at run time only. */
  readonly path: readonly string[];
  readonly source: string;
  readonly interfaceName: string;
}

function memberlessFields(root: ObjectShape): readonly MemberlessField[] {
  const found: MemberlessField[] = [];
  const seen = new Set<ObjectShape>();
  const walk = (shape: ObjectShape, path: readonly string[], isInList: boolean): void => {
    if (seen.has(shape)) return;
    seen.add(shape);
    for (const field of [...shape.fieldsByType.values()].flat()) {
      if (field.kind !== 'field') continue;
      const inner = objectIn(field.position.shape);
      if (!inner) continue;
      const innerPath = isInList ? path : [...path, field.key];
      if (isAbstractType(inner.type) && inner.fieldsByType.size === 0) {
        found.push({ path: innerPath, source: field.source, interfaceName: inner.type.name });
      }
      walk(inner, innerPath, isInList || field.position.shape.kind === 'list');
    }
  };
  walk(root, [], false);
  return found;
}

function objectIn(shape: Shape): ObjectShape | undefined {
  if (shape.kind === 'list') return objectIn(shape.element.shape);
  return shape.kind === 'object' ? shape : undefined;
}
