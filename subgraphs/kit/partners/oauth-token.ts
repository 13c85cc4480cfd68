import { z } from 'zod';
import { parsePartnerJson, type HttpPartner } from './http-partner.ts';
import type { PartnerCall } from './partner-request.ts';
import { PartnerFault } from './partner-fault.ts';

export interface ClientCredentials {
  readonly tokenPath: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const tokenResponse = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,8192}$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.number().positive().max(31_536_000).optional(),
});

const RENEW_BEFORE_MS = 30_000;
const LIFE_UNSTATED_MS = 60_000;

/**
 * OAuth 2.0 client credentials (RFC 6749 section 4.4): a bearer token, in memory, which is renewed shortly
 * before it expires.
 */
export function createTokenSource(partner: HttpPartner, credentials: ClientCredentials) {
  let current: { readonly token: string; readonly renewAtMs: number } | null = null;

  const fetchToken = async (call: PartnerCall): Promise<string> => {
    const { tokenPath, clientId, clientSecret } = credentials;
    const basic = Buffer.from(
      `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`,
    ).toString('base64');
    const response = await partner.ask(
      {
        method: 'POST',
        path: tokenPath,
        headers: {
          authorization: `Basic ${basic}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: 'grant_type=client_credentials',
        accept: ['application/json'],
      },
      call,
    );
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

  return {
    token: (call: PartnerCall) =>
      current !== null && current.renewAtMs > Date.now()
        ? Promise.resolve(current.token)
        : fetchToken(call),
    /** For a token that the partner rejects before it expires, such as after a restart. */
    forget: (token: string) => {
      // Another request may have renewed it already.
      if (current?.token === token) current = null;
    },
  };
}
