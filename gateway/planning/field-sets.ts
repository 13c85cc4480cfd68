/** What is sent of objects, as plans write it: the selections of `requires`, compared and joined. */
import type { QueryPlanSelectionNode } from '@apollo/query-planner';

export type FieldSet = readonly QueryPlanSelectionNode[];

/** Whether everything in `part` is in `whole`. */
export function containsFieldSet(whole: FieldSet, part: FieldSet): boolean {
  return part.every((selection) => {
    const same = whole.find((other) => isSame(other, selection));
    return (
      same !== undefined && containsFieldSet(same.selections ?? [], selection.selections ?? [])
    );
  });
}

/** Both, with what stands under the same field joined. */
export function joinFieldSets(left: FieldSet, right: FieldSet): QueryPlanSelectionNode[] {
  const joined = left.map((selection): QueryPlanSelectionNode => {
    const same = right.find((other) => isSame(other, selection));
    if (!same?.selections) return selection;
    return { ...selection, selections: joinFieldSets(selection.selections ?? [], same.selections) };
  });
  return [...joined, ...right.filter((other) => !left.some((one) => isSame(one, other)))];
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

export function printFieldSet(fields: FieldSet): string {
  return fields
    .map((selection) => {
      const inner = selection.selections ? `{${printFieldSet(selection.selections)}}` : '';
      if (selection.kind === 'Field') return `${selection.name}${inner}`;
      return `...on ${selection.typeCondition ?? ''}${inner}`;
    })
    .join(' ');
}
