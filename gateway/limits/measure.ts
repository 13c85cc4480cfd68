/**
 * The size of a selection set with its fragments expanded, in linear time: each fragment is measured once, and
 * its size is added wherever it is spread.
 */
import {
  getNamedType,
  getNullableType,
  isListType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

export interface Size {
  readonly depth: number;
  readonly introspectionDepth: number;
  readonly nestedLists: number;
  readonly expandedFields: number;
  readonly aliases: number;
  readonly directives: number;
}

const EMPTY: Size = {
  depth: 0,
  introspectionDepth: 0,
  nestedLists: 0,
  expandedFields: 0,
  aliases: 0,
  directives: 0,
};

export interface Measuring {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Null while a fragment is being measured: a cycle adds nothing here, and validation rejects it. */
  readonly measured: Map<string, Size | null>;
}

/** `type` is undefined where the document does not fit the schema; validation rejects it. */
export function measure(
  set: SelectionSetNode | undefined,
  type: GraphQLNamedType | undefined,
  measuring: Measuring,
): Size {
  if (!set) return EMPTY;
  return set.selections.reduce(
    (sum, selection) => besides(sum, measureSelection(selection, type, measuring)),
    EMPTY,
  );
}

function measureSelection(
  selection: SelectionNode,
  type: GraphQLNamedType | undefined,
  measuring: Measuring,
): Size {
  const directives = selection.directives?.length ?? 0;
  const size = sizeWithoutDirectives(selection, type, measuring);
  return directives === 0 ? size : { ...size, directives: size.directives + directives };
}

function sizeWithoutDirectives(
  selection: SelectionNode,
  type: GraphQLNamedType | undefined,
  measuring: Measuring,
): Size {
  if (selection.kind === Kind.FIELD) return measureField(selection, type, measuring);
  if (selection.kind === Kind.FRAGMENT_SPREAD) {
    return measureFragment(selection.name.value, measuring);
  }
  const condition = selection.typeCondition?.name.value;
  const narrowed = condition === undefined ? type : measuring.schema.getType(condition);
  return measure(selection.selectionSet, narrowed, measuring);
}

function measureFragment(name: string, measuring: Measuring): Size {
  const known = measuring.measured.get(name);
  if (known !== undefined) return known ?? EMPTY;
  const fragment = measuring.fragments.get(name);
  if (!fragment) return EMPTY;
  measuring.measured.set(name, null);
  const type = measuring.schema.getType(fragment.typeCondition.name.value);
  const size = measure(fragment.selectionSet, type, measuring);
  measuring.measured.set(name, size);
  return size;
}

function measureField(
  field: FieldNode,
  parent: GraphQLNamedType | undefined,
  measuring: Measuring,
): Size {
  const name = field.name.value;
  const alias = field.alias && field.alias.value !== name ? 1 : 0;
  if (name === '__schema' || name === '__type') {
    const inner = measure(field.selectionSet, undefined, measuring);
    return {
      ...inner,
      depth: 1,
      introspectionDepth: 1 + inner.depth,
      nestedLists: 0,
      expandedFields: 1 + inner.expandedFields,
      aliases: alias + inner.aliases,
    };
  }
  const definition = parent && 'getFields' in parent ? parent.getFields()[name] : undefined;
  const type = definition && getNamedType(definition.type);
  const inner = measure(field.selectionSet, type, measuring);
  const isList = definition !== undefined && isListType(getNullableType(definition.type));
  return {
    depth: 1 + inner.depth,
    introspectionDepth: inner.introspectionDepth,
    nestedLists: (isList ? 1 : 0) + inner.nestedLists,
    expandedFields: 1 + inner.expandedFields,
    aliases: alias + inner.aliases,
    directives: inner.directives,
  };
}

/** Two selections of one set: depths take the maximum, counts the sum. */
function besides(one: Size, other: Size): Size {
  return {
    depth: Math.max(one.depth, other.depth),
    introspectionDepth: Math.max(one.introspectionDepth, other.introspectionDepth),
    nestedLists: Math.max(one.nestedLists, other.nestedLists),
    expandedFields: one.expandedFields + other.expandedFields,
    aliases: one.aliases + other.aliases,
    directives: one.directives + other.directives,
  };
}
