/**
 * Fetches for objects that lack a required field. A fetch may select several fields with different `@requires`
 * field sets. When a required field is missing, because its subgraph is unavailable or because `@skip` excludes it,
 * the fields that do not require it are fetched separately.
 */
import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { parse } from 'graphql';
import { compactText } from '../../../planning/documents.ts';
import {
  containsFieldSet,
  mergeFieldSets,
  topNames,
  type FieldSet,
} from '../../../planning/field-sets.ts';
import type { RequiresFieldSets } from '../../../planning/requires-field-sets.ts';
import { entityFields, selectEntityFields, type EntityField } from './entity-selection.ts';

/** One fetch for each different `@requires` field set; none when there is only one. */
export function partialFetches(
  fetch: FetchNode,
  requiresFieldSets: RequiresFieldSets,
): readonly FetchNode[] {
  if (!fetch.requires || requiresFieldSets.requiredBy.size === 0) return [];
  const document = parse(fetch.operation, { noLocation: true });
  const requiresOf = ({ type, name }: EntityField) =>
    requiresFieldSets.requiredBy.get(`${fetch.serviceName} ${type}.${name}`);
  const groupOf = (field: EntityField) => requiresOf(field)?.text ?? '';
  const fields = entityFields(document);
  const groups = new Map(fields.map((field) => [groupOf(field), requiresOf(field)]));
  if (groups.size < 2) return [];

  const required = new Set(
    [...groups.values()].flatMap((fieldSet) => topNames(fieldSet?.selections ?? [])),
  );
  return [...groups].flatMap(([group, fieldSet]) => {
    const selected = selectEntityFields(document, (field) => groupOf(field) === group);
    if (!selected) return [];
    const requires = (fetch.requires ?? []).map((selection): QueryPlanSelectionNode => {
      if (selection.kind === 'Field') return selection;
      const keys =
        requiresFieldSets.keys.get(`${fetch.serviceName} ${selection.typeCondition}`) ?? [];
      const found = keyIn(selection.selections, keys, required);
      return { ...selection, selections: mergeFieldSets(found, fieldSet?.selections ?? []) };
    });
    return [{ ...fetch, requires, operation: compactText(selected) }];
  });
}

const TYPENAME: QueryPlanSelectionNode = { kind: 'Field', name: '__typename' };

/** A key that the fetch sends, preferably one without required fields. */
function keyIn(sent: FieldSet, keys: readonly FieldSet[], required: ReadonlySet<string>): FieldSet {
  const complete = keys.filter((key) => containsFieldSet(sent, key));
  const apart = complete.find((key) => !topNames(key).some((name) => required.has(name)));
  const key = apart ?? complete[0];
  if (key) return [TYPENAME, ...key];
  return sent.filter((selection) => selection.kind === 'Field' && !required.has(selection.name));
}
