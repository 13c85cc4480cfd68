/**
 * Fields of interfaces that several subgraphs know as one object (`@interfaceObject`). Where one of them
 * requires something, and a client asks for it on one type only, Apollo's planner goes round in circles
 * until memory is full. So it is planned as asked of the interface; the answer still has it on that type.
 */
import {
  isInterfaceType,
  Kind,
  parse,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** By interface: its fields that require others, where more than one subgraph knows it as an object. */
export type InterfaceFields = ReadonlyMap<string, ReadonlySet<string>>;

export function readInterfaceFields(supergraphSdl: string): InterfaceFields {
  const found = new Map<string, ReadonlySet<string>>();
  if (!supergraphSdl.includes('isInterfaceObject: true')) return found;
  for (const node of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const objects = (node.directives ?? []).filter((one) => hasArgument(one, 'isInterfaceObject'));
    const graphs = new Set(objects.map((one) => graphOf(one)));
    const fields = (node.fields ?? []).filter(({ directives }) =>
      directives?.some((one) => hasArgument(one, 'requires') && graphs.has(graphOf(one))),
    );
    if (graphs.size < 2 || fields.length === 0) continue;
    found.set(node.name.value, new Set(fields.map(({ name }) => name.value)));
  }
  return found;
}

export function withInterfaceFields(
  document: DocumentNode,
  schema: GraphQLSchema,
  fields: InterfaceFields,
): DocumentNode {
  if (fields.size === 0) return document;
  const typeInfo = new TypeInfo(schema);
  return visit(
    withoutSpreads(document),
    visitWithTypeInfo(typeInfo, {
      SelectionSet: {
        leave(node) {
          const type = typeInfo.getParentType();
          const names = isInterfaceType(type) ? fields.get(type.name) : undefined;
          return names && liftedOut(node, names);
        },
      },
    }),
  );
}

/** Takes the fields out of fragments on one type, unless another type has something else of that name. */
function liftedOut(
  set: SelectionSetNode,
  names: ReadonlySet<string>,
): SelectionSetNode | undefined {
  const all = fieldsIn(set);
  const isParameterized = (selection: SelectionNode): selection is FieldNode =>
    selection.kind === Kind.FIELD &&
    names.has(selection.name.value) &&
    all.every((other) => keyOf(other) !== keyOf(selection) || isSameField(other, selection));
  const fragments = set.selections.filter((one) => one.kind === Kind.INLINE_FRAGMENT);
  if (!fragments.some(({ selectionSet }) => selectionSet.selections.some(isParameterized)))
    return undefined;
  const selections = set.selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind !== Kind.INLINE_FRAGMENT) return [selection];
    const { directives = [], selectionSet } = selection;
    const kept = selectionSet.selections.filter((one) => !isParameterized(one));
    const lifted = selectionSet.selections.filter(isParameterized);
    const rest = { ...selection, selectionSet: { ...selectionSet, selections: kept } };
    return [
      ...lifted.map((field) => withConditions(field, directives)),
      ...(kept.length > 0 ? [rest] : []),
    ];
  });
  return { ...set, selections: [...selections, TYPENAME] };
}

/** On the field itself: around it, the planner stumbles over conditions too. */
function withConditions(field: FieldNode, conditions: readonly DirectiveNode[]): SelectionNode {
  const own = field.directives ?? [];
  const isTwice = own.some((one) => conditions.some(({ name }) => name.value === one.name.value));
  if (!isTwice) return { ...field, directives: [...own, ...conditions] };
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [field] };
  return { kind: Kind.INLINE_FRAGMENT, directives: conditions, selectionSet };
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

function fieldsIn({ selections }: SelectionSetNode): readonly FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    return selection.kind === Kind.INLINE_FRAGMENT ? fieldsIn(selection.selectionSet) : [];
  });
}

const keyOf = ({ alias, name }: FieldNode) => (alias ?? name).value;

/** Whether both ask the same; what is asked below them may differ, and is joined. */
function isSameField(left: FieldNode, right: FieldNode): boolean {
  const shown = ({ arguments: given }: FieldNode) => (given ?? []).map((one) => print(one)).join();
  return left.name.value === right.name.value && shown(left) === shown(right);
}

function withoutSpreads(document: DocumentNode): DocumentNode {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  const inlined: DocumentNode = visit(document, {
    FragmentSpread({ name, directives = [] }) {
      const fragment = fragments.get(name.value);
      if (!fragment) return undefined;
      const { typeCondition, selectionSet } = fragment;
      return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet, directives };
    },
  });
  const definitions = inlined.definitions.filter(({ kind }) => kind !== Kind.FRAGMENT_DEFINITION);
  return { ...inlined, definitions };
}

function hasArgument(directive: ConstDirectiveNode, argument: string): boolean {
  return directive.arguments?.some(({ name }) => name.value === argument) === true;
}

function graphOf(directive: ConstDirectiveNode): string {
  const value = directive.arguments?.find(({ name }) => name.value === 'graph')?.value;
  return value?.kind === Kind.ENUM ? value.value : '';
}
