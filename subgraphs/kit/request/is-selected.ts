import { Kind, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

/**
 * Whether a field of this name is anywhere below the field that is resolved, so that its records can come with the same
 * call to a partner. One that `@skip` leaves out counts: its records are then read in vain.
 */
export function isSelected(
  { fieldNodes, fragments }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
  name: string,
): boolean {
  const visited = new Set<string>();
  const isIn = (set: SelectionSetNode | undefined): boolean =>
    set?.selections.some((one) => {
      if (one.kind === Kind.FIELD) return one.name.value === name || isIn(one.selectionSet);
      if (one.kind === Kind.INLINE_FRAGMENT) return isIn(one.selectionSet);
      if (visited.has(one.name.value)) return false;
      visited.add(one.name.value);
      return isIn(fragments[one.name.value]?.selectionSet);
    }) ?? false;
  return fieldNodes.some(({ selectionSet }) => isIn(selectionSet));
}
