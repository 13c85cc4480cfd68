/** Runs one fetch: collect the objects, ask about each different one once, merge the answers. */
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Fault } from '../../../schema/error-codes.ts';
import { fixedPart, silentSubgraphError } from '../silent-subgraph.ts';
import { isObject, type SubgraphAnswer } from '../subgraph-answer.ts';
import type { CompiledFetch } from './compile-fetch.ts';
import { own } from './code.ts';
import { clientPath, fetchErrors } from './fetch-errors.ts';
import { applyRewrites } from './rewrites.ts';

/** One asking under way. */
export interface Run {
  readonly data: object;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly errors: GraphQLFormattedError[];
  readonly fullSchema: GraphQLSchema;
  /** Asks a subgraph; the same leaf question within one run is asked once. */
  ask(fetch: CompiledFetch, body: string): Promise<SubgraphAnswer | Fault>;
}

/** The objects of a fetch, each with the number of the representation that stands for it. */
export interface Asked {
  readonly targets: readonly object[];
  readonly numbers: readonly number[];
  readonly representations: readonly string[];
}

export async function runFetch(fetch: CompiledFetch, run: Run): Promise<void> {
  const targets: object[] = [];
  fetch.collect(run.data, targets);
  const asked = fetch.represent ? representAll(fetch.represent, targets) : onlyRoot(targets);
  if (asked.targets.length === 0) return;

  const answer = await run.ask(fetch, requestBody(fetch, run, asked));
  if (typeof answer === 'string') {
    run.errors.push(silence(fetch, answer));
    return;
  }
  if (answer.errors.length > 0) run.errors.push(...fetchErrors(fetch, run.data, asked, answer));
  if (answer.data !== null && !mergeAnswer(fetch, run, asked, answer.data)) {
    run.errors.push(silence(fetch, 'garbled'));
  }
}

/** Objects that are represented by the same text are the same thing: asked about once. */
function representAll(
  represent: NonNullable<CompiledFetch['represent']>,
  candidates: readonly object[],
): Asked {
  const numberOfText = new Map<string, number>();
  const targets: object[] = [];
  const numbers: number[] = [];
  for (const target of candidates) {
    const text = represent(target);
    if (text === undefined) continue;
    let number = numberOfText.get(text);
    if (number === undefined) {
      number = numberOfText.size;
      numberOfText.set(text, number);
    }
    targets.push(target);
    numbers.push(number);
  }
  return { targets, numbers, representations: [...numberOfText.keys()] };
}

function onlyRoot(targets: readonly object[]): Asked {
  return { targets, numbers: [], representations: [] };
}

function requestBody(fetch: CompiledFetch, run: Run, asked: Asked): string {
  let body = fetch.bodyStart;
  let separator = '';
  for (const name of fetch.variableNames) {
    const value = own(run.variables, name);
    if (value === undefined) continue;
    body += `${separator}${JSON.stringify(name)}:${JSON.stringify(value)}`;
    separator = ',';
  }
  if (!fetch.represent) return `${body}}}`;
  return `${body}${separator}"representations":[${asked.representations.join(',')}]}}`;
}

/** False when the answer is not what was asked for. */
function mergeAnswer(
  fetch: CompiledFetch,
  run: Run,
  asked: Asked,
  data: Record<string, unknown>,
): boolean {
  try {
    if (fetch.represent) return mergeEntities(fetch, run, asked, own(data, '_entities'));
    applyRewrites(run.fullSchema, fetch.outputRewrites, data);
    for (const target of asked.targets) fetch.merge(target, data);
    return true;
  } catch (error) {
    // Only nesting too deep for the stack ends here, and only a hostile subgraph nests like that.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function mergeEntities(fetch: CompiledFetch, run: Run, asked: Asked, entities: unknown): boolean {
  if (!Array.isArray(entities) || entities.length !== asked.representations.length) return false;
  if (fetch.outputRewrites) rewriteEntities(fetch, run, asked, entities);
  const { targets, numbers } = asked;
  for (let index = 0; index < targets.length; index += 1) {
    const target = targets[index];
    const entity: unknown = entities[numbers[index] ?? -1];
    if (target && isObject(entity)) fetch.merge(target, entity);
  }
  return true;
}

function rewriteEntities(fetch: CompiledFetch, run: Run, asked: Asked, entities: unknown[]): void {
  for (const [number, entity] of entities.entries()) {
    if (!isObject(entity)) continue;
    const target = asked.targets[asked.numbers.indexOf(number)];
    const typename = target && own(target, '__typename');
    if (own(entity, '__typename') === undefined) entity['__typename'] = typename;
    applyRewrites(run.fullSchema, fetch.outputRewrites, entity);
  }
}

function silence(fetch: CompiledFetch, fault: Fault): GraphQLFormattedError {
  const { path, rootKeys } = fetch;
  const place = path.length === 0 && rootKeys.length === 1 ? rootKeys : fixedPart(path);
  return silentSubgraphError(fetch.subgraph, fault, clientPath(fetch, place));
}
