/**
 * Puts the keys that a subgraph can resolve before those that it cannot. Where a plan returns to a subgraph
 * with required fields, Apollo's planner takes the first key of the type there, even one that is declared
 * `resolvable: false`. So plans are made over a copy of the supergraph in which such keys come last.
 */
import { parse, print, visit, type ConstDirectiveNode, type DocumentNode } from 'graphql';
import { argumentOf } from './join-directives.ts';

/** The supergraph to plan over; the same text when every key is resolvable. */
export function withResolvableKeysFirst(sdl: string): string {
  if (!sdl.includes('resolvable: false')) return sdl;
  const document = parse(sdl, { noLocation: true });
  const isResolvable = (one: ConstDirectiveNode) => argumentOf(one, 'resolvable') !== false;
  const orderKeys = <Node extends { readonly directives?: readonly ConstDirectiveNode[] }>(
    node: Node,
  ) => ({
    ...node,
    directives: (node.directives ?? []).toSorted(
      (left, right) => Number(isResolvable(right)) - Number(isResolvable(left)),
    ),
  });
  const ordered: DocumentNode = visit(document, {
    ObjectTypeDefinition: orderKeys,
    InterfaceTypeDefinition: orderKeys,
  });
  return print(ordered);
}
