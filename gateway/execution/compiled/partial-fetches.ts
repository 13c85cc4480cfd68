/**
 * What can still be asked about an object that lacks something. A fetch may ask several fields, each
 * with requirements of its own; when one requirement is missing, because its subgraph is silent or
 * because the field is not included, the others are asked without it.
 */
import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { parse } from 'graphql';
import type { Requirements } from '../../planning/requirements.ts';
import {
  compactText,
  entityFields,
  selectEntityFields,
  type EntityField,
} from './entity-selection.ts';

/** One fetch for each different set of requirements; none when there is only one. */
export function partialFetches(fetch: FetchNode, requirements: Requirements): readonly FetchNode[] {
  if (!fetch.requires || requirements.requiredBy.size === 0) return [];
  const document = parse(fetch.operation, { noLocation: true });
  const requiredOf = ({ type, name }: EntityField) =>
    requirements.requiredBy.get(`${fetch.serviceName} ${type}.${name}`) ?? [];
  const groupOf = (field: EntityField) => requiredOf(field).join(' ');
  const fields = entityFields(document);
  const groups = new Set(fields.map(groupOf));
  if (groups.size < 2) return [];

  const required = new Set(fields.flatMap(requiredOf));
  return [...groups].flatMap((group) => {
    const selected = selectEntityFields(document, (field) => groupOf(field) === group);
    if (!selected) return [];
    const own = new Set(group.split(' '));
    const requires = (fetch.requires ?? []).flatMap((selection): QueryPlanSelectionNode[] => {
      const type = selection.kind === 'InlineFragment' ? selection.typeCondition : undefined;
      const keys = requirements.keys.get(`${fetch.serviceName} ${type}`);
      const isKey = (name: string) => name === '__typename' || keys?.has(name) === true;
      return withoutTop(selection, (name) => required.has(name) && !own.has(name) && !isKey(name));
    });
    return [{ ...fetch, requires, operation: compactText(selected) }];
  });
}

/** Requirements stand at the top of what is sent; what is nested belongs to its parent. */
function withoutTop(
  selection: QueryPlanSelectionNode,
  isExcluded: (name: string) => boolean,
): QueryPlanSelectionNode[] {
  if (selection.kind === 'Field') return isExcluded(selection.name) ? [] : [selection];
  return [
    {
      ...selection,
      selections: selection.selections.flatMap((one) => withoutTop(one, isExcluded)),
    },
  ];
}
