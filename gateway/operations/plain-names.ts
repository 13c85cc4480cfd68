import {
  Kind,
  visit,
  type DocumentNode,
  type NameNode,
  type OperationDefinitionNode,
} from 'graphql';
import { mayHoldId } from './name-rule.ts';

/** A document without the names that a client chose, except aliases: those stand in the answer. */
export interface PlainNames {
  readonly document: DocumentNode;
  /** From a variable that might name someone to what it is called instead. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * Takes the name of the one operation away, so that no subgraph hears it, numbers fragments without their description, and renames
 * variables that may hold an id. Other variables keep their name: it is told in messages.
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

/** Whether the answer would hold a name that may be somebody's. */
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
