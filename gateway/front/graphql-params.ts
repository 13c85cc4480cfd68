import { z } from 'zod';
import { GatewayError } from '../errors.ts';
import type { Bounds } from '../limits/bounds.ts';
import { limitJsonNesting } from '../limits/limit-text.ts';
import { tooLarge } from '../limits/too-large.ts';
import type { Request } from '../pipeline.ts';

/** The GraphQL part of a request, whichever way it came. */
export type GraphqlParams = Pick<Request, 'query' | 'operationName' | 'variables'>;

const object = z.record(z.string(), z.unknown());

const params = z.object({
  query: z.string().nullish(),
  operationName: z.string().nullish(),
  variables: object.nullish(),
  extensions: object.nullish(),
});

/** GraphQL over HTTP, 5.4: a JSON object with "query", and perhaps the other three. */
export function parsePostedParams(body: Buffer, bounds: Bounds): GraphqlParams {
  limitJsonNesting(body, bounds);
  return parseParams(parseJson(body.toString('utf8'), 'Body'));
}

/** The same from a query string; "variables" and "extensions" are JSON in it. */
export function parseQueryString(search: URLSearchParams, bounds: Bounds): GraphqlParams {
  const bytes = Buffer.byteLength(search.toString());
  if (bytes > bounds.bodyBytes) throw tooLarge('bodyBytes', bounds, bytes, 414);
  const text = (name: string) => {
    const values = search.getAll(name);
    if (values.length > 1) throw badRequest(`Parameter "${name}" is given more than once`);
    return values[0];
  };
  const json = (name: string) => {
    const value = text(name);
    if (value === undefined || value === '') return undefined;
    limitJsonNesting(Buffer.from(value), bounds);
    return parseJson(value, `Parameter "${name}"`);
  };
  return parseParams({
    query: text('query'),
    operationName: text('operationName') || undefined,
    variables: json('variables'),
    extensions: json('extensions'),
  });
}

function parseParams(value: unknown): GraphqlParams {
  if (Array.isArray(value)) throw badRequest('A batch of operations is not taken: send one');
  const parsed = params.safeParse(value);
  if (!parsed.success) throw badRequest(wordsOf(parsed.error));
  const { query, operationName, variables, extensions } = parsed.data;
  if (!query)
    throw extensions?.['persistedQuery'] ? persistedQueryNotFound() : badRequest(NO_QUERY);
  return { query, operationName: operationName ?? undefined, variables: variables ?? {} };
}

const NO_QUERY = 'Request needs a "query": a GraphQL document, as text';

/** No operation is kept for later; a client that asks by hash sends the document on reading this. */
const persistedQueryNotFound = (): GatewayError =>
  new GatewayError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');

function wordsOf(error: z.ZodError): string {
  const field = error.issues[0]?.path[0];
  return field === undefined
    ? 'Request must be a JSON object'
    : `"${String(field)}" must be ${field === 'query' || field === 'operationName' ? 'text' : 'an object'}`;
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(`${what} is not JSON`);
  }
}

const badRequest = (message: string): GatewayError => new GatewayError('BAD_REQUEST', message);
