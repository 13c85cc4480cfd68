/** Splits the response to a batched request into a response for each of its fetches. */
import type { SubgraphResponse, SubgraphError } from '../../subgraph-response.ts';
import { own } from '../shape/generate-code.ts';
import type { CompiledFetch } from '../fetches/compile-fetch.ts';

/** The entities of one fetch: `size` elements from `start` in the list `key`, which has `total` elements. */
export interface ResponseRange {
  readonly fetch: CompiledFetch;
  readonly key: string;
  readonly start: number;
  readonly size: number;
  readonly total: number;
}

export interface SplitResponse {
  /** One for each range. */
  readonly responses: readonly SubgraphResponse[];
  /** Errors that concern several ranges. */
  readonly shared: readonly SharedError[];
}

export interface SharedError {
  readonly error: SubgraphError;
  readonly ranges: readonly ResponseRange[];
}

export function splitResponse(
  response: SubgraphResponse,
  ranges: readonly ResponseRange[],
): SplitResponse {
  const errors = new Map(ranges.map((range) => [range, [] as SubgraphError[]]));
  const shared: SharedError[] = [];
  for (const error of response.errors) {
    const about = rangesOf(error, ranges);
    const [only, ...others] = about;
    if (only && others.length === 0) errors.get(only)?.push(inRange(error, only));
    else shared.push({ error, ranges: about });
  }
  const responses = ranges.map((range) => ({
    data: { _entities: entitiesIn(response, range) },
    errors: errors.get(range) ?? [],
    isPlain: response.isPlain,
  }));
  return { responses, shared };
}

/** The ranges that the path of the error is in; all ranges when it is in none. */
function rangesOf({ path }: SubgraphError, ranges: readonly ResponseRange[]) {
  const [key, number] = path ?? [];
  const ofKey = ranges.filter((range) => range.key === key);
  const ofEntity = ofKey.filter(
    ({ start, size }) => typeof number === 'number' && number >= start && number < start + size,
  );
  return [ofEntity, ofKey].find((some) => some.length > 0) ?? ranges;
}

function inRange(error: SubgraphError, { start }: ResponseRange): SubgraphError {
  const [, number, ...rest] = error.path ?? [];
  if (typeof number !== 'number') return { ...error, path: ['_entities'] };
  return { ...error, path: ['_entities', number - start, ...rest] };
}

/** Null when the list has another length than requested, because then its elements have no known owner. */
function entitiesIn(
  { data }: SubgraphResponse,
  { key, start, size, total }: ResponseRange,
): unknown {
  const entities = data && own(data, key);
  if (!Array.isArray(entities) || entities.length !== total) return null;
  return entities.slice(start, start + size);
}
