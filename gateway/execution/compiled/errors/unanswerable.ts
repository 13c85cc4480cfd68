/**
 * What no plan can fetch. Of an interface that no type of the graph implements (each subgraph left it to
 * another, `@interfaceObject` without a key to come back by), Apollo's planner silently leaves out what
 * it cannot reach. It would be null as if it were nothing; so it is told.
 */
import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { isAbstractType, parse, visit, type GraphQLFormattedError } from 'graphql';
import type { ObjectShape, Shape } from '../shape/shape.ts';

/** One error for each field of such an interface that the plan does not ask for. */
export function unanswerableFields(
  root: ObjectShape,
  { node }: QueryPlan,
): readonly GraphQLFormattedError[] {
  const memberless = memberlessFields(root);
  if (memberless.length === 0) return [];
  const asked = new Set<string>();
  if (node && node.kind !== 'Subscription') collectAsked(node, asked);
  return memberless
    .filter(({ source }) => !asked.has(source))
    .map(({ path, interfaceName }) => ({
      message: `Cannot fetch "${path.join('.')}": no type of the graph implements "${interfaceName}"`,
      path,
      extensions: { code: 'INTERNAL' },
    }));
}

interface MemberlessField {
  /** Up to the first list: then which element it is can only be known of an answer. */
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
      const inner = objectIn(field.place.shape);
      if (!inner) continue;
      const place = isInList ? path : [...path, field.key];
      if (isAbstractType(inner.type) && inner.fieldsByType.size === 0) {
        found.push({ path: place, source: field.source, interfaceName: inner.type.name });
      }
      walk(inner, place, isInList || field.place.shape.kind === 'list');
    }
  };
  walk(root, [], false);
  return found;
}

function objectIn(shape: Shape): ObjectShape | undefined {
  if (shape.kind === 'list') return objectIn(shape.element.shape);
  return shape.kind === 'object' ? shape : undefined;
}

function collectAsked(node: PlanNode, asked: Set<string>): void {
  switch (node.kind) {
    case 'Fetch':
      visit(parse(node.operation, { noLocation: true }), {
        Field({ alias, name }) {
          asked.add(alias?.value ?? name.value);
        },
      });
      return;
    case 'Flatten':
      return collectAsked(node.node, asked);
    case 'Sequence':
    case 'Parallel':
      for (const child of node.nodes) collectAsked(child, asked);
      return;
    case 'Condition':
      if (node.ifClause) collectAsked(node.ifClause, asked);
      if (node.elseClause) collectAsked(node.elseClause, asked);
      return;
    case 'Defer':
  }
}
