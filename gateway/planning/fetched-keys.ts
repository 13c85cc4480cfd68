/** Makes a fetch select another key of a type beside the key that it selects already. */
import {
  baseType,
  isCompositeType,
  isObjectType,
  possibleRuntimeTypes,
  type CompositeType,
  type Schema,
} from '@apollo/federation-internals';
import type { FetchNode } from '@apollo/query-planner';
import {
  Kind,
  parse,
  type OperationDefinitionNode,
  type SelectionNode,
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
  { operation, operationKind, requires }: FetchNode,
  path: PlanPath,
  wanted: WantedKey,
  schema: Schema,
): string | undefined {
  const [definition, ...others] = parse(operation, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION || others.length > 0) return undefined;
  const root = schema.schemaDefinition.rootType(operationKind);
  const start = requires ? entitySelections(definition) : { set: definition.selectionSet };
  if (!root || !start) return undefined;

  let isFound = false;
  const names = topNames(wanted.beside);
  const keySelections = parseSelections(
    `...on ${wanted.type}{${printFieldSet(wanted.key)}}`,
  ).selections;
  const extend = (
    set: SelectionSetNode,
    type: CompositeType | undefined,
    [part, ...rest]: PlanPath,
  ): SelectionSetNode => {
    if (part === '@') return extend(set, type, rest);
    const selections = set.selections.map((selection): SelectionNode => {
      if (selection.kind === Kind.FRAGMENT_SPREAD || !selection.selectionSet) return selection;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        const inner = condition === undefined ? type : compositeIn(schema, condition);
        const again = part === undefined ? [] : [part, ...rest];
        return { ...selection, selectionSet: extend(selection.selectionSet, inner, again) };
      }
      if ((selection.alias ?? selection.name).value !== part) return selection;
      const inner = fieldType(type, selection.name.value);
      return { ...selection, selectionSet: extend(selection.selectionSet, inner, rest) };
    });
    const isHere =
      part === undefined && canBe(type, wanted.type) && names.every((name) => has(set, name));
    isFound ||= isHere;
    return { ...set, selections: isHere ? [...selections, ...keySelections] : selections };
  };
  const extended = extend(start.set, requires ? undefined : root, path);
  if (!isFound) return undefined;
  return compactText(withSelections(definition, extended, requires));
}

function entitySelections({ selectionSet }: OperationDefinitionNode) {
  const [entities] = selectionSet.selections;
  const set = entities?.kind === Kind.FIELD ? entities.selectionSet : undefined;
  return set && { set };
}

function withSelections(
  definition: OperationDefinitionNode,
  set: SelectionSetNode,
  requires: FetchNode['requires'],
): OperationDefinitionNode {
  if (!requires) return { ...definition, selectionSet: set };
  const selections = definition.selectionSet.selections.map((entities) =>
    entities.kind === Kind.FIELD ? { ...entities, selectionSet: set } : entities,
  );
  return { ...definition, selectionSet: { ...definition.selectionSet, selections } };
}

function has({ selections }: SelectionSetNode, name: string): boolean {
  return selections.some(
    (selection) =>
      selection.kind === Kind.FIELD &&
      selection.name.value === name &&
      (selection.alias ?? selection.name).value === name,
  );
}

function compositeIn(schema: Schema, name: string): CompositeType | undefined {
  const type = schema.type(name);
  return type && isCompositeType(type) ? type : undefined;
}

function fieldType(parent: CompositeType | undefined, name: string): CompositeType | undefined {
  const output = parent && 'field' in parent ? parent.field(name)?.type : undefined;
  const type = output && baseType(output);
  return type && isCompositeType(type) ? type : undefined;
}

function canBe(type: CompositeType | undefined, name: string): boolean {
  if (!type) return false;
  return isObjectType(type)
    ? type.name === name
    : possibleRuntimeTypes(type).some((possible) => possible.name === name);
}
