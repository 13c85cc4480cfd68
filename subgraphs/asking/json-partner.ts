import type { z } from 'zod';
import { createHttpPartner, parseJson, type HttpPartnerOptions } from './http-partner.ts';
import { createTokenSource, type ClientCredentials } from './oauth-token.ts';
import { PartnerFault } from './partner-fault.ts';

/** A partner that answers JSON. Keys of people go in a body, never in an address. */
export interface JsonPartner {
  /** `POST` with a body, or `GET` without; the answer as its shape says, else `garbled`. */
  ask<Shape extends z.ZodType>(
    path: string,
    body: unknown,
    shape: Shape,
    signal: AbortSignal,
  ): Promise<z.output<Shape>>;
  stop(): Promise<void>;
}

/** Reaches it, with a bearer token where the partner gives them to us (OAuth client credentials). */
export function createJsonPartner(
  partner: HttpPartnerOptions,
  credentials: ClientCredentials | null,
): JsonPartner {
  const http = createHttpPartner(partner);
  const tokens = credentials && createTokenSource(http, credentials);

  const askOnce = async (path: string, body: unknown, signal: AbortSignal) =>
    http.ask(
      {
        method: body === null ? 'GET' : 'POST',
        path,
        accept: ['application/json'],
        headers: {
          ...(tokens && { authorization: `Bearer ${await tokens.token(signal)}` }),
          ...(body === null ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === null ? {} : { body: JSON.stringify(body) }),
      },
      signal,
    );

  /** A partner that was restarted has forgotten our token: refused once, it is asked with a new one. */
  const askAgainWithToken = async (path: string, body: unknown, signal: AbortSignal) => {
    try {
      return await askOnce(path, body, signal);
    } catch (error) {
      if (tokens === null || !(error instanceof PartnerFault && error.fault === 'refused')) {
        throw error;
      }
      tokens.forget();
      return askOnce(path, body, signal);
    }
  };

  return {
    ask: async (path, body, shape, signal) => {
      const answer = await askAgainWithToken(path, body, signal);
      if (answer.outcome !== 'body') throw new PartnerFault('refused');
      const parsed = shape.safeParse(parseJson(answer.body));
      if (parsed.success) return parsed.data;
      throw new PartnerFault('garbled', { cause: parsed.error });
    },
    stop: () => http.stop(),
  };
}
