import {
  Kind,
  separateOperations,
  visit,
  type ASTNode,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { DefaultValueTemplate } from './default-value-template.ts';
import { parameterizeDefaults } from './parameterize-defaults.ts';
import { parameterizeLiterals } from './parameterize-literals.ts';
import { withPlainNames } from './plain-names.ts';

/**
 * One valid operation, with what the client wrote into it beside it: what is planned, compiled and
 * remembered holds no value of the client, and no name that could be one.
 */
export interface ParameterizedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The variable for each literal, by the place where it stood in the text. */
  readonly names: ReadonlyMap<number, string>;
  /** The defaults that were taken out, by variable. */
  readonly defaults: ReadonlyMap<string, DefaultValueTemplate>;
  /** Whether the same text with other literals can be brought to this form without reading it anew. */
  readonly isReusable: boolean;
}

/**
 * `variables` are coerced, defaults included. Other operations of the document are left out. Throws a
 * `GraphQLError` where a null could only be refused by the field, see `parameterizeDefaults`.
 */
export function normalizeOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): ParameterizedOperation {
  const own = separateOperations(document)[operation.name?.value ?? ''] ?? document;
  const prefix = freePrefix(operation);
  const plain = withPlainNames(own, operation, prefix);
  const values = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [plain.renamed.get(name) ?? name, value]),
  );
  const defaulted = parameterizeDefaults(schema, plain.document, values);
  const lifted = parameterizeLiterals(schema, defaulted.document, values, prefix);
  const kept = withoutPlaces(lifted.document);
  return {
    document: kept,
    operation: operationIn(kept),
    variables: { ...values, ...lifted.values },
    names: lifted.names,
    defaults: defaulted.recipes,
    isReusable: plain.renamed.size === 0 && !defaulted.hasFreeForm && !lifted.hasFreeForm,
  };
}

/** A node's place refers to the text that it was read from, with every literal that stands in it. */
function withoutPlaces(document: DocumentNode): DocumentNode {
  return visit(document, {
    enter(node: ASTNode) {
      const { loc, ...rest } = node;
      return loc ? rest : undefined;
    },
  });
}

function operationIn({ definitions }: DocumentNode): OperationDefinitionNode {
  const isOperation = (node: ASTNode): node is OperationDefinitionNode =>
    node.kind === Kind.OPERATION_DEFINITION;
  const operation = definitions.find(isOperation);
  if (!operation) throw new Error('Cannot find the operation of a valid document');
  return operation;
}

/** A beginning that no variable of the caller has. */
function freePrefix({ variableDefinitions = [] }: OperationDefinitionNode): string {
  let prefix = 'lifted';
  while (variableDefinitions.some(({ variable }) => variable.name.value.startsWith(prefix))) {
    prefix += '_';
  }
  return prefix;
}
