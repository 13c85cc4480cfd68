import type { z } from 'zod';
import { createHttpPartner, parseJson, type HttpPartnerOptions } from './http-partner.ts';
import { createTokenSource, type ClientCredentials } from './oauth-token.ts';
import type { PartnerCall } from './partner-request.ts';
import { PartnerFault } from './partner-fault.ts';

/** A partner that answers JSON. Keys of people go in a body, never in an address. */
export interface JsonPartner {
  /** `POST` with a body, or `GET` without; the answer as its shape says, else `garbled`. */
  ask<Shape extends z.ZodType>(
    path: string,
    body: unknown,
    shape: Shape,
    call: PartnerCall,
  ): Promise<z.output<Shape>>;
  /**
   * One record by its own address; null where the partner says, in JSON, that it does not hold it
   * (404). Any other page not found comes from something that is not the partner's service.
   */
  find<Shape extends z.ZodType>(
    path: string,
    shape: Shape,
    call: PartnerCall,
  ): Promise<z.output<Shape> | null>;
  stop(): Promise<void>;
}

const JSON_TYPES = ['application/json', 'application/problem+json'];

/** Reaches it, with a bearer token where the partner gives them to us (OAuth client credentials). */
export function createJsonPartner(
  partner: HttpPartnerOptions,
  credentials: ClientCredentials | null,
): JsonPartner {
  const http = createHttpPartner(partner);
  const tokens = credentials && createTokenSource(http, credentials);

  const askOnce = (path: string, body: unknown, token: string | null, call: PartnerCall) =>
    http.ask(
      {
        method: body === null ? 'GET' : 'POST',
        path,
        accept: ['application/json'],
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(body === null ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === null ? {} : { body: JSON.stringify(body) }),
      },
      call,
    );

  /** A partner that was restarted has forgotten our token: refused once, it is asked with a new one. */
  const askWithToken = async (path: string, body: unknown, call: PartnerCall) => {
    if (tokens === null) return askOnce(path, body, null, call);
    const token = await tokens.token(call);
    try {
      return await askOnce(path, body, token, call);
    } catch (error) {
      if (statusOf(error) !== 401) throw error;
      tokens.forget(token);
    }
    return askOnce(path, body, await tokens.token(call), call);
  };

  const ask: JsonPartner['ask'] = async (path, body, shape, call) => {
    const response = await askWithToken(path, body, call);
    if (response.outcome !== 'body') throw new PartnerFault('garbled', { reason: 'status' });
    const parsed = shape.safeParse(parseJson(response.body));
    if (parsed.success) return parsed.data;
    throw new PartnerFault('garbled', { reason: 'shape', cause: parsed.error });
  };

  return {
    ask,
    find: async (path, shape, call) => {
      try {
        return await ask(path, null, shape, call);
      } catch (error) {
        if (statusOf(error) === 404 && isSaidInJson(error)) return null;
        throw error;
      }
    },
    stop: () => http.stop(),
  };
}

function statusOf(error: unknown): number | undefined {
  return error instanceof PartnerFault ? error.detail.status : undefined;
}

function isSaidInJson(error: unknown): boolean {
  return error instanceof PartnerFault && JSON_TYPES.includes(error.detail.mediaType ?? '');
}
