/** Field sets as plans write them in `requires`: comparing, merging, parsing and printing. */
import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, parse, type SelectionSetNode } from 'graphql';

export type FieldSet = readonly QueryPlanSelectionNode[];

/** Whether `whole` selects everything that `part` selects. */
export function containsFieldSet(whole: FieldSet, part: FieldSet): boolean {
  return part.every((selection) => {
    const same = whole.find((other) => isSame(other, selection));
    return (
      same !== undefined && containsFieldSet(same.selections ?? [], selection.selections ?? [])
    );
  });
}

/** The union of two field sets. The selections of a field that is in both are merged as well. */
export function mergeFieldSets(left: FieldSet, right: FieldSet): QueryPlanSelectionNode[] {
  const merged = left.map((selection): QueryPlanSelectionNode => {
    const same = right.find((other) => isSame(other, selection));
    if (!same?.selections) return selection;
    return {
      ...selection,
      selections: mergeFieldSets(selection.selections ?? [], same.selections),
    };
  });
  return [...merged, ...right.filter((other) => !left.some((one) => isSame(one, other)))];
}

export function topNames(fields: FieldSet): readonly string[] {
  return fields.flatMap((selection) =>
    selection.kind === 'Field' ? [selection.name] : topNames(selection.selections),
  );
}

function isSame(left: QueryPlanSelectionNode, right: QueryPlanSelectionNode): boolean {
  return left.kind === 'Field' && right.kind === 'Field'
    ? left.name === right.name && left.alias === right.alias
    : left.kind === 'InlineFragment' &&
        right.kind === 'InlineFragment' &&
        left.typeCondition === right.typeCondition;
}

/** Parses the text of a field set, as in `@key(fields: "id address { code }")`. Throws a `GraphQLError`. */
export function parseSelections(text: string): SelectionSetNode {
  const [operation] = parse(`{${text}}`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('Cannot parse a field set');
  return operation.selectionSet;
}

export function printFieldSet(fields: FieldSet): string {
  return fields
    .map((selection) => {
      const inner = selection.selections ? `{${printFieldSet(selection.selections)}}` : '';
      if (selection.kind === 'Field') return `${selection.name}${inner}`;
      return `...on ${selection.typeCondition ?? ''}${inner}`;
    })
    .join(' ');
}
