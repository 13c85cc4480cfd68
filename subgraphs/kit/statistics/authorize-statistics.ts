import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { STATISTICS_ISSUER, STATISTICS_TOKEN_LIFE_S, statisticsAudience } from './protocol.ts';

/** Thrown for a token that insights did not sign for this subgraph and body, or that has expired. */
export class InvalidStatisticsTokenError extends Error {
  override readonly name = 'InvalidStatisticsTokenError';
}

const claims = z.object({
  /** One audience, because another subgraph in a list could send the token here. */
  aud: z.string(),
  /** SHA-256 of the body; see `contextDigest`. */
  digest: z.string().length(43),
  iat: z.number(),
  exp: z.number(),
});

/** Rejects with `InvalidStatisticsTokenError` unless the `authorization` header has a token for this digest. */
export type AuthorizeStatistics = (header: string | undefined, digest: string) => Promise<void>;

/**
 * Checks tokens of insights, with its public keys. The gateway's context does not pass, whatever its key, because
 * issuer and audience differ; and this token does not pass as a context.
 */
export function createStatisticsAuthorizer(
  insightsKeys: JSONWebKeySet,
  subgraph: string,
): AuthorizeStatistics {
  const keys = createLocalJWKSet(insightsKeys);
  const audience = statisticsAudience(subgraph);

  return async function authorize(header, digest) {
    try {
      const [, token = ''] = /^Bearer ([\w.-]+)$/i.exec(header ?? '') ?? [];
      const { payload } = await jwtVerify(token, keys, {
        issuer: STATISTICS_ISSUER,
        audience,
        algorithms: ['EdDSA'],
        requiredClaims: ['exp', 'iat'],
        maxTokenAge: STATISTICS_TOKEN_LIFE_S,
      });
      const { iat, exp, digest: bound } = claims.parse(payload);
      if (exp - iat > STATISTICS_TOKEN_LIFE_S) throw new Error('It lives too long');
      if (bound !== digest) throw new Error('It was made for another body');
    } catch (error) {
      throw new InvalidStatisticsTokenError('Cannot accept the token of this request', {
        cause: error,
      });
    }
  };
}
