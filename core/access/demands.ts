import { Kind, type ConstDirectiveNode, type ConstValueNode } from 'graphql';
import type { AccessDirective } from './directive-names.ts';

/** The demand of one access directive: at least one list of `anyOf` must hold entirely. */
export type Demand =
  | { readonly kind: 'authenticated' }
  | { readonly kind: 'requiresScopes' | 'policy'; readonly anyOf: readonly (readonly string[])[] };

type Annotated = { readonly directives?: readonly ConstDirectiveNode[] | undefined };

/** The demands on these nodes (a definition and its extensions), without duplicates. */
export function demandsOn(
  nodes: readonly (Annotated | null | undefined)[],
  names: ReadonlyMap<string, AccessDirective>,
): readonly Demand[] {
  const demands = nodes
    .flatMap((node) => node?.directives ?? [])
    .flatMap((directive) => {
      const kind = names.get(directive.name.value);
      return kind === undefined ? [] : [demandOf(directive, kind)];
    });
  return distinct(demands);
}

/** Demands without duplicates, in order. All of them must hold. */
export function distinct(demands: readonly Demand[]): readonly Demand[] {
  return [...new Map(demands.map((demand) => [JSON.stringify(demand), demand])).values()];
}

function demandOf(directive: ConstDirectiveNode, kind: AccessDirective): Demand {
  if (kind === 'authenticated') return { kind };
  const argument = kind === 'policy' ? 'policies' : 'scopes';
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value;
  return { kind, anyOf: listsOf(value, directive.name.value) };
}

/** Fails closed: a directive that cannot be read is an error at start. */
function listsOf(value: ConstValueNode | undefined, name: string): readonly (readonly string[])[] {
  if (value?.kind !== Kind.LIST) throw new Error(`Cannot read the argument of "@${name}"`);
  return value.values.map((inner) => {
    if (inner.kind === Kind.STRING) return [inner.value];
    if (inner.kind !== Kind.LIST) throw new Error(`Cannot read the argument of "@${name}"`);
    return inner.values.map((leaf) => {
      if (leaf.kind !== Kind.STRING) throw new Error(`Cannot read the argument of "@${name}"`);
      return leaf.value;
    });
  });
}
