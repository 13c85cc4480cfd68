/**
 * Keys that can be resolved, before those that cannot. Where a plan returns to a subgraph with what a
 * field requires, Apollo's planner takes the first key the type has there, also one declared
 * `resolvable: false`: the subgraph cannot find the object by it. So it plans over a copy of the
 * supergraph in which such keys stand last.
 */
import { parse, print, visit, type ConstDirectiveNode, type DocumentNode } from 'graphql';
import { isResolvable } from './requirements.ts';

/** The supergraph to plan over; the text itself when every key stands where it may. */
export function withResolvableKeysFirst(sdl: string): string {
  if (!sdl.includes('resolvable: false')) return sdl;
  const document = parse(sdl, { noLocation: true });
  const orderKeys = <Node extends { readonly directives?: readonly ConstDirectiveNode[] }>(
    node: Node,
  ) => ({ ...node, directives: resolvableFirst(node.directives ?? []) });
  const ordered: DocumentNode = visit(document, {
    ObjectTypeDefinition: orderKeys,
    InterfaceTypeDefinition: orderKeys,
  });
  return print(ordered);
}

function resolvableFirst(directives: readonly ConstDirectiveNode[]): ConstDirectiveNode[] {
  return [
    ...directives.filter((directive) => isResolvable(directive)),
    ...directives.filter((directive) => !isResolvable(directive)),
  ];
}
