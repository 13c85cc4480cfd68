/**
 * `@override` with a label (Federation 2.7): a field moves to another subgraph for some requests. The planner is told
 * which labels are in force, so an operation may have several plans.
 */
import {
  isInterfaceType as isInterface,
  isObjectType,
  type Schema,
} from '@apollo/federation-internals';
import {
  isInterfaceType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
  type SelectionNode,
} from 'graphql';
import { joinFieldsOf } from './join-directives.ts';

/** The labels in force for one request, sorted. */
export type OverrideLabels = readonly string[];

export const NO_LABELS: OverrideLabels = [];

/** More shares of requests than this would give one operation too many plans. */
const PERCENTAGES_MAX = 20;

const PERCENT = /^percent\((\d{1,2}(?:\.\d{1,8})?|100)\)$/;

/** The labels of a supergraph. Throws an error that says what is wrong with them. */
export function readOverrideLabels(schema: Schema): OverrideLabels {
  const labels = new Set<string>();
  for (const type of schema.types()) {
    if (!isObjectType(type) && !isInterface(type)) continue;
    for (const { overrideLabel } of type.fields().flatMap(joinFieldsOf)) {
      if (overrideLabel !== undefined) labels.add(overrideLabel);
    }
  }
  const percentages = new Set([...labels].map(percentageOf).filter((one) => one !== undefined));
  if (percentages.size > PERCENTAGES_MAX) {
    throw new Error(
      `Cannot use this supergraph: its @override labels have ${percentages.size} different percentages, ` +
        `and at most ${PERCENTAGES_MAX} are possible`,
    );
  }
  return [...labels].toSorted();
}

/**
 * Chooses the labels in force for a request. `percent(N)` is in force for N percent of the requests, and all of a
 * request's labels are decided by one number, so that there are no more combinations than percentages. Any other label
 * is in force when it is in `always`.
 */
export function createOverrideChoice(
  labels: OverrideLabels,
  always: ReadonlySet<string>,
): () => OverrideLabels {
  const percentages = labels.map((label) => {
    const percentage = always.has(label) ? 100 : (percentageOf(label) ?? 0);
    return { label, percentage };
  });
  const limits = [...new Set(percentages.map(({ percentage }) => percentage))].toSorted(
    (left, right) => left - right,
  );
  /** For each limit, what is in force below it. */
  const choices = limits.map((limit) => ({
    limit,
    labels: percentages.filter((one) => one.percentage >= limit).map(({ label }) => label),
  }));
  return () => {
    if (labels.length === 0) return NO_LABELS;
    const share = Math.random() * 100;
    return choices.find(({ limit }) => share < limit)?.labels ?? NO_LABELS;
  };
}

/** By `Interface.field`: the labels of that field on the types that implement the interface. */
export type LabelsBehindInterfaces = ReadonlyMap<string, ReadonlySet<string>>;

export function readLabelsBehindInterfaces(schema: Schema): LabelsBehindInterfaces {
  const found = new Map<string, Set<string>>();
  for (const type of schema.objectTypes()) {
    for (const field of type.fields()) {
      const labels = joinFieldsOf(field).flatMap(({ overrideLabel }) => overrideLabel ?? []);
      for (const { name } of labels.length > 0 ? type.interfaces() : []) {
        const key = `${name}.${field.name}`;
        found.set(key, new Set([...(found.get(key) ?? []), ...labels]));
      }
    }
  }
  return found;
}

/**
 * Selects such a field on each type by itself. Of an interface Apollo's planner takes it from the subgraph that has the
 * interface, whatever the labels of its types.
 */
export function withFieldsByType(
  document: DocumentNode,
  schema: GraphQLSchema,
  behindInterfaces: LabelsBehindInterfaces,
  labels: OverrideLabels,
): DocumentNode {
  if (labels.length === 0 || behindInterfaces.size === 0) return document;
  const isMoved = (coordinate: string) =>
    labels.some((label) => behindInterfaces.get(coordinate)?.has(label) === true);
  const typeInfo = new TypeInfo(schema);
  const visitor = visitWithTypeInfo(typeInfo, {
    SelectionSet: {
      leave(set) {
        const type = typeInfo.getParentType();
        if (!isInterfaceType(type)) return undefined;
        const selections = set.selections.flatMap((selection): readonly SelectionNode[] => {
          const isField = selection.kind === Kind.FIELD;
          if (!isField || !isMoved(`${type.name}.${selection.name.value}`)) return [selection];
          return schema.getPossibleTypes(type).map(({ name }) => ({
            kind: Kind.INLINE_FRAGMENT,
            typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
            selectionSet: { kind: Kind.SELECTION_SET, selections: [selection] },
          }));
        });
        return { ...set, selections };
      },
    },
  });
  return visit(document, visitor);
}

function percentageOf(label: string): number | undefined {
  const percentage = PERCENT.exec(label)?.[1];
  return percentage === undefined ? undefined : Number(percentage);
}
