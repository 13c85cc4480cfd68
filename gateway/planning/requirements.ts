/** Which fields a subgraph can only resolve when it is sent others: `@requires`, read per subgraph. */
import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, parse, type ConstDirectiveNode, type SelectionSetNode } from 'graphql';
import type { FieldSet } from './field-sets.ts';

export interface RequiresFieldSet {
  /** As the supergraph has it: equal texts are the same requirement. */
  readonly text: string;
  readonly selections: FieldSet;
}

export interface RequiresFieldSets {
  /** By `subgraph Type.field`. */
  readonly requiredBy: ReadonlyMap<string, RequiresFieldSet>;
  /** By `subgraph Type`: the keys by which the subgraph finds an object, in their order. */
  readonly keys: ReadonlyMap<string, readonly FieldSet[]>;
}

/** Reads a supergraph, as it is planned over. */
export function readRequirements(supergraphSdl: string): RequiresFieldSets {
  const requiredBy = new Map<string, RequiresFieldSet>();
  const keys = new Map<string, readonly FieldSet[]>();
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
      if (key === undefined || subgraph === undefined || !isResolvable(directive)) continue;
      const place = `${subgraph} ${node.name.value}`;
      keys.set(place, [...(keys.get(place) ?? []), parseFieldSet(key)]);
    }
    for (const field of node.fields ?? []) {
      for (const directive of field.directives ?? []) {
        const text = argumentOf(directive, 'requires');
        const subgraph = names.get(argumentOf(directive, 'graph') ?? '');
        if (text === undefined || subgraph === undefined) continue;
        const place = `${subgraph} ${node.name.value}.${field.name.value}`;
        requiredBy.set(place, { text, selections: parseFieldSet(text) });
      }
    }
  }
  return { requiredBy, keys };
}

/** Whether a subgraph finds objects by this key. */
export function isResolvable({ arguments: given }: ConstDirectiveNode): boolean {
  const value = given?.find(({ name }) => name.value === 'resolvable')?.value;
  return value?.kind !== Kind.BOOLEAN || value.value;
}

function argumentOf(directive: ConstDirectiveNode | undefined, name: string): string | undefined {
  const value = directive?.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

function parseFieldSet(text: string): FieldSet {
  const [operation] = parse(`{${text}}`, { noLocation: true }).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? fieldSet(operation.selectionSet) : [];
}

function fieldSet({ selections }: SelectionSetNode): QueryPlanSelectionNode[] {
  return selections.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    const inner = selection.selectionSet ? fieldSet(selection.selectionSet) : [];
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const typeCondition = selection.typeCondition?.name.value;
      return typeCondition === undefined
        ? inner
        : [{ kind: 'InlineFragment', typeCondition, selections: inner }];
    }
    const field = { kind: 'Field' as const, name: selection.name.value };
    return [selection.selectionSet ? { ...field, selections: inner } : field];
  });
}
