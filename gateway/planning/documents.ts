/** The parts and the text of the GraphQL documents in plans. */
import {
  Kind,
  print,
  stripIgnoredCharacters,
  type ASTNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
} from 'graphql';

/** The fragment definitions of a document, by name. */
export function fragmentsIn(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
}

/** The operation of a fetch. Throws when the document has none. */
export function operationIn({ definitions }: DocumentNode): OperationDefinitionNode {
  const operation = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('Expected an operation');
  return operation;
}

/** Prints without white space and commas that have no meaning. */
export function compactText(node: ASTNode): string {
  return stripIgnoredCharacters(print(node));
}
