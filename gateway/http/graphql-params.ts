import { z } from 'zod';
import { parseExact } from '../../core/structures/exact-numbers.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import type { Bounds } from '../limits/bounds.ts';
import { limitJsonNesting } from '../limits/limit-text.ts';
import { tooLarge } from '../limits/too-large.ts';
import type { OperationRequest } from '../operations/operation-request.ts';
import type { DocumentOrId } from '../persisted-operations/persisted-operations.ts';

/** The GraphQL parameters of a request, from a body or from a query string. */
export type GraphqlParams = DocumentOrId & Pick<OperationRequest, 'operationName' | 'variables'>;

const ID_LENGTH_MAX = 200;

const object = z.record(z.string(), z.unknown());

const params = z.object({
  query: z.string().nullish(),
  id: z.string().max(ID_LENGTH_MAX).nullish(),
  documentId: z.string().max(ID_LENGTH_MAX).nullish(),
  operationName: z.string().nullish(),
  variables: object.nullish(),
  extensions: object.nullish(),
});

/** Parses the JSON body of a POST (GraphQL over HTTP, 5.4), with "query" or the id of a persisted operation. */
export function parsePostedParams(body: Buffer, bounds: Bounds): GraphqlParams {
  limitJsonNesting(body, bounds);
  return parseParams(parseJson(body.toString('utf8'), 'Body'));
}

/** Parses the query string of a GET, in which "variables" and "extensions" are JSON. */
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
    id: text('id'),
    documentId: text('documentId'),
    operationName: text('operationName'),
    variables: json('variables'),
    extensions: json('extensions'),
  });
}

function parseParams(value: unknown): GraphqlParams {
  if (Array.isArray(value)) throw badRequest('Batches are not supported: send one operation');
  const parsed = params.safeParse(value);
  if (!parsed.success) throw badRequest(wordsOf(parsed.error));
  const { query, id, documentId, operationName, variables, extensions } = parsed.data;
  return {
    query: query || undefined,
    documentId: documentId || id || undefined,
    sha256Hash: sha256HashIn(extensions),
    operationName: operationName || undefined,
    variables: variables ?? {},
  };
}

const persistedQuery = z.object({ sha256Hash: z.string().regex(/^[0-9a-f]{64}$/) });

/** The hash with which Apollo's clients request a persisted operation. */
function sha256HashIn(extensions: Record<string, unknown> | null | undefined) {
  const given = extensions?.['persistedQuery'];
  if (given === undefined || given === null) return undefined;
  const parsed = persistedQuery.safeParse(given);
  if (parsed.success) return parsed.data.sha256Hash;
  throw badRequest('"extensions.persistedQuery" must have a "sha256Hash"');
}

const TEXTS: ReadonlySet<string> = new Set(['query', 'id', 'documentId', 'operationName']);

function wordsOf(error: z.ZodError): string {
  const field = error.issues[0]?.path[0];
  return field === undefined
    ? 'Request must be a JSON object'
    : `"${String(field)}" must be ${TEXTS.has(String(field)) ? 'text' : 'an object'}`;
}

function parseJson(text: string, what: string): unknown {
  try {
    return parseExact(text);
  } catch {
    throw badRequest(`${what} is not JSON`);
  }
}

const badRequest = (message: string): GatewayError => new GatewayError('BAD_REQUEST', message);
