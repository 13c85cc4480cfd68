/** Writes the bodies of subgraph requests: the compiled start, the variables and the representations. */
import { RESERVED_VARIABLE } from '../../../planning/safe-aliases.ts';
import type { CompiledFetch } from './compile-fetch.ts';
import { own } from '../shape/generate-code.ts';
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

/** Bodies are written synchronously, so all requests share one writer. */
const requestWriter = new JsonWriter();
const COMMA = 0x2c;

/** `start` is the request up to and including `"variables":{`. */
export function requestBody(
  start: string,
  variables: string,
  lists: readonly RepresentationList[],
): Buffer {
  requestWriter.start(false);
  requestWriter.text(start + variables);
  for (const [index, { variable, requests }] of lists.entries()) {
    if (index !== 0 || variables !== '') requestWriter.byte(COMMA);
    requestWriter.text(`"${variable}":[`);
    writeKeys(requests);
    requestWriter.text(']');
  }
  requestWriter.text('}}');
  return requestWriter.finish();
}

/** The body of an entity fetch that is not batched. */
export function entitiesBody(
  request: EntityRequest,
  values: Readonly<Record<string, unknown>>,
): Buffer {
  const { bodyStart, variableNames } = request.fetch;
  return requestBody(bodyStart, variablesText(variableNames, values), [
    { variable: 'representations', requests: [request] },
  ]);
}

function writeKeys(requests: readonly EntityRequest[]): void {
  let isFirst = true;
  for (const { fetch, keys } of requests) {
    for (const key of keys) {
      if (!isFirst) requestWriter.byte(COMMA);
      isFirst = false;
      fetch.buildRepresentation?.write(key, requestWriter);
    }
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
    text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${JSON.stringify(value)}`;
  }
  return text;
}
