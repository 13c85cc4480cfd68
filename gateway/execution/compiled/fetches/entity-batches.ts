/**
 * Which calls have the entities of a fetch. Nearly always that is the fetch's own call. Where an operation selects
 * the same leaves of the same entities at several positions, an entity that was requested already is not requested
 * again.
 */
import type { Fault } from '../../../../core/errors/error-codes.ts';
import type { SubgraphResponse } from '../../subgraph-response.ts';
import type { CompiledFetch, SharedSelection } from './compile-fetch.ts';
import type { RepresentationKey } from './representations.ts';

export interface Batch {
  readonly response: Promise<SubgraphResponse | Fault>;
  /** How many entities the call requests. */
  readonly size: number;
  /**
   * Pairs of an index in the keys of the fetch and an index in the entities of the call. Undefined when both are
   * the same, as for the fetch's own call for all its keys.
   */
  readonly indexes: readonly (readonly [key: number, entity: number])[] | undefined;
  /** Whether this fetch made the call; if so, it reports the errors that are not about one entity. */
  readonly isOwn: boolean;
}

interface EntityCall {
  readonly response: Promise<SubgraphResponse | Fault>;
  readonly size: number;
}

interface RequestedEntity {
  readonly call: EntityCall;
  readonly index: number;
}

/** The requested entities of an operation, by selection and then by representation. */
export type RequestedEntities = Map<SharedSelection, Map<string, RequestedEntity>>;

/** The entities of a larger fetch are not shared, because comparing them does not give way to other requests. */
const SHARED_KEYS_MAX = 10_000;

export function requestEntities(
  fetch: CompiledFetch,
  keys: readonly RepresentationKey[],
  requested: RequestedEntities,
  send: (keys: readonly RepresentationKey[]) => Promise<SubgraphResponse | Fault>,
): readonly Batch[] {
  const { shared, buildRepresentation } = fetch;
  const isShared = shared && shared.fetchesCount > 1 && keys.length <= SHARED_KEYS_MAX;
  if (!isShared || !buildRepresentation) {
    return [ownCall({ response: send(keys), size: keys.length })];
  }
  const entities = requested.get(shared) ?? new Map<string, RequestedEntity>();
  requested.set(shared, entities);

  // Two fetches may have different keys for the same entity; the text of the representation is the same.
  const texts = keys.map((key) => buildRepresentation.textOf(key));
  const isFresh = (text: string) => !entities.has(text);
  const freshTexts = entities.size === 0 ? texts : texts.filter(isFresh);
  if (freshTexts.length === 0) return byCall(texts, entities, undefined);
  const areAllFresh = freshTexts.length === texts.length;
  const fresh = areAllFresh ? keys : keys.filter((_, index) => isFresh(texts[index] ?? ''));
  const call = { response: send(fresh), size: fresh.length };
  for (const [index, text] of freshTexts.entries()) entities.set(text, { call, index });
  return areAllFresh ? [ownCall(call)] : byCall(texts, entities, call);
}

function ownCall({ response, size }: EntityCall): Batch {
  return { response, size, indexes: undefined, isOwn: true };
}

function byCall(
  texts: readonly string[],
  entities: ReadonlyMap<string, RequestedEntity>,
  own: EntityCall | undefined,
): readonly Batch[] {
  const calls = new Map<EntityCall, [number, number][]>();
  for (const [key, text] of texts.entries()) {
    const entity = entities.get(text);
    if (!entity) continue;
    const indexes = calls.get(entity.call) ?? [];
    indexes.push([key, entity.index]);
    calls.set(entity.call, indexes);
  }
  return [...calls].map(([call, indexes]) => ({ ...call, indexes, isOwn: call === own }));
}
