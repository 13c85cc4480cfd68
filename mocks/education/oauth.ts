/** OAuth 2.0 client credentials (RFC 6749, section 4.4), as small as an honest mock can make it. */
import { randomUUID } from 'node:crypto';
import type { HttpResponse, HttpRequest } from '../http-system.ts';

export interface OauthClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

export const TOKEN_PATH = '/oauth/token';

const LIFETIME_SECONDS = 600;

export interface TokenDesk {
  handle(request: HttpRequest): HttpResponse;
  isAdmitted(request: HttpRequest): boolean;
}

/** Gives tokens to one client and knows them again until they expire. */
export function createTokenDesk(client: OauthClient, now: () => number = Date.now): TokenDesk {
  const tokens = new Map<string, number>();
  return {
    handle(request) {
      const form = new URLSearchParams(request.body);
      if (request.method !== 'POST' || form.get('grant_type') !== 'client_credentials') {
        return reply(400, { error: 'unsupported_grant_type' });
      }
      const given = credentialsOf(request, form);
      if (given.clientId !== client.clientId || given.clientSecret !== client.clientSecret) {
        return reply(401, { error: 'invalid_client' });
      }
      const token = randomUUID();
      tokens.set(token, now() + LIFETIME_SECONDS * 1_000);
      return reply(200, {
        access_token: token,
        token_type: 'Bearer',
        expires_in: LIFETIME_SECONDS,
      });
    },
    isAdmitted({ headers }) {
      const token = /^Bearer (\S+)$/i.exec(headers['authorization'] ?? '')?.[1];
      return token !== undefined && (tokens.get(token) ?? 0) > now();
    },
  };
}

/** In the header (percent-encoded, then Basic) or in the form, as the standard allows. */
function credentialsOf({ headers }: HttpRequest, form: URLSearchParams): OauthClient {
  const basic = /^Basic (\S+)$/i.exec(headers['authorization'] ?? '')?.[1];
  if (basic === undefined) {
    return {
      clientId: form.get('client_id') ?? '',
      clientSecret: form.get('client_secret') ?? '',
    };
  }
  const [clientId = '', ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  return { clientId: decode(clientId), clientSecret: decode(rest.join(':')) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function reply(status: number, body: unknown): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(body),
  };
}
