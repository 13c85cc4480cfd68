/**
 * The shape of a response: what an operation selects on each possible type, computed once. Follows
 * "CollectFields" of the GraphQL specification, for one set of values of the `@skip` and `@include` variables.
 */
import {
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLLeafType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { fetchedName, type SafeAliases } from '../../../planning/safe-aliases.ts';
import { isIncluded, type Conditions } from './conditions.ts';

export type Shape = LeafShape | ListShape | ObjectShape;

/** A shape at a position in the response. The same shape may be nullable at one position and not at another. */
export interface Position {
  readonly shape: Shape;
  readonly isNonNull: boolean;
}
export interface LeafShape {
  readonly kind: 'leaf';
  readonly type: GraphQLLeafType;
}
export interface ListShape {
  readonly kind: 'list';
  readonly element: Position;
}
export interface ObjectShape {
  readonly kind: 'object';
  readonly type: GraphQLCompositeType;
  /** The fields on each concrete type; one entry when the type is known beforehand. */
  readonly fieldsByType: ReadonlyMap<string, readonly FieldShape[]>;
  /**
   * The fields of an object of which only the interface is known (`@interfaceObject`). Undefined when the
   * selection depends on the concrete type; then such an object is null.
   */
  readonly fieldsOfAbstract: readonly FieldShape[] | undefined;
  /** Response names of `__typename`, which have the concrete type. */
  readonly typenameKeys: readonly string[];
}
export type FieldShape =
  | {
      readonly kind: 'field';
      /** The response name. */
      readonly key: string;
      /** The name in the data of subgraphs; see `safe-aliases.ts`. */
      readonly source: string;
      readonly name: string;
      readonly position: Position;
    }
  | { readonly kind: 'typename'; readonly key: string; readonly typename: string | undefined }
  | { readonly kind: 'introspection'; readonly key: string; readonly nodes: readonly FieldNode[] };

export interface ShapeContext {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly conditions: Conditions;
  readonly aliases: SafeAliases;
}

export function createShape(
  context: ShapeContext,
  type: GraphQLCompositeType,
  selections: SelectionSetNode,
): ObjectShape {
  // The same selections on the same type are one shape, wherever they occur.
  const known = new Map<string, ObjectShape>();
  const numbers = new Map<SelectionSetNode, number>();
  const numberOf = (set: SelectionSetNode) => {
    const number = numbers.get(set) ?? numbers.size;
    numbers.set(set, number);
    return number;
  };

  const objectShape = (
    composite: GraphQLCompositeType,
    sets: readonly SelectionSetNode[],
  ): ObjectShape => {
    const shapeKey = `${composite.name}:${sets.map(numberOf).join()}`;
    const found = known.get(shapeKey);
    if (found) return found;
    const possible = isAbstractType(composite)
      ? context.schema.getPossibleTypes(composite)
      : [composite];
    const fieldsByType = new Map(
      possible.map((object) => [object.name, fieldShapes(object, sets)] as const),
    );
    const typenameKeys = [...fieldsByType.values()].flatMap((fields) =>
      fields
        .filter(({ kind }) => kind === 'typename')
        .map(({ key }) => context.aliases.get(key) ?? key),
    );
    const fieldsOfAbstract = isInterfaceType(composite)
      ? sameForAll(fieldShapes(composite, sets), fieldsByType)
      : undefined;
    const shape: ObjectShape = {
      kind: 'object',
      type: composite,
      fieldsByType,
      fieldsOfAbstract,
      typenameKeys: [...new Set(typenameKeys)],
    };
    known.set(shapeKey, shape);
    return shape;
  };

  const fieldShapes = (parent: GraphQLCompositeType, sets: readonly SelectionSetNode[]) =>
    [...collectFields(context, parent, sets)].map(([key, nodes]) => fieldShape(parent, key, nodes));

  const fieldShape = (
    parent: GraphQLCompositeType,
    key: string,
    nodes: readonly FieldNode[],
  ): FieldShape => {
    const name = nodes[0]?.name.value ?? '';
    if (name === '__typename') {
      return { kind: 'typename', key, typename: isObjectType(parent) ? parent.name : undefined };
    }
    if (name === '__schema' || name === '__type') return { kind: 'introspection', key, nodes };
    const field = 'getFields' in parent ? parent.getFields()[name] : undefined;
    if (!field) throw new Error(`Cannot compile "${name}": no such field on "${parent.name}"`);
    const source = nodes[0] ? fetchedName(nodes[0], context.aliases) : key;
    return { kind: 'field', key, source, name, position: positionOf(field.type, nodes) };
  };

  const positionOf = (output: GraphQLOutputType, nodes: readonly FieldNode[]): Position => {
    if (isNonNullType(output)) {
      return { shape: shapeOf(output.ofType, nodes), isNonNull: true };
    }
    return { shape: shapeOf(output, nodes), isNonNull: false };
  };

  const shapeOf = (output: GraphQLOutputType, nodes: readonly FieldNode[]): Shape => {
    if (isListType(output)) return { kind: 'list', element: positionOf(output.ofType, nodes) };
    if (isLeafType(output)) return { kind: 'leaf', type: output };
    const composite = getNamedType(output);
    if (isLeafType(composite)) throw new Error('Cannot compile: a leaf field has a selection');
    return objectShape(
      composite,
      nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
    );
  };

  return objectShape(type, [selections]);
}

/** The fields of an interface, if every implementing type has the same ones. */
function sameForAll(
  fields: readonly FieldShape[],
  fieldsByType: ReadonlyMap<string, readonly FieldShape[]>,
): readonly FieldShape[] | undefined {
  const keysOf = (some: readonly FieldShape[]) => some.map(({ key }) => key).join();
  const isNamed = fields.some(({ kind }) => kind === 'typename');
  const isSame = [...fieldsByType.values()].every((other) => keysOf(other) === keysOf(fields));
  return isSame && !isNamed ? fields : undefined;
}

/** Whether a shape is a leaf, or a list of leaves. */
export function isLeafShape(shape: Shape): boolean {
  return shape.kind === 'list' ? isLeafShape(shape.element.shape) : shape.kind === 'leaf';
}

function collectFields(
  context: ShapeContext,
  parent: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
): ReadonlyMap<string, readonly FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const seenFragments = new Set<string>();
  const collect = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (!isIncluded(selection.directives, context.conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const nodes = fields.get(key);
        if (nodes) nodes.push(selection);
        else fields.set(key, [selection]);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (seenFragments.has(selection.name.value)) continue;
        seenFragments.add(selection.name.value);
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? context.fragments.get(selection.name.value)
          : selection;
      if (!fragment) throw new Error('Cannot compile: the operation has an unknown fragment');
      if (appliesTo(context.schema, fragment.typeCondition?.name.value, parent)) {
        collect(fragment.selectionSet);
      }
    }
  };
  for (const set of sets) collect(set);
  return fields;
}

function appliesTo(
  schema: GraphQLSchema,
  condition: string | undefined,
  parent: GraphQLCompositeType,
): boolean {
  if (condition === undefined || condition === parent.name) return true;
  const type = schema.getType(condition);
  if (!isAbstractType(type)) return false;
  return (isObjectType(parent) || isInterfaceType(parent)) && schema.isSubType(type, parent);
}
