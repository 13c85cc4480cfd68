/** One request for entities in several contexts: an `_entities` field, with variables of its own, for each context. */
import type { FetchNode } from '@apollo/query-planner';
import { Kind, parse, visit, type DocumentNode, type FieldNode } from 'graphql';
import { compactText, fragmentsIn, operationIn } from '../../../planning/documents.ts';
import { requestStart } from './request-start.ts';
import type { ContextSources } from './context-values.ts';

export interface ContextualOperation {
  /** The request for this many contexts, as JSON text up to and including `"variables":{`. */
  start(count: number): string;
}

/** The response name of the entities in a context. */
export const contextKey = (index: number): string => `_${index}`;

/** The name that a variable has for a context. */
export const contextVariable = (name: string, index: number): string => `${name}_${index}`;

export function createContextualOperation(
  { operation: text }: FetchNode,
  sources: ContextSources,
): ContextualOperation {
  const document = withoutSpreads(parse(text, { noLocation: true }));
  const { variableDefinitions = [], selectionSet } = operationIn(document);
  const own = new Set(['representations', ...sources.map(({ variable }) => variable)]);
  const renamed = (index: number) => ({
    Variable: ({ name }: { readonly name: { readonly value: string } }) =>
      own.has(name.value)
        ? { kind: Kind.VARIABLE, name: nameNode(contextVariable(name.value, index)) }
        : undefined,
  });
  const isOwn = ({ variable }: (typeof variableDefinitions)[number]) =>
    own.has(variable.name.value);
  const shared = variableDefinitions.filter((one) => !isOwn(one)).map(compactText);
  const starts = new Map<number, string>();
  return {
    start(count) {
      const known = starts.get(count);
      if (known !== undefined) return known;
      const indexes = Array.from({ length: count }, (_, index) => index);
      const definitions = indexes.flatMap((index) =>
        variableDefinitions.filter(isOwn).map((one) => compactText(visit(one, renamed(index)))),
      );
      const fields = indexes.flatMap((index) =>
        selectionSet.selections
          .filter((selection): selection is FieldNode => selection.kind === Kind.FIELD)
          .map((field) => ({ ...visit(field, renamed(index)), alias: nameNode(contextKey(index)) }))
          .map(compactText),
      );
      const query = `query(${[...definitions, ...shared].join()}){${fields.join('')}}`;
      const start = requestStart({ query, name: undefined });
      starts.set(count, start);
      return start;
    },
  };
}

function withoutSpreads(document: DocumentNode): DocumentNode {
  const fragments = fragmentsIn(document);
  return visit(document, {
    FragmentSpread({ name, directives = [] }) {
      const fragment = fragments.get(name.value);
      if (!fragment) return undefined;
      const { typeCondition, selectionSet } = fragment;
      return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet, directives };
    },
  });
}

const nameNode = (value: string) => ({ kind: Kind.NAME as const, value });
