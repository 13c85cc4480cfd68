/** Makes a fetch select another key of a type beside the key that it selects already. */
import type { FetchNode } from '@apollo/query-planner';
import {
  isAbstractType,
  isObjectType,
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { compactText } from './documents.ts';
import { parseSelections, printFieldSet, topNames, type FieldSet } from './field-sets.ts';
import type { PlanPath } from './plan-nodes.ts';

export interface WantedKey {
  readonly type: string;
  /** The key is added only where this key is selected. */
  readonly beside: FieldSet;
  readonly key: FieldSet;
}

/** The operation with the key added at the path; undefined when it does not select `beside` there. */
export function withFetchedKey(
  { operation, requires }: FetchNode,
  path: PlanPath,
  { type, beside, key }: WantedKey,
  schema: GraphQLSchema,
): string | undefined {
  const document = parse(operation, { noLocation: true });
  if (document.definitions.length > 1) return undefined;
  const typeInfo = new TypeInfo(schema);
  const wantedType = schema.getType(type);
  const mayBeWanted = (): boolean => {
    const parent = typeInfo.getParentType();
    if (!isObjectType(wantedType)) return false;
    return isAbstractType(parent) ? schema.isSubType(parent, wantedType) : parent === wantedType;
  };
  const wantedPath = [...(requires ? ['_entities'] : []), ...path.filter((part) => part !== '@')];
  const names = topNames(beside);
  const added = parseSelections(`...on ${type}{${printFieldSet(key)}}`).selections;
  const currentPath: string[] = [];
  let isFound = false;
  const extended = visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field: {
        enter: ({ alias, name }) => void currentPath.push((alias ?? name).value),
        leave: () => void currentPath.pop(),
      },
      SelectionSet: {
        leave(set) {
          const isHere = currentPath.join() === wantedPath.join() && mayBeWanted();
          if (!isHere || !names.every((name) => has(set, name))) return undefined;
          isFound = true;
          return { ...set, selections: [...set.selections, ...added] };
        },
      },
    }),
  );
  return isFound ? compactText(extended) : undefined;
}

function has({ selections }: SelectionSetNode, name: string): boolean {
  return selections.some(
    (selection) =>
      selection.kind === Kind.FIELD &&
      selection.name.value === name &&
      (selection.alias ?? selection.name).value === name,
  );
}
