import { z } from 'zod';
import { parsePartnerJson, type HttpPartner } from './http-partner.ts';
import type { PartnerCall } from './partner-request.ts';
import { PartnerFault } from './partner-fault.ts';

export interface ClientCredentials {
  /** Below the partner's address. */
  readonly tokenPath?: string | undefined;
  /** At another address. */
  readonly tokenUrl?: string | undefined;
  readonly scope?: string | undefined;
  readonly clientId: string;
  readonly clientSecret: string;
}

const tokenResponse = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,8192}$/),
  token_type: z.string().regex(/^bearer$/i),
  // Some servers write the number as a text.
  expires_in: z
    .union([
      z.number(),
      z
        .string()
        .regex(/^\d{1,9}$/)
        .transform(Number),
    ])
    .pipe(z.number().positive().max(31_536_000))
    .optional(),
});

const RENEW_BEFORE_MS = 30_000;
const LIFE_UNSTATED_MS = 60_000;

/**
 * OAuth 2.0 client credentials (RFC 6749 section 4.4): a bearer token, in memory, which is renewed shortly
 * before it expires. Requests that wait for a token share it. `server` is where the token is given.
 */
export function createTokenSource(server: HttpPartner, credentials: ClientCredentials) {
  let current: { readonly token: string; readonly renewAtMs: number } | null = null;

  const fetchToken = async (call: PartnerCall): Promise<string> => {
    const { tokenPath = '', clientId, clientSecret, scope } = credentials;
    const basic = Buffer.from(
      `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`,
    ).toString('base64');
    const response = await server
      .ask(
        {
          method: 'POST',
          path: tokenPath,
          headers: {
            authorization: `Basic ${basic}`,
            'content-type': 'application/x-www-form-urlencoded',
          },
          body: new URLSearchParams({
            grant_type: 'client_credentials',
            ...(scope !== undefined && { scope }),
          }).toString(),
          accept: ['application/json'],
        },
        call,
      )
      .catch((error: unknown) => {
        throw asCredentialsFault(error);
      });
    const parsed = tokenResponse.safeParse(
      response.outcome === 'body' ? await parsePartnerJson(response.body, call.signal) : null,
    );
    if (!parsed.success) {
      // Without the shape of its fields: one of them is a secret.
      throw new PartnerFault('garbled', { reason: 'credentials' });
    }
    const lifeMs = (parsed.data.expires_in ?? LIFE_UNSTATED_MS / 1_000) * 1_000;
    const renewAtMs = Date.now() + Math.max(lifeMs - RENEW_BEFORE_MS, lifeMs / 2);
    current = { token: parsed.data.access_token, renewAtMs };
    return current.token;
  };

  let pending: Promise<string> | null = null;
  const fetchShared = (call: PartnerCall): Promise<string> => {
    pending = fetchToken(call).finally(() => {
      pending = null;
    });
    return pending;
  };

  return {
    token: (call: PartnerCall): Promise<string> => {
      if (current !== null && current.renewAtMs > Date.now()) return Promise.resolve(current.token);
      // The request that began it may have been aborted, which is no fault of this one.
      return pending?.catch(() => fetchToken(call)) ?? fetchShared(call);
    },
    /** For a token that the partner rejects before it expires, such as after a restart. */
    forget: (token: string) => {
      // Another request may have renewed it already.
      if (current?.token === token) current = null;
    },
  };
}

/** A status of the server that gives tokens says nothing about the partner's data. */
function asCredentialsFault(error: unknown): unknown {
  if (!(error instanceof PartnerFault) || error.detail.reason !== 'status') return error;
  return new PartnerFault(error.fault, { ...error.detail, reason: 'credentials' });
}
