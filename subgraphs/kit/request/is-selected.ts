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
  return fieldNodes.some(({ selectionSet }) => isIn(selectionSet, name, fragments, visited));
}

function isIn(
  set: SelectionSetNode | undefined,
  name: string,
  fragments: GraphQLResolveInfo['fragments'],
  visited: Set<string>,
): boolean {
  for (const one of set?.selections ?? []) {
    if (one.kind === Kind.FRAGMENT_SPREAD) {
      const spread = one.name.value;
      if (visited.has(spread)) continue;
      visited.add(spread);
      if (isIn(fragments[spread]?.selectionSet, name, fragments, visited)) return true;
    } else {
      if (one.kind === Kind.FIELD && one.name.value === name) return true;
      if (isIn(one.selectionSet, name, fragments, visited)) return true;
    }
  }
  return false;
}
