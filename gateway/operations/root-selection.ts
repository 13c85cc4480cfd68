import {
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** What the root fields of an operation are about. `__typename` alone counts as the schema. */
export type RootSelection = 'data' | 'schema' | 'data and schema';

const SCHEMA_FIELDS = new Set(['__schema', '__type']);

export function rootSelectionOf(
  document: DocumentNode,
  { operation, selectionSet }: OperationDefinitionNode,
): RootSelection {
  if (operation !== OperationTypeNode.QUERY) return 'data';
  const names = [...rootNames(selectionSet, document)];
  if (names.every((name) => name.startsWith('__'))) return 'schema';
  return names.some((name) => SCHEMA_FIELDS.has(name)) ? 'data and schema' : 'data';
}

/** The fields at the root, through fragments; each fragment is read once. */
function rootNames(
  set: SelectionSetNode,
  document: DocumentNode,
  names = new Set<string>(),
  visited = new Set<string>(),
): ReadonlySet<string> {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) names.add(selection.name.value);
    else if (selection.kind === Kind.INLINE_FRAGMENT) {
      rootNames(selection.selectionSet, document, names, visited);
    } else if (!visited.has(selection.name.value)) {
      visited.add(selection.name.value);
      for (const definition of document.definitions) {
        const isMeant =
          definition.kind === Kind.FRAGMENT_DEFINITION &&
          definition.name.value === selection.name.value;
        if (isMeant) rootNames(definition.selectionSet, document, names, visited);
      }
    }
  }
  return names;
}
