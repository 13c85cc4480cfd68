/**
 * Replaces the substitutes of required fields in a fetch by the real fields (see
 * `planning/required-arguments.ts`). A fetch that would send two values of one field becomes two fetches.
 */
import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, parse, visit, type DocumentNode } from 'graphql';
import type { RequiredArguments } from '../../../planning/required-arguments.ts';
import { compactText } from '../../../planning/documents.ts';
import { selectEntityFields, withoutFields, type EntityField } from './entity-selection.ts';

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
  const groups = conflictFreeGroups(substitutesIn(fetch.requires ?? [], required), required);
  if (groups.length < 2) return [{ ...fetch, operation: compactText(document) }];
  const all = new Set(groups.flat());
  return groups.flatMap((group, index) => {
    const excluded = new Set([...all].filter((name) => !group.includes(name)));
    // Fields that require no substitute are in the first group.
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

function substitutesIn(
  selections: readonly QueryPlanSelectionNode[],
  required: RequiredArguments,
): readonly string[] {
  return selections.flatMap((selection) => [
    ...(selection.kind === 'Field' && required.fields.has(selection.name) ? [selection.name] : []),
    ...substitutesIn(selection.selections ?? [], required),
  ]);
}

/** Each group has at most one substitute of each real field. */
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
