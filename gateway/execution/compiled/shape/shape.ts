/**
 * The shape of a response: what an operation selects on each possible type, computed once. Follows
 * "CollectFields" of the GraphQL specification, for one set of values of the `@skip` and `@include` variables.
 */
import {
  getNamedType,
  getNullableType,
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
  return new ShapeBuilder(context).object(type, [selections]);
}

class ShapeBuilder {
  private readonly context: ShapeContext;
  /** The same selections on the same type are one shape, wherever they occur. */
  private readonly shapes = new Map<string, ObjectShape>();
  private readonly numbers = new Map<SelectionSetNode, number>();

  constructor(context: ShapeContext) {
    this.context = context;
  }

  object(type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): ObjectShape {
    const key = `${type.name}:${sets.map((set) => this.numberOf(set)).join()}`;
    const existing = this.shapes.get(key);
    if (existing) return existing;
    const { schema, aliases } = this.context;
    const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    const fieldsByType = new Map(
      possible.map((object) => [object.name, this.fields(object, sets)] as const),
    );
    const typenameKeys = [...fieldsByType.values()]
      .flat()
      .filter(({ kind }) => kind === 'typename')
      .map((field) => aliases.get(field.key) ?? field.key);
    const shape: ObjectShape = {
      kind: 'object',
      type,
      fieldsByType,
      fieldsOfAbstract: isInterfaceType(type)
        ? sameForAll(this.fields(type, sets), fieldsByType)
        : undefined,
      typenameKeys: [...new Set(typenameKeys)],
    };
    this.shapes.set(key, shape);
    return shape;
  }

  private numberOf(set: SelectionSetNode): number {
    const number = this.numbers.get(set) ?? this.numbers.size;
    this.numbers.set(set, number);
    return number;
  }

  private fields(
    parent: GraphQLCompositeType,
    sets: readonly SelectionSetNode[],
  ): readonly FieldShape[] {
    return [...collectFields(this.context, parent, sets)].map(([key, nodes]) =>
      this.field(parent, key, nodes),
    );
  }

  private field(
    parent: GraphQLCompositeType,
    key: string,
    nodes: readonly FieldNode[],
  ): FieldShape {
    const name = nodes[0]?.name.value ?? '';
    if (name === '__typename') {
      return { kind: 'typename', key, typename: isObjectType(parent) ? parent.name : undefined };
    }
    if (name === '__schema' || name === '__type') return { kind: 'introspection', key, nodes };
    const field = 'getFields' in parent ? parent.getFields()[name] : undefined;
    if (!field) throw new Error(`Cannot compile "${name}": no such field on "${parent.name}"`);
    const source = nodes[0] ? fetchedName(nodes[0], this.context.aliases) : key;
    return { kind: 'field', key, source, name, position: this.position(field.type, nodes) };
  }

  private position(type: GraphQLOutputType, nodes: readonly FieldNode[]): Position {
    return { shape: this.shape(getNullableType(type), nodes), isNonNull: isNonNullType(type) };
  }

  private shape(type: GraphQLOutputType, nodes: readonly FieldNode[]): Shape {
    if (isListType(type)) return { kind: 'list', element: this.position(type.ofType, nodes) };
    if (isLeafType(type)) return { kind: 'leaf', type };
    const composite = getNamedType(type);
    if (isLeafType(composite)) throw new Error('Cannot compile: a leaf field has a selection');
    return this.object(
      composite,
      nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
    );
  }
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
      const condition = fragment.typeCondition?.name.value ?? parent.name;
      if (isTypeOrSubtype(context.schema, parent.name, condition)) collect(fragment.selectionSet);
    }
  };
  for (const set of sets) collect(set);
  return fields;
}

/** Whether a type is the type of a condition, or a subtype of it. */
export function isTypeOrSubtype(schema: GraphQLSchema, typename: string, condition: string) {
  if (typename === condition) return true;
  const type = schema.getType(typename);
  const wider = schema.getType(condition);
  if (!isAbstractType(wider)) return false;
  return (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(wider, type);
}
