/** The request that sends a person to the issuer, and the answer with which they come back. */
import { base64url } from 'jose';
import type { IssuerMetadata } from './issuer-metadata.ts';
import type { SignInOffer } from './offer.ts';
import { SignInRefused } from './sign-in-refused.ts';

/** What makes one sign-in this one. Lives in memory until it is over. */
export interface RequestRecord {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The parameters of the redirect back, as the window handed them over. */
export type AuthorizationAnswer = Readonly<Record<string, string>>;

const SECRET_BYTES = 32;

export function createRequestRecord(): RequestRecord {
  return { state: randomText(), nonce: randomText(), verifier: randomText() };
}

function randomText(): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
}

/**
 * RFC 6749 4.1.1 with PKCE (RFC 7636). Who signs in is asked each time: at a shared computer the
 * issuer may still remember someone else.
 */
export async function authorizationAddress(
  { clientId, scope }: SignInOffer,
  { authorizationEndpoint }: IssuerMetadata,
  { state, nonce, verifier }: RequestRecord,
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

/** The code, once it is certain that this issuer gave it for this sign-in (RFC 9700 4.4, RFC 9207). */
export function codeFrom(
  answer: AuthorizationAnswer,
  { state }: RequestRecord,
  { issuer, isNamedInAnswers }: IssuerMetadata,
): string {
  if (answer['state'] !== state) throw new SignInRefused('foreign-answer');
  const { iss, error, code } = answer;
  if (iss === undefined ? isNamedInAnswers : iss !== issuer) {
    throw new SignInRefused('foreign-issuer');
  }
  if (error === 'access_denied') throw new SignInRefused('cancelled');
  if (error !== undefined || !code) throw new SignInRefused('refused');
  return code;
}
