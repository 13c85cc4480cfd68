/** The `@requires` field sets and the `@key` field sets of a supergraph, by subgraph. */
import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, parse, type SelectionSetNode } from 'graphql';
import { parseSelections, type FieldSet } from './field-sets.ts';
import { graphOf, isResolvable, textArgument } from './join-directives.ts';

export interface RequiresFieldSet {
  /** As the supergraph writes it. Equal texts are the same field set. */
  readonly text: string;
  readonly selections: FieldSet;
}

export interface RequiresFieldSets {
  /** What a subgraph must receive to resolve a field, by `subgraph Type.field`. */
  readonly requiredBy: ReadonlyMap<string, RequiresFieldSet>;
  /** By `subgraph Type`: the keys by which the subgraph resolves entities, in their order. */
  readonly keys: ReadonlyMap<string, readonly FieldSet[]>;
}

/** Reads the supergraph that plans are made over. */
export function readRequiresFieldSets(supergraphSdl: string): RequiresFieldSets {
  const requiredBy = new Map<string, RequiresFieldSet>();
  const keys = new Map<string, readonly FieldSet[]>();
  const { definitions } = parse(supergraphSdl, { noLocation: true });
  const names = new Map<string, string>();
  for (const node of definitions) {
    if (node.kind !== Kind.ENUM_TYPE_DEFINITION || node.name.value !== 'join__Graph') continue;
    for (const { name, directives = [] } of node.values ?? []) {
      names.set(name.value, (directives[0] && textArgument(directives[0], 'name')) ?? '');
    }
  }
  for (const node of definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) {
      continue;
    }
    for (const directive of node.directives ?? []) {
      const key = textArgument(directive, 'key');
      const subgraph = names.get(graphOf(directive) ?? '');
      if (key === undefined || subgraph === undefined || !isResolvable(directive)) continue;
      const type = `${subgraph} ${node.name.value}`;
      keys.set(type, [...(keys.get(type) ?? []), parseFieldSet(key)]);
    }
    for (const field of node.fields ?? []) {
      for (const directive of field.directives ?? []) {
        const text = textArgument(directive, 'requires');
        const subgraph = names.get(graphOf(directive) ?? '');
        if (text === undefined || subgraph === undefined) continue;
        const coordinate = `${subgraph} ${node.name.value}.${field.name.value}`;
        requiredBy.set(coordinate, { text, selections: parseFieldSet(text) });
      }
    }
  }
  return { requiredBy, keys };
}

function parseFieldSet(text: string): FieldSet {
  return fieldSet(parseSelections(text));
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
