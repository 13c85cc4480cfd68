import {
  getNamedType,
  GraphQLID,
  Kind,
  parseType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type ValueNode,
  type VariableDefinitionNode,
  type VariableNode,
} from 'graphql';
import { exactNumber, stringifyExact } from '../../core/structures/exact-numbers.ts';
import { exactValueOf } from '../planning/exact-literals.ts';
import { isFreeFormed } from './parameterize-defaults.ts';

export interface ParameterizedLiterals {
  readonly document: DocumentNode;
  /** The new variables, by the offset of their literal in the text; equal values share one. */
  readonly names: ReadonlyMap<number, string>;
  readonly values: Readonly<Record<string, unknown>>;
  /** Whether a value has a form that the client chose, as of a scalar that accepts objects. */
  readonly hasFreeForm: boolean;
}

/** Their arguments are Boolean, and the plan depends on them. */
const CONDITIONS = new Set(['skip', 'include']);

/**
 * Turns the literals in arguments of fields and directives into variables. Words of the schema (enum values,
 * names of input fields), booleans and null stay: they tell nothing about a person. Equal values become one
 * variable, since two fields of one name must keep equal arguments.
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

  // Inside a list, `TypeInfo` already gives the type of the items.
  const typeOf = ({ kind }: ValueNode) =>
    kind === Kind.LIST ? typeInfo.getParentInputType() : typeInfo.getInputType();
  const parameterize = (node: ValueNode): VariableNode | undefined => {
    const type = typeOf(node);
    if (!type || !node.loc) return undefined;
    const value = valueOf(node, type, given);
    const same = `${String(type)}\n${stringifyExact(value)}`;
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
    return parameterize(node);
  };

  const visitor = visitWithTypeInfo(typeInfo, {
    VariableDefinition: () => false,
    Directive: ({ name }) => (CONDITIONS.has(name.value) ? false : undefined),
    StringValue: parameterize,
    IntValue: parameterize,
    FloatValue: parameterize,
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

/** The text of an integer that is an id stays as it is. */
function valueOf(
  node: ValueNode,
  type: GraphQLInputType,
  given: Readonly<Record<string, unknown>>,
): unknown {
  if (node.kind === Kind.STRING) return node.value;
  if (node.kind !== Kind.INT && node.kind !== Kind.FLOAT) return exactValueOf(node, given);
  return getNamedType(type) === GraphQLID ? node.value : exactNumber(node.value);
}
