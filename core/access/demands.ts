import { Kind, type ConstDirectiveNode, type ConstValueNode } from 'graphql';
import type { AccessDirective } from './directive-names.ts';

/** What one directive asks: any of `anyOf`, each of which is a list that must hold whole. */
export type Demand =
  | { readonly kind: 'authenticated' }
  | { readonly kind: 'requiresScopes' | 'policy'; readonly anyOf: readonly (readonly string[])[] };

type Annotated = { readonly directives?: readonly ConstDirectiveNode[] | undefined };

/** The demands written on these nodes (a definition and its extensions), each once. */
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

/** Demands without repetition, in order. All of them must hold. */
export function distinct(demands: readonly Demand[]): readonly Demand[] {
  return [...new Map(demands.map((demand) => [JSON.stringify(demand), demand])).values()];
}

function demandOf(directive: ConstDirectiveNode, kind: AccessDirective): Demand {
  if (kind === 'authenticated') return { kind };
  const argument = kind === 'policy' ? 'policies' : 'scopes';
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value;
  return { kind, anyOf: listsOf(value, directive.name.value) };
}

/** A directive we cannot read must stop the start, not open the field. */
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
