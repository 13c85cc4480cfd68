/** The answer to a joined call, given back to those who asked as if each had asked alone. */
import type { SubgraphResponse, SubgraphError } from '../../subgraph-response.ts';
import { own } from '../shape/generate-code.ts';
import type { CompiledFetch } from '../fetches/compile-fetch.ts';

/** Where in the answer one fetch's entities stand: from `start`, `size` of them, of `total` in the list. */
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
  /** Errors that are about no single one of them, with the ranges they are about. */
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

/** Those the error names; all when it names none. */
function rangesOf({ path }: SubgraphError, ranges: readonly ResponseRange[]) {
  const [key, number] = path ?? [];
  const ofPart = ranges.filter((range) => range.key === key);
  const ofThing = ofPart.filter(
    ({ start, size }) => typeof number === 'number' && number >= start && number < start + size,
  );
  return [ofThing, ofPart].find((some) => some.length > 0) ?? ranges;
}

function inRange(error: SubgraphError, { start }: ResponseRange): SubgraphError {
  const [, number, ...rest] = error.path ?? [];
  if (typeof number !== 'number') return { ...error, path: ['_entities'] };
  return { ...error, path: ['_entities', number - start, ...rest] };
}

/** Null when the list is not as long as what was asked for: then nobody knows whose is whose. */
function entitiesIn(
  { data }: SubgraphResponse,
  { key, start, size, total }: ResponseRange,
): unknown {
  const entities = data && own(data, key);
  if (!Array.isArray(entities) || entities.length !== total) return null;
  return entities.slice(start, start + size);
}
