/** Which fields a subgraph can only resolve when it is sent others: `@requires`, read per subgraph. */
import { Kind, parse, type ConstDirectiveNode, type SelectionSetNode } from 'graphql';

export interface Requirements {
  /** By `subgraph Type.field`: the names at the top of what it requires. */
  readonly requiredBy: ReadonlyMap<string, readonly string[]>;
  /** By `subgraph Type`: the names in its keys. */
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Reads a supergraph, as it is planned over. */
export function readRequirements(supergraphSdl: string): Requirements {
  const requiredBy = new Map<string, readonly string[]>();
  const keys = new Map<string, Set<string>>();
  const { definitions } = parse(supergraphSdl, { noLocation: true });
  const names = new Map<string, string>();
  for (const node of definitions) {
    if (node.kind !== Kind.ENUM_TYPE_DEFINITION || node.name.value !== 'join__Graph') continue;
    for (const value of node.values ?? []) {
      names.set(value.name.value, argumentOf(value.directives?.[0], 'name') ?? '');
    }
  }
  for (const node of definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) {
      continue;
    }
    for (const directive of node.directives ?? []) {
      const key = argumentOf(directive, 'key');
      const subgraph = names.get(argumentOf(directive, 'graph') ?? '');
      if (key === undefined || subgraph === undefined) continue;
      const place = `${subgraph} ${node.name.value}`;
      keys.set(place, new Set([...(keys.get(place) ?? []), ...topNames(key)]));
    }
    for (const field of node.fields ?? []) {
      for (const directive of field.directives ?? []) {
        const requires = argumentOf(directive, 'requires');
        const subgraph = names.get(argumentOf(directive, 'graph') ?? '');
        if (requires === undefined || subgraph === undefined) continue;
        requiredBy.set(`${subgraph} ${node.name.value}.${field.name.value}`, topNames(requires));
      }
    }
  }
  return { requiredBy, keys };
}

function argumentOf(directive: ConstDirectiveNode | undefined, name: string): string | undefined {
  const value = directive?.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

function topNames(text: string): readonly string[] {
  const [operation] = parse(`{${text}}`, { noLocation: true }).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? namesIn(operation.selectionSet) : [];
}

function namesIn({ selections }: SelectionSetNode): readonly string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    return selection.kind === Kind.INLINE_FRAGMENT ? namesIn(selection.selectionSet) : [];
  });
}
