import type { Purpose, Purposes } from '../../core/purposes/purposes.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import { PUBLIC, type Principal, type AuthenticatedPrincipal } from './principal.ts';
import { invalidToken, type TokenClaims, type VerifyToken } from './verify-token.ts';

/** The principal of a request. No token is the public; throws `GatewayError` for a token that is not valid. */
export type Authenticate = (headers: IdentityHeaders) => Promise<Principal>;

export interface IdentityHeaders {
  readonly authorization?: string | undefined;
  readonly 'x-llo-purpose'?: string | string[] | undefined;
}

/** The purposes are asked for anew at each request: they may be replaced while the gateway runs. */
export function createAuthenticate(
  verifyToken: VerifyToken,
  purposes: () => Purposes,
): Authenticate {
  return async function authenticate(headers) {
    const token = bearerToken(headers.authorization);
    if (token === undefined) return PUBLIC;
    const claims = await verifyToken(token);
    const purpose = choosePurpose(claims, purposeHeader(headers), purposes());
    return {
      isPublic: false,
      consumer: claims.consumer,
      scopes: purpose ? claims.scopes.filter((scope) => isOf(purpose, scope)) : claims.scopes,
      purposes: claims.purposes,
      purpose,
      subject: claims.subject,
      user: claims.user,
    };
  };
}

/** Who presents a token, where its request was refused before anyone asked; null when it is not valid. */
export type Recognize = (
  headers: IdentityHeaders,
) => Promise<Pick<AuthenticatedPrincipal, 'consumer' | 'user'> | null>;

/** Nothing of a token is believed that was not verified. */
export function createRecognize(verifyToken: VerifyToken): Recognize {
  return async function recognize(headers) {
    try {
      const token = bearerToken(headers.authorization);
      return token === undefined ? null : await verifyToken(token);
    } catch {
      return null;
    }
  };
}

/** For a gateway that knows no issuer: it serves the public, and no token can be right. */
export async function refuseEveryToken(): Promise<never> {
  throw invalidToken();
}

function bearerToken(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const token = /^Bearer +(\S+) *$/i.exec(header)?.[1];
  if (token === undefined) throw invalidToken();
  return token;
}

/**
 * The header picks among the token's purposes and never grants one. It may be left out where there
 * is only one; with several and no choice the request has none.
 */
function choosePurpose(
  claims: TokenClaims,
  wanted: string | undefined,
  purposes: Purposes,
): Purpose | undefined {
  if (wanted === undefined) {
    const [only, ...others] = claims.purposes;
    return only === undefined || others.length > 0 ? undefined : purposes.get(only);
  }
  const purpose = claims.purposes.includes(wanted) ? purposes.get(wanted) : undefined;
  if (purpose) return purpose;
  const allowed = claims.purposes.filter((uri) => purposes.has(uri)).map((uri) => `"${uri}"`);
  const list = allowed.join(', ');
  throw new GatewayError(
    'PURPOSE_DENIED',
    `Header "x-llo-purpose" names a purpose that this token does not have: choose ${list || 'none'}` +
      ` / Header "x-llo-purpose" noemt een doel dat dit token niet heeft: kies ${list || 'geen'}`,
  );
}

function purposeHeader(headers: IdentityHeaders): string | undefined {
  const value = headers['x-llo-purpose'];
  const text = Array.isArray(value) ? value.join(',') : value;
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}

/** A purpose uses only the scopes listed with it, whatever more the token may hold. */
const isOf = (purpose: Purpose, scope: string): boolean => purpose.scopes.includes(scope);
