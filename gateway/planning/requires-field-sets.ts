/** The `@requires` field sets and the `@key` field sets of a supergraph, by subgraph. */
import {
  isInterfaceType,
  isObjectType,
  type EnumType,
  type Supergraph,
} from '@apollo/federation-internals';
import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, type SelectionSetNode } from 'graphql';
import { parseSelections, type FieldSet } from './field-sets.ts';
import { joinFieldsOf, joinTypesOf } from './join-directives.ts';

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
export function readRequiresFieldSets({ schema }: Supergraph): RequiresFieldSets {
  const requiredBy = new Map<string, RequiresFieldSet>();
  const keys = new Map<string, readonly FieldSet[]>();
  const names = new Map<string, string>();
  for (const value of schema.typeOfKind<EnumType>('join__Graph', 'EnumType')?.values ?? []) {
    const [graph] = value.appliedDirectivesOf<{ name: string }>('join__graph');
    names.set(value.name, graph?.arguments().name ?? '');
  }
  for (const type of schema.types()) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const { graph, key, resolvable } of joinTypesOf(type)) {
      if (key === undefined || resolvable === false) continue;
      const subgraphType = `${names.get(graph)} ${type.name}`;
      keys.set(subgraphType, [...(keys.get(subgraphType) ?? []), parseFieldSet(key)]);
    }
    for (const field of type.fields()) {
      for (const { graph, requires: text } of joinFieldsOf(field)) {
        if (graph === undefined || text === undefined) continue;
        const selections = parseFieldSet(text);
        requiredBy.set(`${names.get(graph)} ${field.coordinate}`, { text, selections });
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
