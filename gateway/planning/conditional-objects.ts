/**
 * Selects `__typename` on objects of which every field may be skipped. Apollo's planner does not fetch such
 * an object when its conditions are false, which would make it null; by the GraphQL specification
 * ("CollectFields") it is an object without fields.
 */
import {
  Kind,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsIn } from './documents.ts';

export const TYPENAME_FIELD: FieldNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: '__typename' },
};

export function withTypenames(document: DocumentNode): DocumentNode {
  const fragments = fragmentsIn(document);
  const mayBeEmpty = ({ selections }: SelectionSetNode): boolean => selections.every(mayBeSkipped);
  const mayBeSkipped = (selection: SelectionNode): boolean => {
    if (isConditional(selection.directives)) return true;
    if (selection.kind === Kind.FIELD) return false;
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    return fragment !== undefined && mayBeEmpty(fragment.selectionSet);
  };
  return visit(document, {
    Field(node) {
      if (!node.selectionSet || !mayBeEmpty(node.selectionSet)) return undefined;
      const selections = [...node.selectionSet.selections, TYPENAME_FIELD];
      return { ...node, selectionSet: { ...node.selectionSet, selections } };
    },
  });
}

function isConditional(directives: readonly DirectiveNode[] | undefined): boolean {
  return (directives ?? []).some(({ name }) => name.value === 'skip' || name.value === 'include');
}
