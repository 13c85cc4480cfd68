import type { DeniedRequests } from '../audit/denied-requests.ts';
import type { RecordedHeaders } from '../audit/request-record.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import type { Caller } from '../authentication/principal.ts';
import type { Identify } from '../authentication/authenticate.ts';
import { refusal, reply, TEXT_TYPE, type Reply } from './http-response.ts';

/** `/schema.graphql`: the schema as a document, by the rule of introspection. */
export type SchemaDocument = (headers: RecordedHeaders) => Promise<Reply>;

export interface SchemaDocumentParts {
  readonly identify: Identify;
  /** Records the refusal of a request that presents a token. */
  readonly refusals: Pick<DeniedRequests, 'begin' | 'end'>;
  readonly schemaSdlFor: (caller: Caller) => string;
}

export function createSchemaDocument(parts: SchemaDocumentParts): SchemaDocument {
  return async function schemaDocument(headers) {
    const attempt = parts.refusals.begin(headers);
    try {
      const caller = await parts.identify(headers);
      return reply(200, TEXT_TYPE, parts.schemaSdlFor(caller));
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      if (attempt !== undefined) attempt.codes = [error.code];
      return refusal(error);
    } finally {
      parts.refusals.end(attempt);
    }
  };
}
