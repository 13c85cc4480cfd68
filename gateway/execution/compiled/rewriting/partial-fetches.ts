/**
 * What can still be asked about an object that lacks something. A fetch may ask several fields, each
 * with requirements of its own; when one requirement is missing, because its subgraph is silent or
 * because the field is not included, the others are asked without it.
 */
import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { parse } from 'graphql';
import {
  containsFieldSet,
  joinFieldSets,
  topNames,
  type FieldSet,
} from '../../../planning/field-sets.ts';
import type { RequiresFieldSets } from '../../../planning/requirements.ts';
import {
  compactText,
  entityFields,
  selectEntityFields,
  type EntityField,
} from './entity-selection.ts';

/** One fetch for each different set of requirements; none when there is only one. */
export function partialFetches(
  fetch: FetchNode,
  requiresFieldSets: RequiresFieldSets,
): readonly FetchNode[] {
  if (!fetch.requires || requiresFieldSets.requiredBy.size === 0) return [];
  const document = parse(fetch.operation, { noLocation: true });
  const requirementOf = ({ type, name }: EntityField) =>
    requiresFieldSets.requiredBy.get(`${fetch.serviceName} ${type}.${name}`);
  const groupOf = (field: EntityField) => requirementOf(field)?.text ?? '';
  const fields = entityFields(document);
  const groups = new Map(fields.map((field) => [groupOf(field), requirementOf(field)]));
  if (groups.size < 2) return [];

  const required = new Set(
    [...groups.values()].flatMap((requirement) => topNames(requirement?.selections ?? [])),
  );
  return [...groups].flatMap(([group, requirement]) => {
    const selected = selectEntityFields(document, (field) => groupOf(field) === group);
    if (!selected) return [];
    const requires = (fetch.requires ?? []).map((selection): QueryPlanSelectionNode => {
      if (selection.kind === 'Field') return selection;
      const keys =
        requiresFieldSets.keys.get(`${fetch.serviceName} ${selection.typeCondition}`) ?? [];
      const found = keyIn(selection.selections, keys, required);
      return { ...selection, selections: joinFieldSets(found, requirement?.selections ?? []) };
    });
    return [{ ...fetch, requires, operation: compactText(selected) }];
  });
}

const TYPENAME: QueryPlanSelectionNode = { kind: 'Field', name: '__typename' };

/** The key among what is sent, if possible one that no requirement has a part in. */
function keyIn(sent: FieldSet, keys: readonly FieldSet[], required: ReadonlySet<string>): FieldSet {
  const complete = keys.filter((key) => containsFieldSet(sent, key));
  const apart = complete.find((key) => !topNames(key).some((name) => required.has(name)));
  const key = apart ?? complete[0];
  if (key) return [TYPENAME, ...key];
  return sent.filter((selection) => selection.kind === 'Field' && !required.has(selection.name));
}
