/**
 * Reads arguments of `@join__type` and `@join__field` (Apollo's join specification) from the syntax tree of
 * a supergraph. The tree and not `Supergraph.subgraphs()`, because extracting the subgraphs takes some
 * twenty times as long, and only the planner thread needs them.
 */
import { valueFromASTUntyped, type ConstDirectiveNode } from 'graphql';

/** The value of an argument, with the name of an enum value as a string; undefined when it is absent. */
export function argumentOf(directive: ConstDirectiveNode, argument: string): unknown {
  const node = directive.arguments?.find(({ name }) => name.value === argument);
  return node && valueFromASTUntyped(node.value);
}

export function textArgument(directive: ConstDirectiveNode, argument: string): string | undefined {
  const value = argumentOf(directive, argument);
  return typeof value === 'string' ? value : undefined;
}

/** The `join__Graph` value of the subgraph that a directive is about. */
export function graphOf(directive: ConstDirectiveNode): string | undefined {
  return textArgument(directive, 'graph');
}

/** Whether the subgraph of a `@join__type` resolves entities by its key. */
export function isResolvable(directive: ConstDirectiveNode): boolean {
  return argumentOf(directive, 'resolvable') !== false;
}
