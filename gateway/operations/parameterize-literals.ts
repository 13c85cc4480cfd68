import {
  getNamedType,
  GraphQLID,
  Kind,
  parseType,
  TypeInfo,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type ValueNode,
  type VariableDefinitionNode,
  type VariableNode,
} from 'graphql';
import { isFreeFormed } from './parameterize-defaults.ts';

export interface ParameterizedLiterals {
  readonly document: DocumentNode;
  /** The new variables, by the place where their value stood in the text; equal values share one. */
  readonly names: ReadonlyMap<number, string>;
  readonly values: Readonly<Record<string, unknown>>;
  /** A value whose very form is the client's own choice: that of a scalar that takes objects. */
  readonly hasFreeForm: boolean;
}

/** Their arguments are Boolean, and what is planned depends on them. */
const CONDITIONS = new Set(['skip', 'include']);

/**
 * Turns what a client wrote into arguments, of fields and of directives, into variables. Words of the
 * schema (enum values, names of fields), booleans and null stay: they say nothing of anybody. Equal
 * values become one variable, since two fields of one name must keep equal arguments.
 */
export function parameterizeLiterals(
  schema: GraphQLSchema,
  document: DocumentNode,
  given: Readonly<Record<string, unknown>>,
  prefix: string,
): ParameterizedLiterals {
  const names = new Map<number, string>();
  const values: Record<string, unknown> = {};
  const byValue = new Map<string, string>();
  const definitions: VariableDefinitionNode[] = [];
  const typeInfo = new TypeInfo(schema);
  let hasFreeForm = false;

  // Inside a list, the type at hand is already that of what is in it.
  const typeOf = ({ kind }: ValueNode) =>
    kind === Kind.LIST ? typeInfo.getParentInputType() : typeInfo.getInputType();
  const lift = (node: ValueNode): VariableNode | undefined => {
    const type = typeOf(node);
    if (!type || !node.loc) return undefined;
    const value = valueOf(node, type, given);
    const same = `${String(type)}\n${JSON.stringify(value)}`;
    const name = byValue.get(same) ?? `${prefix}${byValue.size}`;
    const variable: VariableNode = {
      kind: Kind.VARIABLE,
      name: { kind: Kind.NAME, value: name },
    };
    names.set(node.loc.start, name);
    if (byValue.has(same)) return variable;
    byValue.set(same, name);
    values[name] = value;
    const typeNode = parseType(String(type), { noLocation: true });
    definitions.push({ kind: Kind.VARIABLE_DEFINITION, variable, type: typeNode });
    return variable;
  };
  const parameterizeFreeForm = (node: ValueNode) => {
    if (!isFreeFormed(node, typeOf(node) ?? undefined)) return undefined;
    hasFreeForm = true;
    return lift(node);
  };

  const visitor = visitWithTypeInfo(typeInfo, {
    VariableDefinition: () => false,
    Directive: ({ name }) => (CONDITIONS.has(name.value) ? false : undefined),
    StringValue: lift,
    IntValue: lift,
    FloatValue: lift,
    EnumValue: parameterizeFreeForm,
    ListValue: { enter: parameterizeFreeForm },
    ObjectValue: { enter: parameterizeFreeForm },
  });
  const lifted: DocumentNode = visit(document, visitor);
  return { document: withDefinitions(lifted, definitions), names, values, hasFreeForm };
}

function withDefinitions(
  document: DocumentNode,
  added: readonly VariableDefinitionNode[],
): DocumentNode {
  const definitions = document.definitions.map((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return definition;
    const { variableDefinitions = [] } = definition;
    return { ...definition, variableDefinitions: [...variableDefinitions, ...added] };
  });
  return { ...document, definitions };
}

/** A whole number that is an id may be longer than a number can be. */
function valueOf(
  node: ValueNode,
  type: GraphQLInputType,
  given: Readonly<Record<string, unknown>>,
): unknown {
  if (node.kind === Kind.STRING) return node.value;
  if (node.kind !== Kind.INT && node.kind !== Kind.FLOAT) return valueFromASTUntyped(node, given);
  return getNamedType(type) === GraphQLID ? node.value : Number(node.value);
}
