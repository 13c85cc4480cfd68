import type { Refusals } from '../account/refusals.ts';
import type { AttemptHeaders } from '../account/attempt.ts';
import { GatewayError } from '../errors.ts';
import type { Caller } from '../identity/caller.ts';
import type { Identify } from '../identity/identify.ts';
import { refusal, reply, TEXT_TYPE, type Reply } from './reply.ts';

/** `/schema.graphql`: the schema as a document, by the rule of introspection. */
export type SchemaDocument = (headers: AttemptHeaders) => Promise<Reply>;

export interface SchemaDocumentParts {
  readonly identify: Identify;
  /** Records the refusal of a request that presents a token. */
  readonly refusals: Pick<Refusals, 'begin' | 'end'>;
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
