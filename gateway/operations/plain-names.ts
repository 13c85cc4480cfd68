import {
  Kind,
  visit,
  type DocumentNode,
  type NameNode,
  type OperationDefinitionNode,
} from 'graphql';
import { mayHoldId } from './name-rule.ts';

/** A document without the names that a client chose, except aliases, which are part of the response. */
export interface PlainNames {
  readonly document: DocumentNode;
  /** New names of the variables that were renamed. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * Removes the name of the operation, so that no subgraph receives it, numbers the fragments and removes their
 * descriptions, and renames variables whose name may hold an id. Other variables keep the name that errors give.
 */
export function withPlainNames(
  document: DocumentNode,
  { variableDefinitions = [] }: OperationDefinitionNode,
  prefix: string,
): PlainNames {
  const variables = variableDefinitions.map(({ variable }) => variable.name.value);
  const renamed = new Map(
    variables.filter(mayHoldId).map((name, index) => [name, `${prefix}v${index}`]),
  );
  const fragments = new Map(
    document.definitions
      .flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [node.name.value] : []))
      .map((name, index) => [name, `f${index}`]),
  );
  const plain = visit(document, {
    OperationDefinition: withoutName,
    Variable: (node) => ({ ...node, name: nameFrom(renamed, node.name) }),
    FragmentDefinition: (node) => ({
      ...node,
      description: undefined,
      name: nameFrom(fragments, node.name),
    }),
    FragmentSpread: (node) => ({ ...node, name: nameFrom(fragments, node.name) }),
  });
  return { document: plain, renamed };
}

/** Whether an alias looks like somebody's id: it would be part of the response. */
export function hasRiskyAlias(document: DocumentNode): boolean {
  let isFound = false;
  visit(document, {
    Field({ alias }) {
      isFound ||= alias !== undefined && mayHoldId(alias.value);
    },
  });
  return isFound;
}

function withoutName(node: OperationDefinitionNode): OperationDefinitionNode {
  const { kind, operation, variableDefinitions = [], directives = [], selectionSet } = node;
  return { kind, operation, variableDefinitions, directives, selectionSet };
}

function nameFrom(names: ReadonlyMap<string, string>, node: NameNode): NameNode {
  return { ...node, value: names.get(node.value) ?? node.value };
}
