/** What a schema says about cost: `@cost` and `@listSize`, read once. */
import {
  getNamedType,
  isCompositeType,
  isInputObjectType,
  isObjectType,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { linkedDirectiveNames } from '../../core/federation/linked-directives.ts';

type FieldDefinition = GraphQLField<unknown, unknown>;

/** How long the list of a field is, or the lists one level below it. */
export interface ListSize {
  readonly assumedSize: number | undefined;
  /** Arguments that give the size. */
  readonly slicingArguments: readonly string[];
  /** Whether an operation gives exactly one of them; the default of the directive. */
  readonly requiresOneSlicingArgument: boolean;
  /** Fields of the returned object that hold the list; none when the field returns the list itself. */
  readonly sizedFields: readonly string[];
}

export interface Weights {
  readonly schema: GraphQLSchema;
  /** Elements of a list whose size the schema does not tell. */
  readonly defaultListSize: number;
  /** What one call of the field adds to the cost of what it returns. */
  ofField(field: FieldDefinition): number | undefined;
  /** One value of the type. */
  ofType(type: GraphQLNamedType): number;
  /** One argument or input field that has a value. */
  ofInput(input: InputDefinition): number;
  listSizeOf(field: FieldDefinition): ListSize | undefined;
}

/** An argument or a field of an input object. */
export interface InputDefinition {
  readonly type: GraphQLInputType;
  readonly astNode?: Annotated;
}

type Annotated = { readonly directives?: readonly ConstDirectiveNode[] } | null | undefined;

const DIRECTIVES = ['cost', 'listSize'] as const;

/** Elements of a list about which the schema says nothing. */
export const DEFAULT_LIST_SIZE = 10;

/** Needs a schema that still has its directives (`buildASTSchema`). */
export function readWeights(
  schema: GraphQLSchema,
  defaultListSize: number = DEFAULT_LIST_SIZE,
): Weights {
  const names = linkedDirectiveNames(schema, DIRECTIVES, () => 'cost');

  const argumentsOf = (node: Annotated, wanted: (typeof DIRECTIVES)[number]) => {
    const found = node?.directives?.find(({ name }) => names.get(name.value) === wanted);
    return found && new Map(found.arguments?.map(({ name, value }) => [name.value, value]));
  };
  const weightOn = (...nodes: readonly Annotated[]): number | undefined => {
    const given = nodes.flatMap((node) => argumentsOf(node, 'cost')?.get('weight') ?? []);
    // IBM's specification writes a number as text, and federation as an integer.
    const weights = given
      .map((value) => Number(valueFromASTUntyped(value)))
      .filter(Number.isFinite);
    return weights.length > 0 ? Math.max(...weights) : undefined;
  };
  const ofType = (type: GraphQLNamedType): number => {
    const given = weightOn(type.astNode, ...type.extensionASTNodes);
    return given ?? (isCompositeType(type) || isInputObjectType(type) ? 1 : 0);
  };

  return {
    schema,
    defaultListSize,
    ofType: memoized(ofType),
    ofField: memoized(({ astNode }: FieldDefinition) => weightOn(astNode)),
    ofInput: memoized(
      ({ astNode, type }: InputDefinition) => weightOn(astNode) ?? ofType(getNamedType(type)),
    ),
    listSizeOf: memoized(({ astNode }: FieldDefinition) => {
      const given = argumentsOf(astNode, 'listSize');
      if (!given) return undefined;
      const valueOf = (name: string): unknown => {
        const value = given.get(name);
        return value && valueFromASTUntyped(value);
      };
      const assumedSize = valueOf('assumedSize');
      return {
        assumedSize: typeof assumedSize === 'number' ? Math.max(assumedSize, 0) : undefined,
        slicingArguments: textsIn(valueOf('slicingArguments')),
        requiresOneSlicingArgument: valueOf('requireOneSlicingArgument') !== false,
        sizedFields: textsIn(valueOf('sizedFields')),
      };
    }),
  };
}

/** The object types that a value of this type can have. */
export function possibleTypes(type: GraphQLNamedType, schema: GraphQLSchema) {
  if (isObjectType(type)) return [type];
  return isCompositeType(type) ? schema.getPossibleTypes(type) : [];
}

function memoized<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const entry = made.get(key) ?? { value: make(key) };
    made.set(key, entry);
    return entry.value;
  };
}

const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
