/** Writes requests to subgraphs: the prepared start, the caller's variables, the representations. */
import { TAKEN_VARIABLE } from '../../../planning/safe-aliases.ts';
import type { CompiledFetch } from './compile-fetch.ts';
import { own } from '../shape/generate-code.ts';
import { JsonWriter } from '../writing/json-writer.ts';
import type { RepresentationKey } from './representations.ts';

/** Things that a fetch asks about. */
export interface AskedKeys {
  readonly fetch: CompiledFetch;
  readonly keys: readonly RepresentationKey[];
}

/** One list of representations: what several fetches ask can stand in it one after another. */
export interface RepresentationList {
  readonly variable: string;
  readonly asked: readonly AskedKeys[];
}

/** Written from start to finish at once, so that all requests can share one writer. */
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
  for (const [index, { variable, asked }] of lists.entries()) {
    if (index !== 0 || variables !== '') requestWriter.byte(COMMA);
    requestWriter.text(`"${variable}":[`);
    writeKeys(asked);
    requestWriter.text(']');
  }
  requestWriter.text('}}');
  return requestWriter.finish();
}

/** The request of one fetch alone. */
export function entitiesBody(asked: AskedKeys, given: Readonly<Record<string, unknown>>): Buffer {
  const { bodyStart, variableNames } = asked.fetch;
  return requestBody(bodyStart, variablesText(variableNames, given), [
    { variable: 'representations', asked: [asked] },
  ]);
}

function writeKeys(asked: readonly AskedKeys[]): void {
  let isFirst = true;
  for (const { fetch, keys } of asked) {
    for (const key of keys) {
      if (!isFirst) requestWriter.byte(COMMA);
      isFirst = false;
      fetch.buildRepresentation?.write(key, requestWriter);
    }
  }
}

/** The variables that are used and that the caller gave; what is not given keeps its default. */
export function variablesText(
  names: Iterable<string>,
  given: Readonly<Record<string, unknown>>,
): string {
  let text = '';
  for (const name of names) {
    const value = own(given, name === TAKEN_VARIABLE.planned ? TAKEN_VARIABLE.client : name);
    if (value === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${JSON.stringify(value)}`;
  }
  return text;
}
