/** The OAuth authorization request and its response (RFC 6749, section 4.1). */
import { base64url } from 'jose';
import type { IssuerMetadata } from './issuer-metadata.ts';
import type { SignInOffer } from './offer.ts';
import { SignInError } from './sign-in-error.ts';

/** The secrets of one sign-in; they stay in memory until it is over. */
export interface AuthorizationRequest {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Query parameters with which the issuer redirects back. */
export type AuthorizationResponse = Readonly<Record<string, string>>;

const SECRET_BYTES = 32;

export function createAuthorizationRequest(): AuthorizationRequest {
  return { state: randomText(), nonce: randomText(), verifier: randomText() };
}

function randomText(): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
}

/**
 * Address of the authorization request, with PKCE (RFC 7636). `prompt=login` makes the issuer ask for
 * credentials every time, because on a shared computer it may still have another user's session.
 */
export async function authorizationAddress(
  { clientId, scope }: SignInOffer,
  { authorizationEndpoint }: IssuerMetadata,
  { state, nonce, verifier }: AuthorizationRequest,
  redirectUri: string,
): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const address = new URL(authorizationEndpoint);
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    state,
    nonce,
    code_challenge: base64url.encode(new Uint8Array(hash)),
    code_challenge_method: 'S256',
    prompt: 'login',
  };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return address.href;
}

/**
 * The authorization code, after checking that the response belongs to this request (RFC 9700,
 * section 4.4) and comes from this issuer (RFC 9207).
 */
export function codeFrom(
  response: AuthorizationResponse,
  { state }: AuthorizationRequest,
  { issuer, sendsIssuer }: IssuerMetadata,
): string {
  if (response['state'] !== state) throw new SignInError('state-mismatch');
  const { iss, error, code } = response;
  if (iss === undefined ? sendsIssuer : iss !== issuer) throw new SignInError('issuer-mismatch');
  if (error === 'access_denied') throw new SignInError('cancelled');
  if (error !== undefined || !code) throw new SignInError('denied');
  return code;
}
