/** Removes fields from an entity fetch and from its representations. */
import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, visit, type DocumentNode, type SelectionNode, type SelectionSetNode } from 'graphql';

/** A field of an entity with the type condition of its selection. */
export interface EntityField {
  readonly type: string;
  readonly name: string;
}

/** The operation with only the wanted fields of each entity; undefined when none remain. */
export function selectEntityFields(
  document: DocumentNode,
  isWanted: (field: EntityField) => boolean,
): DocumentNode | undefined {
  let isEmpty = true;
  const select = (set: SelectionSetNode, type: string | undefined): SelectionSetNode => ({
    ...set,
    selections: set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const name = selection.typeCondition?.name.value ?? type;
        const inner = select(selection.selectionSet, name);
        return inner.selections.length > 0 ? [{ ...selection, selectionSet: inner }] : [];
      }
      if (selection.kind === Kind.FIELD && type !== undefined) {
        if (!isWanted({ type, name: selection.name.value })) return [];
        isEmpty = false;
      }
      return [selection];
    }),
  });
  const selected: DocumentNode = visit(document, {
    Field(node) {
      if (node.name.value !== '_entities' || !node.selectionSet) return undefined;
      return { ...node, selectionSet: select(node.selectionSet, undefined) };
    },
  });
  return isEmpty ? undefined : selected;
}

/** Every field that a fetch selects on entities. */
export function entityFields(document: DocumentNode): readonly EntityField[] {
  const fields: EntityField[] = [];
  selectEntityFields(document, (field) => {
    fields.push(field);
    return true;
  });
  return fields;
}

/** A field set without some fields, at any depth. */
export function withoutFields(
  selections: readonly QueryPlanSelectionNode[],
  isExcluded: (name: string) => boolean,
): QueryPlanSelectionNode[] {
  return selections.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind === 'Field' && isExcluded(selection.name)) return [];
    if (!selection.selections) return [selection];
    const inner = withoutFields(selection.selections, isExcluded);
    return inner.length > 0 ? [{ ...selection, selections: inner }] : [];
  });
}
