import type { ClientResponse } from './client-response.ts';
import { OutputTooLarge } from '../execution/compiled/writing/json-writer.ts';
import { responseBody } from '../execution/compiled/writing/written-response.ts';
import {
  JSON_TOO_LARGE,
  type ResponseLimit,
} from '../execution/compiled/writing/response-limit.ts';
import { writeJson } from '../execution/compiled/writing/write-json.ts';
import type { ResponseFormat, GraphqlResponse } from './wanted-response.ts';

/** Writes an answer as the reply that the client wants; one that is too large is an error alone. */
export type WriteResponse = (
  response: ClientResponse,
  signal: AbortSignal,
) => Promise<GraphqlResponse>;

/** Every answer to a valid operation leaves by this function, however it was executed. */
export function createResponseWriter(
  { mediaType }: ResponseFormat,
  bytesMax: number,
): WriteResponse {
  const contentType = `${mediaType}; charset=utf-8`;
  return async (response, signal) => {
    const body = await bodyOf(response, { bytesMax, signal });
    return { status: 200, contentType, body };
  };
}

async function bodyOf(response: ClientResponse, limit: ResponseLimit): Promise<Buffer | string> {
  try {
    const { body, errors = [], extensions } = response;
    if (body) return responseBody({ body, errors, extensions }, limit.bytesMax);
    const { data } = response;
    return await writeJson({ data, ...(errors.length > 0 && { errors }), extensions }, limit);
  } catch (error) {
    if (!(error instanceof OutputTooLarge)) throw error;
    return JSON_TOO_LARGE;
  }
}
