import type { DeniedRequests } from '../audit/denied-requests.ts';
import type { IncomingMessage } from 'node:http';
import { GatewayError } from '../errors/gateway-error.ts';
import type { Principal } from '../authentication/principal.ts';
import type { Authenticate } from '../authentication/authenticate.ts';
import type { NetworkOf } from '../rate-limits/client-address.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { reply, TEXT_TYPE, type Reply } from './http-response.ts';
import { problemOf } from './problem.ts';

/** `/schema.graphql`: the schema that the principal may also read by introspection. */
export type SchemaDocument = (request: IncomingMessage) => Promise<Reply>;

export interface SchemaDocumentParts {
  readonly authenticate: Authenticate;
  /** Records what is denied to a request that presents a token. */
  readonly deniedRequests: Pick<DeniedRequests, 'begin' | 'record'>;
  readonly rateLimits: RateLimits;
  readonly networkOf: NetworkOf;
  readonly schemaSdlFor: (principal: Principal) => string;
}

export function createSchemaDocument(parts: SchemaDocumentParts): SchemaDocument {
  return async function schemaDocument(request) {
    const { headers } = request;
    const started = parts.deniedRequests.begin(headers);
    try {
      const hasToken = headers.authorization !== undefined;
      const charges = await parts.rateLimits.begin(parts.networkOf(request), hasToken);
      const principal = await parts.authenticate(headers);
      await charges.charge(principal, 0);
      return reply(200, TEXT_TYPE, parts.schemaSdlFor(principal));
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      parts.deniedRequests.record(started, { codes: [error.code] });
      return problemOf(error);
    }
  };
}
