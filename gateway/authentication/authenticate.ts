import { OWN_DATA, type Purpose, type Purposes } from '../../core/purposes/purposes.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import { PUBLIC, type Principal, type AuthenticatedPrincipal } from './principal.ts';
import type { TokenClaims } from './token-claims.ts';
import { invalidToken, type VerifyToken } from './verify-token.ts';

/** The principal of a request. No token is the public; throws `GatewayError` for a token that is not valid. */
export type Authenticate = (headers: IdentityHeaders) => Promise<Principal>;

export interface IdentityHeaders {
  readonly authorization?: string | undefined;
  readonly 'x-llo-purpose'?: string | string[] | undefined;
}

/** `purposes` is called for each request, since they may be replaced while the gateway runs. */
export function createAuthenticate(
  verifyToken: VerifyToken,
  purposes: () => Purposes,
  hasExchange: boolean,
): Authenticate {
  return async function authenticate(headers) {
    const token = bearerToken(headers.authorization);
    if (token === undefined) return PUBLIC;
    const claims = await verifyToken(token);
    requireRightIssuer(claims, purposes(), hasExchange);
    const purpose = choosePurpose(claims, purposeHeader(headers), purposes());
    return {
      isPublic: false,
      consumer: claims.consumer,
      // The purpose activates token scopes; all others are ignored.
      scopes: claims.scopes.filter((scope) => purpose?.scopes.includes(scope) ?? true),
      purposes: claims.purposes,
      purpose,
      subject: claims.subject,
      user: claims.user,
    };
  };
}

/** The client and user of a token, for the log of a denied request; null when the token is not valid. */
export type Recognize = (
  headers: IdentityHeaders,
) => Promise<Pick<AuthenticatedPrincipal, 'consumer' | 'user'> | null>;

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

/** For a gateway without an issuer: no token can be valid. */
export async function rejectEveryToken(): Promise<never> {
  throw invalidToken();
}

function bearerToken(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const token = /^Bearer +(\S+) *$/i.exec(header)?.[1];
  if (token === undefined) throw invalidToken();
  return token;
}

/**
 * A token that names a person is of an exchange, and for those purposes alone; no other token has them. Otherwise a
 * purpose for one's own data without a person would open the records of everyone.
 */
function requireRightIssuer(
  { subject, purposes: uris }: TokenClaims,
  purposes: Purposes,
  hasExchange: boolean,
): void {
  const policiesOf = (uri: string) => purposes.get(uri)?.policies ?? [];
  if (subject === undefined) {
    const reserved = uris.find((uri) => policiesOf(uri).includes(OWN_DATA));
    if (reserved !== undefined) throw needsExchange(reserved, hasExchange);
    return;
  }
  const isOwnData = (uri: string) =>
    purposes.has(uri) && policiesOf(uri).every((policy) => policy === OWN_DATA);
  if (uris.length === 0 || !uris.every(isOwnData)) throw invalidToken();
}

function needsExchange(uri: string, hasExchange: boolean): GatewayError {
  const en = hasExchange ? 'exchange the token first' : 'this gateway has none, so "me" is off';
  const nl = hasExchange
    ? 'wissel het token eerst om'
    : 'deze gateway heeft er geen: "me" staat uit';
  return new GatewayError(
    'UNAUTHENTICATED',
    `Token cannot be used: "${uri}" needs a token of an exchange, ${en}` +
      ` / Token is niet te gebruiken: "${uri}" vraagt een token van een omwisseldienst, ${nl}`,
  );
}

/**
 * The header chooses among the token's purposes and never grants one. It may be left out when the token has
 * only one; with several purposes and no choice the request has none.
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
