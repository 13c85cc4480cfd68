/**
 * Which calls answer a fetch. Nearly always that is one call of its own; where an operation asks the
 * same leaves of the same things in several places, a thing already asked about is not asked again.
 */
import type { Fault } from '../../../../core/errors/error-codes.ts';
import type { SubgraphResponse } from '../../subgraph-response.ts';
import type { RepresentationKey } from './representations.ts';
import type { CompiledFetch, SharedSelection } from './compile-fetch.ts';

export interface Batch {
  readonly response: Promise<SubgraphResponse | Fault>;
  /** How many entities the call asked for. */
  readonly size: number;
  /**
   * Which of the fetch's representations this call answers: place there, number here. Absent when they
   * are the same, which is so for a call of the fetch's own.
   */
  readonly places: readonly (readonly [place: number, number: number])[] | undefined;
  /** Whether this fetch made the call, and so tells the errors that are about no thing in particular. */
  readonly isOwn: boolean;
}

interface AskedCall {
  readonly response: Promise<SubgraphResponse | Fault>;
  readonly size: number;
}

interface AskedEntity {
  readonly call: AskedCall;
  readonly number: number;
}

/** By what is asked, then by representation. */
export type KnownEntities = Map<SharedSelection, Map<string, AskedEntity>>;

export function askAbout(
  fetch: CompiledFetch,
  keys: readonly RepresentationKey[],
  known: KnownEntities,
  ask: (keys: readonly RepresentationKey[]) => Promise<SubgraphResponse | Fault>,
): readonly Batch[] {
  const { shared, buildRepresentation } = fetch;
  if (!shared || shared.fetchesCount < 2 || !buildRepresentation) {
    return [ownCall({ response: ask(keys), size: keys.length })];
  }
  const entities = known.get(shared) ?? new Map<string, AskedEntity>();
  known.set(shared, entities);

  // Another fetch may know the same thing by another key; the whole text is the same for both.
  const texts = keys.map((key) => buildRepresentation.textOf(key));
  const fresh = keys.filter((_, index) => !entities.has(texts[index] ?? ''));
  if (fresh.length === 0) return byCall(texts, entities, undefined);
  const call = { response: ask(fresh), size: fresh.length };
  for (const [number, key] of fresh.entries())
    entities.set(buildRepresentation.textOf(key), { call, number });
  return fresh.length === keys.length ? [ownCall(call)] : byCall(texts, entities, call);
}

function ownCall({ response, size }: AskedCall): Batch {
  return { response, size, places: undefined, isOwn: true };
}

function byCall(
  texts: readonly string[],
  entities: ReadonlyMap<string, AskedEntity>,
  own: AskedCall | undefined,
): readonly Batch[] {
  const calls = new Map<AskedCall, [number, number][]>();
  for (const [place, text] of texts.entries()) {
    const asked = entities.get(text);
    if (!asked) continue;
    const places = calls.get(asked.call) ?? [];
    places.push([place, asked.number]);
    calls.set(asked.call, places);
  }
  return [...calls].map(([call, places]) => {
    const { response, size } = call;
    return { response, size, places, isOwn: call === own };
  });
}
