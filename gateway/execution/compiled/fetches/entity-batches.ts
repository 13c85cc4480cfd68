/**
 * Which calls have the entities of a fetch. Nearly always that is the fetch's own call. Where an operation selects
 * the same leaves of the same entities at several positions, an entity that was requested already is not requested
 * again.
 */
import type { Fault } from '../../../../core/errors/error-codes.ts';
import type { SubgraphResponse } from '../../subgraph-response.ts';
import type { CompiledFetch, SharedSelection } from './compile-fetch.ts';
import type { BuildRepresentation, RepresentationKey } from './representations.ts';

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

/** The requested entities of one selection. */
class SelectionEntities {
  private readonly byKey = new Map<string | number, RequestedEntity>();
  private readonly byText = new Map<string, RequestedEntity>();

  get(id: RepresentationKey): RequestedEntity | undefined {
    return typeof id === 'object' ? this.byText.get(id.text) : this.byKey.get(id);
  }

  set(id: RepresentationKey, entity: RequestedEntity): void {
    if (typeof id === 'object') this.byText.set(id.text, entity);
    else this.byKey.set(id, entity);
  }
}

/** The requested entities of an operation. */
export type RequestedEntities = Map<SharedSelection, SelectionEntities>;

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
  const entities = requested.get(shared) ?? new SelectionEntities();
  requested.set(shared, entities);

  const ids = identitiesOf(keys, shared, buildRepresentation);
  const freshKeys: RepresentationKey[] = [];
  const freshIds: RepresentationKey[] = [];
  for (let index = 0; index < keys.length; index += 1) {
    const [key, id] = [keys[index], ids[index]];
    if (key === undefined || id === undefined || entities.get(id)) continue;
    freshKeys.push(key);
    freshIds.push(id);
  }
  if (freshKeys.length === 0) return byCall(ids, entities, undefined);
  const call = { response: send(freshKeys), size: freshKeys.length };
  for (const [index, id] of freshIds.entries()) entities.set(id, { call, index });
  return freshKeys.length === keys.length ? [ownCall(call)] : byCall(ids, entities, call);
}

/**
 * Identifies entities among those of all fetches with the selection. Two fetches may have different keys for the same
 * entity, of which the text of the representation is the same.
 */
function identitiesOf(
  keys: readonly RepresentationKey[],
  { keyStart }: SharedSelection,
  buildRepresentation: BuildRepresentation,
): readonly RepresentationKey[] {
  if (keyStart !== undefined && keyStart === buildRepresentation.keyStart) return keys;
  return keys.map((key) => ({ text: buildRepresentation.textOf(key) }));
}

function ownCall({ response, size }: EntityCall): Batch {
  return { response, size, indexes: undefined, isOwn: true };
}

function byCall(
  ids: readonly RepresentationKey[],
  entities: SelectionEntities,
  own: EntityCall | undefined,
): readonly Batch[] {
  const calls = new Map<EntityCall, [number, number][]>();
  for (const [key, id] of ids.entries()) {
    const entity = entities.get(id);
    if (!entity) continue;
    const indexes = calls.get(entity.call) ?? [];
    indexes.push([key, entity.index]);
    calls.set(entity.call, indexes);
  }
  return [...calls].map(([call, indexes]) => ({
    response: call.response,
    size: call.size,
    indexes,
    isOwn: call === own,
  }));
}
