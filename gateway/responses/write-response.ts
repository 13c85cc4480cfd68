import { OutputTooLarge } from '../execution/compiled/writing/json-writer.ts';
import {
  JSON_TOO_LARGE,
  type ResponseLimit,
} from '../execution/compiled/writing/response-limit.ts';
import { responseBody } from '../execution/compiled/writing/written-response.ts';
import { writeJson } from '../execution/compiled/writing/write-json.ts';
import type { ClientResponse } from './client-response.ts';
import type { GraphqlResponse, ResponseFormat } from './response-format.ts';

/** Writes every response to a valid operation. One that exceeds the limit is a single error without data. */
export async function writeResponse(
  response: ClientResponse,
  { mediaType }: ResponseFormat,
  limit: ResponseLimit,
): Promise<GraphqlResponse> {
  const { headers } = response;
  const body = await bodyOf(response, limit);
  const contentType = `${mediaType}; charset=utf-8`;
  return { status: 200, contentType, body, ...(headers && { headers }) };
}

async function bodyOf(response: ClientResponse, limit: ResponseLimit): Promise<Buffer | string> {
  try {
    const { body, errors = [], extensions } = response;
    if (body) return responseBody({ body, errors, extensions }, limit.bytesMax);
    const { data } = response;
    return await writeJson({ ...(errors.length > 0 && { errors }), data, extensions }, limit);
  } catch (error) {
    if (!(error instanceof OutputTooLarge)) throw error;
    return JSON_TOO_LARGE;
  }
}
