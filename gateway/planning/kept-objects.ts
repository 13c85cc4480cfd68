/**
 * Objects of which every field may be skipped. Apollo's planner does not fetch them at all when the
 * condition is false, and they would be null; by the specification they are there, with no fields. So
 * they are planned with `__typename` beside what was asked.
 */
import {
  Kind,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

export function withKeptObjects(document: DocumentNode): DocumentNode {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  const mayBeEmpty = ({ selections }: SelectionSetNode): boolean => selections.every(mayBeLeftOut);
  const mayBeLeftOut = (selection: SelectionNode): boolean => {
    if (isConditional(selection.directives)) return true;
    if (selection.kind === Kind.FIELD) return false;
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    return fragment !== undefined && mayBeEmpty(fragment.selectionSet);
  };
  return visit(document, {
    Field(node) {
      if (!node.selectionSet || !mayBeEmpty(node.selectionSet)) return undefined;
      const selections = [...node.selectionSet.selections, TYPENAME];
      return { ...node, selectionSet: { ...node.selectionSet, selections } };
    },
  });
}

function isConditional(directives: readonly DirectiveNode[] | undefined): boolean {
  return (directives ?? []).some(({ name }) => name.value === 'skip' || name.value === 'include');
}
