/**
 * Makes a plan's stand-ins for required fields real (see `planning/required-arguments.ts`): a fetch asks
 * for the field they stand for, and one that would need two values of one field becomes two fetches.
 */
import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, parse, visit, type DocumentNode } from 'graphql';
import type { RequiredArguments } from '../../../planning/required-arguments.ts';
import {
  compactText,
  selectEntityFields,
  withoutFields,
  type EntityField,
} from './entity-selection.ts';

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
  if (groups.length < 2) return [{ ...fetch, operation: compactText(document) }];
  const all = new Set(groups.flat());
  return groups.flatMap((group, index) => {
    const excluded = new Set([...all].filter((name) => !group.includes(name)));
    // What needs nothing of the kind goes with the first.
    const isWanted = ({ type, name }: EntityField) => {
      const needs = (required.neededBy.get(`${type}.${name}`) ?? []).filter((need) =>
        all.has(need),
      );
      const isFirst = needs.length === 0 && index === 0;
      const isHere = needs.length > 0 && needs.every((need) => group.includes(need));
      return isFirst || isHere;
    };
    const selected = selectEntityFields(document, isWanted);
    if (!selected) return [];
    const requires = withoutFields(fetch.requires ?? [], (name) => excluded.has(name));
    return [{ ...fetch, requires, operation: compactText(selected) }];
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
