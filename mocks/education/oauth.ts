/** A minimal token endpoint for OAuth 2.0 client credentials (RFC 6749, section 4.4). */
import { randomUUID } from 'node:crypto';
import type { HttpResponse, HttpRequest } from '../http-system.ts';

export interface OauthClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

export const TOKEN_PATH = '/oauth/token';

const LIFETIME_SECONDS = 600;

export interface TokenEndpoint {
  handle(request: HttpRequest): HttpResponse;
  hasValidToken(request: HttpRequest): boolean;
}

/** Issues tokens to one client, valid until they expire. */
export function createTokenEndpoint(
  client: OauthClient,
  now: () => number = Date.now,
): TokenEndpoint {
  const tokens = new Map<string, number>();
  return {
    handle(request) {
      const form = new URLSearchParams(request.body);
      if (request.method !== 'POST' || form.get('grant_type') !== 'client_credentials') {
        return jsonResponse(400, { error: 'unsupported_grant_type' });
      }
      const credentials = credentialsOf(request, form);
      if (
        credentials.clientId !== client.clientId ||
        credentials.clientSecret !== client.clientSecret
      ) {
        return jsonResponse(401, { error: 'invalid_client' });
      }
      const token = randomUUID();
      tokens.set(token, now() + LIFETIME_SECONDS * 1_000);
      return jsonResponse(200, {
        access_token: token,
        token_type: 'Bearer',
        expires_in: LIFETIME_SECONDS,
      });
    },
    hasValidToken({ headers }) {
      const token = /^Bearer (\S+)$/i.exec(headers['authorization'] ?? '')?.[1];
      return token !== undefined && (tokens.get(token) ?? 0) > now();
    },
  };
}

/** From the header (percent-encoded, then Basic) or the form (RFC 6749, section 2.3.1). */
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

function jsonResponse(status: number, body: unknown): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(body),
  };
}
