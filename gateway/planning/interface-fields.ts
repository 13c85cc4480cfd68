/**
 * Fields of interfaces that more than one subgraph declares with `@interfaceObject`. Where such a field has
 * `@requires`, and an operation selects it on one implementing type only, Apollo's planner loops until the
 * memory is full. So the field is planned as a selection on the interface; the response still has it on the
 * selected type alone.
 */
import type { Supergraph } from '@apollo/federation-internals';
import {
  isInterfaceType,
  Kind,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { TYPENAME_FIELD } from './conditional-objects.ts';
import { fragmentsIn } from './documents.ts';
import { joinFieldsOf, joinTypesOf } from './join-directives.ts';

/** By interface with several `@interfaceObject` subgraphs: its fields with `@requires` in one of those. */
export type InterfaceFields = ReadonlyMap<string, ReadonlySet<string>>;

export function readInterfaceFields({ schema }: Supergraph): InterfaceFields {
  const found = new Map<string, ReadonlySet<string>>();
  for (const type of schema.interfaceTypes()) {
    const objects = joinTypesOf(type).filter(({ isInterfaceObject }) => isInterfaceObject === true);
    const graphs = new Set<string | undefined>(objects.map(({ graph }) => graph));
    const fields = type
      .fields()
      .filter((field) =>
        joinFieldsOf(field).some(
          ({ graph, requires }) => requires !== undefined && graphs.has(graph),
        ),
      );
    if (graphs.size < 2 || fields.length === 0) continue;
    found.set(type.name, new Set(fields.map(({ name }) => name)));
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
          return names && movedToInterface(node, names);
        },
      },
    }),
  );
}

/** Moves the fields out of fragments on one type, unless another field has the same response name. */
function movedToInterface(
  set: SelectionSetNode,
  names: ReadonlySet<string>,
): SelectionSetNode | undefined {
  const all = fieldsIn(set);
  const isMovable = (selection: SelectionNode): selection is FieldNode =>
    selection.kind === Kind.FIELD &&
    names.has(selection.name.value) &&
    all.every(
      (other) => responseName(other) !== responseName(selection) || isSameField(other, selection),
    );
  const fragments = set.selections.filter((one) => one.kind === Kind.INLINE_FRAGMENT);
  if (!fragments.some(({ selectionSet }) => selectionSet.selections.some(isMovable)))
    return undefined;
  const selections = set.selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind !== Kind.INLINE_FRAGMENT) return [selection];
    const { directives = [], selectionSet } = selection;
    const kept = selectionSet.selections.filter((one) => !isMovable(one));
    const moved = selectionSet.selections.filter(isMovable);
    const rest = { ...selection, selectionSet: { ...selectionSet, selections: kept } };
    return [
      ...moved.map((field) => withConditions(field, directives)),
      ...(kept.length > 0 ? [rest] : []),
    ];
  });
  return { ...set, selections: [...selections, TYPENAME_FIELD] };
}

/** Puts conditions on the field itself, because the planner also fails on conditions around it. */
function withConditions(field: FieldNode, conditions: readonly DirectiveNode[]): SelectionNode {
  const own = field.directives ?? [];
  const isTwice = own.some((one) => conditions.some(({ name }) => name.value === one.name.value));
  if (!isTwice) return { ...field, directives: [...own, ...conditions] };
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [field] };
  return { kind: Kind.INLINE_FRAGMENT, directives: conditions, selectionSet };
}

function fieldsIn({ selections }: SelectionSetNode): readonly FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    return selection.kind === Kind.INLINE_FRAGMENT ? fieldsIn(selection.selectionSet) : [];
  });
}

const responseName = ({ alias, name }: FieldNode) => (alias ?? name).value;

/** Whether both have the same name and arguments. Their selection sets may differ: those are merged. */
function isSameField(left: FieldNode, right: FieldNode): boolean {
  const argumentsOf = (field: FieldNode) => (field.arguments ?? []).map((one) => print(one)).join();
  return left.name.value === right.name.value && argumentsOf(left) === argumentsOf(right);
}

function withoutSpreads(document: DocumentNode): DocumentNode {
  const fragments = fragmentsIn(document);
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
