/**
 * The cost of introspection fields. What they return is known before they are executed, so each resolved field
 * is counted, and longer texts more. All of it is measured against the usual introspection query.
 */
import {
  __Schema,
  __Type,
  getIntrospectionQuery,
  getNamedType,
  getOperationAST,
  isObjectType,
  Kind,
  parse,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../../core/access/access-requirements.ts';
import { add, SATURATED } from './saturate.ts';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** The cost of one field when it is `__schema` or `__type`; undefined for any other field. */
export type CountIntrospection = (field: FieldNode, fragments: Fragments) => number | undefined;

/** Characters of a text that cost as much as a field. */
const TEXT_UNIT = 64;
/** Counting takes time too: what takes this many times that of the usual query costs more than any budget. */
const STEPS_FACTOR = 10;

/** `usualCost` is what the introspection query of graphql-js costs, with all its options. */
export function createIntrospectionCount(
  schema: GraphQLSchema,
  usualCost: number,
): CountIntrospection {
  const usual = new IntrospectionCounter(schema, USUAL.fragments, Infinity);
  const usualUnits = usual.countRoot(USUAL.field);
  return (field, fragments) => {
    if (field.name.value !== '__schema' && field.name.value !== '__type') return undefined;
    const counter = new IntrospectionCounter(schema, fragments, STEPS_FACTOR * usual.steps);
    return Math.ceil((usualCost * counter.countRoot(field)) / usualUnits);
  };
}

const USUAL = usualQuery();

function usualQuery(): { readonly field: FieldNode; readonly fragments: Fragments } {
  const options = { schemaDescription: true, specifiedByUrl: true, directiveIsRepeatable: true };
  const query = getIntrospectionQuery({ ...options, inputValueDeprecation: true });
  const document = parse(query, { noLocation: true });
  const [field] = getOperationAST(document)?.selectionSet.selections ?? [];
  if (field?.kind !== Kind.FIELD) throw new Error('Cannot find the usual introspection query');
  return { field, fragments: fragmentsOf(document) };
}

class IntrospectionCounter {
  steps = 0;
  private readonly counted = new Map<SelectionSetNode, Map<unknown, number>>();
  private readonly schema: GraphQLSchema;
  private readonly fragments: Fragments;
  private readonly stepsMax: number;

  constructor(schema: GraphQLSchema, fragments: Fragments, stepsMax: number) {
    this.schema = schema;
    this.fragments = fragments;
    this.stepsMax = stepsMax;
  }

  /** Of `__type` the largest type counts, since its name may be a variable. */
  countRoot({ name, selectionSet }: FieldNode): number {
    if (!selectionSet) return 0;
    if (name.value === '__schema') return add(1, this.count(selectionSet, __Schema, this.schema));
    const types = Object.values(this.schema.getTypeMap());
    const counts = types.map((type) => this.count(selectionSet, __Type, type));
    return add(1, Math.max(...counts));
  }

  /** The fields that are resolved for one element of the schema. */
  private count(set: SelectionSetNode, type: GraphQLNamedType, element: unknown): number {
    const ofSet = this.counted.get(set) ?? new Map<unknown, number>();
    const known = ofSet.get(element);
    if (known !== undefined) return known;
    let sum = 0;
    for (const selection of set.selections) {
      this.steps += 1;
      if (this.steps > this.stepsMax) return SATURATED;
      if (selection.kind === Kind.FIELD) sum = add(sum, this.countField(selection, type, element));
      else {
        const spread =
          selection.kind === Kind.INLINE_FRAGMENT
            ? selection
            : this.fragments.get(selection.name.value);
        if (spread) sum = add(sum, this.count(spread.selectionSet, type, element));
      }
    }
    this.counted.set(set, ofSet.set(element, sum));
    return sum;
  }

  private countField(
    { name, selectionSet }: FieldNode,
    parent: GraphQLNamedType,
    element: unknown,
  ): number {
    const field = isObjectType(parent) ? parent.getFields()[name.value] : undefined;
    if (!field) return 1;
    const value = this.resolve(field, element);
    if (!selectionSet) return 1 + lengthOf(value) / TEXT_UNIT;
    const elements: readonly unknown[] = Array.isArray(value) ? value : [value];
    let sum = 1;
    for (const one of elements) {
      this.steps += 1;
      if (one === null || one === undefined) continue;
      sum = add(sum, this.count(selectionSet, getNamedType(field.type), one));
    }
    return sum;
  }

  /** As graphql-js does it, with what is deprecated. */
  private resolve({ resolve }: GraphQLField<unknown, unknown>, element: unknown): unknown {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- introspection reads nothing but the schema
    const info = { schema: this.schema } as GraphQLResolveInfo;
    return resolve?.(element, { includeDeprecated: true }, undefined, info);
  }
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' || Array.isArray(value) ? value.length : 0;
}
