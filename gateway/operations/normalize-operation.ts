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
 * One valid operation, and apart from it the values that the client wrote into it: what is planned, compiled and
 * stored holds no value of the client, and no name that could be one.
 */
export interface ParameterizedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The variable for each literal, by the literal's offset in the text. */
  readonly names: ReadonlyMap<number, string>;
  /** Templates of the default values that were taken out, by variable. */
  readonly defaults: ReadonlyMap<string, DefaultValueTemplate>;
  /** Whether the same text with other literals has this form too, so that it need not be parsed again. */
  readonly isReusable: boolean;
}

/**
 * `variables` are coerced, defaults included. Other operations of the document are left out. Throws a
 * `GraphQLError` where only the field could reject a null, see `parameterizeDefaults`.
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
  const parameterized = parameterizeLiterals(schema, defaulted.document, values, prefix);
  const kept = withoutLocations(parameterized.document);
  return {
    document: kept,
    operation: operationIn(kept),
    variables: { ...values, ...parameterized.values },
    names: parameterized.names,
    defaults: defaulted.templates,
    isReusable: plain.renamed.size === 0 && !defaulted.hasFreeForm && !parameterized.hasFreeForm,
  };
}

/** The location of a node keeps its source text, with every literal in it. */
function withoutLocations(document: DocumentNode): DocumentNode {
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

/** A prefix that no variable of the client has. */
function freePrefix({ variableDefinitions = [] }: OperationDefinitionNode): string {
  let prefix = 'lifted';
  while (variableDefinitions.some(({ variable }) => variable.name.value.startsWith(prefix))) {
    prefix += '_';
  }
  return prefix;
}
