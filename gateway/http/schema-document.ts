import type { DeniedRequests } from '../audit/denied-requests.ts';
import type { RecordedHeaders } from '../audit/request-record.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import type { Principal } from '../authentication/principal.ts';
import type { Identify } from '../authentication/authenticate.ts';
import { refusal, reply, TEXT_TYPE, type Reply } from './http-response.ts';

/** `/schema.graphql`: the schema as a document, by the rule of introspection. */
export type SchemaDocument = (headers: RecordedHeaders) => Promise<Reply>;

export interface SchemaDocumentParts {
  readonly identify: Identify;
  /** Records the refusal of a request that presents a token. */
  readonly deniedRequests: Pick<DeniedRequests, 'begin' | 'end'>;
  readonly schemaSdlFor: (principal: Principal) => string;
}

export function createSchemaDocument(parts: SchemaDocumentParts): SchemaDocument {
  return async function schemaDocument(headers) {
    const record = parts.deniedRequests.begin(headers);
    try {
      const principal = await parts.identify(headers);
      return reply(200, TEXT_TYPE, parts.schemaSdlFor(principal));
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      if (record !== undefined) record.codes = [error.code];
      return refusal(error);
    } finally {
      parts.deniedRequests.end(record);
    }
  };
}
