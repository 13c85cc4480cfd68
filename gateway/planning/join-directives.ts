/**
 * Reads `@join__type` and `@join__field` (Apollo's join specification) of a supergraph. Read from its schema and
 * not from `Supergraph.subgraphs()`, because extracting the subgraphs takes some twenty times as long, and only
 * the planner thread needs them.
 */
import type {
  FieldDefinition,
  InterfaceType,
  JoinFieldDirectiveArguments,
  JoinTypeDirectiveArguments,
  ObjectType,
} from '@apollo/federation-internals';
import { valueFromASTUntyped, type ConstDirectiveNode } from 'graphql';

type FieldsType = ObjectType | InterfaceType;

export function joinTypesOf(type: FieldsType): readonly JoinTypeDirectiveArguments[] {
  const applied = type.appliedDirectivesOf<JoinTypeDirectiveArguments>('join__type');
  return applied.map((directive) => directive.arguments());
}

export function joinFieldsOf(
  field: FieldDefinition<FieldsType>,
): readonly JoinFieldDirectiveArguments[] {
  const applied = field.appliedDirectivesOf<JoinFieldDirectiveArguments>('join__field');
  return applied.map((directive) => directive.arguments());
}

/** The value of an argument, with the name of an enum value as a string; undefined when it is absent. */
export function argumentOf(directive: ConstDirectiveNode, argument: string): unknown {
  const node = directive.arguments?.find(({ name }) => name.value === argument);
  return node && valueFromASTUntyped(node.value);
}

export function textArgument(directive: ConstDirectiveNode, argument: string): string | undefined {
  const value = argumentOf(directive, argument);
  return typeof value === 'string' ? value : undefined;
}
