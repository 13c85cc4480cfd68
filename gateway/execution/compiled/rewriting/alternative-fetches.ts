/** Fetches by another key for objects whose planned key is null; see `planning/alternative-keys.ts`. */
import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { AlternativeKey, FetchWithAlternatives } from '../../../planning/alternative-keys.ts';
import { mergeFieldSets, topNames, type FieldSet } from '../../../planning/field-sets.ts';
import { own } from '../shape/generate-code.ts';
import type { CompiledFetch } from '../fetches/compile-fetch.ts';

/** The fetch, with fetches by other keys for the objects whose planned key is null. */
export function withAlternatives(
  fetch: CompiledFetch,
  node: FetchWithAlternatives,
  compile: (node: FetchNode) => CompiledFetch,
): CompiledFetch {
  const { alternatives, ...planned } = node;
  if (!alternatives) return fetch;
  const choose = (target: object) => {
    const candidates = alternatives.filter(({ type }) => own(target, '__typename') === type);
    const [first] = candidates;
    if (!first || isComplete(target, first.planned)) return undefined;
    return candidates.find(({ key }) => isComplete(target, key));
  };
  const others = alternatives.map((alternative) =>
    onlyFor(compile(exchanged(planned, alternative)), choose, alternative),
  );
  return {
    ...onlyFor(fetch, choose, undefined),
    partials: () => [
      ...others,
      ...fetch.partials().map((partial) => onlyFor(partial, choose, undefined)),
    ],
  };
}

type Choose = (target: object) => AlternativeKey | undefined;

function onlyFor(
  fetch: CompiledFetch,
  choose: Choose,
  wanted: AlternativeKey | undefined,
): CompiledFetch {
  const { buildRepresentation } = fetch;
  if (!buildRepresentation) return fetch;
  const keyOf: typeof buildRepresentation.keyOf = (target) =>
    choose(target) === wanted ? buildRepresentation.keyOf(target) : undefined;
  return { ...fetch, buildRepresentation: { ...buildRepresentation, keyOf } };
}

/** The same fetch with the other key in its representations. */
function exchanged(node: FetchNode, { type, planned, key }: AlternativeKey): FetchNode {
  const names = new Set(topNames(planned));
  const requires = (node.requires ?? []).flatMap((sent): QueryPlanSelectionNode[] => {
    if (sent.kind !== 'InlineFragment' || sent.typeCondition !== type) return [];
    const kept = sent.selections.filter((one) => one.kind !== 'Field' || !names.has(one.name));
    return [{ ...sent, selections: mergeFieldSets(kept, key) }];
  });
  return { ...node, requires };
}

function isComplete(value: unknown, key: FieldSet): boolean {
  return key.every((selection) => {
    if (typeof value !== 'object' || value === null || selection.kind !== 'Field') return false;
    const part = own(value, selection.name);
    if (part === null || part === undefined) return false;
    return !selection.selections || isComplete(part, selection.selections);
  });
}
