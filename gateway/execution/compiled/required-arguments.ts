/**
 * Makes a plan's stand-ins for required fields real (see `planning/required-arguments.ts`): a fetch asks
 * for the field they stand for, and one that would need two values of one field becomes two fetches.
 */
import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
  type DocumentNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { RequiredArguments } from '../../planning/required-arguments.ts';

export function realFetches(fetch: FetchNode, required: RequiredArguments): readonly FetchNode[] {
  if (required.fields.size === 0) return [fetch];
  const document = realFields(parse(fetch.operation, { noLocation: true }), required);
  return withoutConflicts(fetch, document, required);
}

/** `required_0_price` becomes `required_0_price: price(currency: "USD")`. */
function realFields(document: DocumentNode, required: RequiredArguments): DocumentNode {
  return visit(document, {
    Field(node) {
      const real = required.fields.get(node.name.value);
      if (!real) return undefined;
      return {
        ...node,
        alias: node.alias ?? node.name,
        name: { kind: Kind.NAME, value: real.name },
        arguments: real.arguments,
      };
    },
  });
}

function withoutConflicts(
  fetch: FetchNode,
  document: DocumentNode,
  required: RequiredArguments,
): readonly FetchNode[] {
  const groups = conflictFreeGroups(standInsOf(fetch.requires ?? [], required), required);
  if (groups.length < 2) return [{ ...fetch, operation: compact(document) }];
  const all = new Set(groups.flat());
  return groups.flatMap((group, index) => {
    const excluded = new Set([...all].filter((name) => !group.includes(name)));
    // What needs nothing of the kind goes with the first.
    const isWanted = (field: string) => {
      const needs = (required.neededBy.get(field) ?? []).filter((name) => all.has(name));
      const isFirst = needs.length === 0 && index === 0;
      const isHere = needs.length > 0 && needs.every((name) => group.includes(name));
      return isFirst || isHere;
    };
    const selected = selectEntityFields(document, isWanted);
    if (!selected) return [];
    const requires = without(fetch.requires ?? [], excluded);
    return [{ ...fetch, requires, operation: compact(selected) }];
  });
}

function standInsOf(
  selections: readonly QueryPlanSelectionNode[],
  required: RequiredArguments,
): readonly string[] {
  return selections.flatMap((selection) => [
    ...(selection.kind === 'Field' && required.fields.has(selection.name) ? [selection.name] : []),
    ...standInsOf(selection.selections ?? [], required),
  ]);
}

/** Each group holds at most one stand-in of each real field. */
function conflictFreeGroups(names: readonly string[], required: RequiredArguments): string[][] {
  const groups: string[][] = [];
  for (const name of new Set(names)) {
    const real = required.fields.get(name)?.name;
    const free = groups.find((group) =>
      group.every((other) => required.fields.get(other)?.name !== real),
    );
    if (free) free.push(name);
    else groups.push([name]);
  }
  return groups;
}

function without(
  selections: readonly QueryPlanSelectionNode[],
  excluded: ReadonlySet<string>,
): QueryPlanSelectionNode[] {
  return selections.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind === 'Field' && excluded.has(selection.name)) return [];
    if (!selection.selections) return [selection];
    const inner = without(selection.selections, excluded);
    return inner.length > 0 ? [{ ...selection, selections: inner }] : [];
  });
}

/** The same entity fetch with only some of the fields of each type; undefined when none is left. */
function selectEntityFields(document: DocumentNode, isWanted: (field: string) => boolean) {
  let isEmpty = true;
  const select = (set: SelectionSetNode, type: string | undefined): SelectionSetNode => ({
    ...set,
    selections: set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const name = selection.typeCondition?.name.value ?? type;
        const inner = select(selection.selectionSet, name);
        return inner.selections.length > 0 ? [{ ...selection, selectionSet: inner }] : [];
      }
      if (selection.kind === Kind.FIELD && type !== undefined) {
        if (!isWanted(`${type}.${selection.name.value}`)) return [];
        isEmpty = false;
      }
      return [selection];
    }),
  });
  const selected: DocumentNode = visit(document, {
    Field(node) {
      if (node.name.value !== '_entities' || !node.selectionSet) return undefined;
      return { ...node, selectionSet: select(node.selectionSet, undefined) };
    },
  });
  return isEmpty ? undefined : selected;
}

function compact(document: DocumentNode): string {
  return stripIgnoredCharacters(print(document));
}
