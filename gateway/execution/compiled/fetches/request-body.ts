/** Writes the bodies of subgraph requests: the compiled start, the variables and the representations. */
import { stringifyExact } from '../../../../core/structures/exact-numbers.ts';
import { RESERVED_VARIABLE } from '../../../planning/safe-aliases.ts';
import type { CompiledFetch } from './compile-fetch.ts';
import { own } from '../shape/generate-code.ts';
import { inParts, type Turns } from '../../../../core/turns/turns.ts';
import { JsonWriter } from '../writing/json-writer.ts';
import type { RepresentationKey } from './representations.ts';

/** Entities that a fetch requests. */
export interface EntityRequest {
  readonly fetch: CompiledFetch;
  readonly keys: readonly RepresentationKey[];
}

/** One list of representations, with those of several fetches one after another. */
export interface RepresentationList {
  readonly variable: string;
  readonly requests: readonly EntityRequest[];
}

/** Bodies of few entities are written synchronously, so all requests share one writer. */
const requestWriter = new JsonWriter();
const COMMA = 0x2c;
/** A larger request is more than a subgraph would accept; the operation asks for too much. */
const REQUEST_BYTES_MAX = 8 * 1024 * 1024;
const FEW_ENTITIES = 1000;

/** `start` is the request up to and including `"variables":{`. Throws `OutputTooLarge`. */
export function requestBody(
  start: string,
  variables: string,
  lists: readonly RepresentationList[],
): Buffer {
  const writer = requestWriter;
  writer.start(false, [], REQUEST_BYTES_MAX);
  writer.text(start + variables);
  for (const [index, { variable, requests }] of lists.entries()) {
    if (index !== 0 || variables !== '') writer.byte(COMMA);
    writer.text(`"${variable}":[`);
    let isFirst = true;
    for (const { fetch, keys } of requests) {
      writeKeys(writer, fetch, keys, 0, keys.length, isFirst);
      isFirst = false;
    }
    writer.text(']');
  }
  writer.text('}}');
  return writer.finish();
}

/** The body of an entity fetch that is not batched; a promise for many entities. Throws `OutputTooLarge`. */
export function entitiesBody(
  request: EntityRequest,
  values: Readonly<Record<string, unknown>>,
  turns: Turns,
): Buffer | Promise<Buffer> {
  const { bodyStart, variableNames } = request.fetch;
  const variables = variablesText(variableNames, values);
  if (request.keys.length > FEW_ENTITIES) return largeBody(request, bodyStart + variables, turns);
  const lists = [{ variable: 'representations', requests: [request] }];
  return requestBody(bodyStart, variables, lists);
}

async function largeBody(
  { fetch, keys }: EntityRequest,
  start: string,
  turns: Turns,
): Promise<Buffer> {
  const writer = new JsonWriter();
  writer.start(false, [], REQUEST_BYTES_MAX);
  writer.text(start);
  if (!start.endsWith('{')) writer.byte(COMMA);
  writer.text('"representations":[');
  await inParts(keys.length, turns, (from, to) => {
    writeKeys(writer, fetch, keys, from, to, from === 0);
  });
  writer.text(']}}');
  return writer.finishLast();
}

function writeKeys(
  writer: JsonWriter,
  { buildRepresentation }: CompiledFetch,
  keys: readonly RepresentationKey[],
  from: number,
  to: number,
  isFirst: boolean,
): void {
  for (let index = from; index < to; index += 1) {
    if (index !== from || !isFirst) writer.byte(COMMA);
    const key = keys[index];
    if (key !== undefined) buildRepresentation?.write(key, writer);
  }
}

/** The used variables that the request has. A variable without a value keeps its default. */
export function variablesText(
  names: Iterable<string>,
  values: Readonly<Record<string, unknown>>,
): string {
  let text = '';
  for (const name of names) {
    const value = own(values, name === RESERVED_VARIABLE.planned ? RESERVED_VARIABLE.client : name);
    if (value === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${stringifyExact(value)}`;
  }
  return text;
}
