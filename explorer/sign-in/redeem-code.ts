/** Redeems the authorization code for an access token and verifies the ID token. */
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import type { JSONWebKeySet, JWTPayload } from 'jose';
import { requestIssuer, type IssuerAccess } from './request-issuer.ts';
import type { AuthorizationRequest } from './authorization.ts';
import type { IssuerMetadata } from './issuer-metadata.ts';
import { SignInError } from './sign-in-error.ts';

/** The access token of the signed-in user and what the page shows about that user. */
export interface SignedIn {
  readonly token: string;
  readonly endsAtMs: number;
  /** Name in the ID token; empty when it has none. */
  readonly name: string;
  readonly purposes: readonly string[];
}

export interface CodeExchange {
  readonly code: string;
  readonly request: AuthorizationRequest;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly now: () => number;
}

const ALGORITHMS = ['EdDSA', 'Ed25519', 'ES256', 'RS256', 'PS256'];
const CLOCK_TOLERANCE_S = 60;

/** Throws `no-token` when the issuer gives no bearer token, `invalid-id-token` when the ID token is not valid. */
export async function redeemCode(
  metadata: IssuerMetadata,
  exchange: CodeExchange,
  access: IssuerAccess,
): Promise<SignedIn> {
  const { code, request, clientId, redirectUri, now } = exchange;
  const { isOk, body } = await requestIssuer(
    access,
    metadata.tokenEndpoint,
    new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: redirectUri,
      code,
      code_verifier: request.verifier,
    }),
  );
  const { access_token: token, id_token: idToken, token_type: type, expires_in: lifeS } = body;
  if (!isOk || typeof token !== 'string' || String(type).toLowerCase() !== 'bearer') {
    throw new SignInError('no-token');
  }
  const user = await verifyIdToken(idToken, metadata, exchange, access);
  const name = textOf(user['name']) ?? textOf(user['preferred_username']) ?? '';
  const claims = readClaims(token);
  // RFC 8693, section 4.4: another party is to exchange it.
  if (claims['may_act'] !== undefined) return { ...(await exchangeToken(token, access)), name };
  return {
    token,
    endsAtMs: typeof lifeS === 'number' ? now() + lifeS * 1000 : (claims.exp ?? 0) * 1000,
    name,
    purposes: listOf(claims['purposes']),
  };
}

/**
 * A citizen's token is for the exchange (docs/token-exchange.md). A page cannot be a client there, because it cannot
 * keep a key, so the demo asks the exchange in its place.
 */
async function exchangeToken(
  subjectToken: string,
  { fetch, signal }: IssuerAccess,
): Promise<Omit<SignedIn, 'name'>> {
  const response = await fetch('/demo/exchange', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ subjectToken }),
    signal,
  }).catch(() => undefined);
  const body = response?.ok ? ((await response.json()) as Readonly<Record<string, unknown>>) : {};
  const { token, expiresAt, purposes } = body;
  if (typeof token !== 'string') throw new SignInError('no-token');
  return { token, endsAtMs: Date.parse(String(expiresAt)) || 0, purposes: listOf(purposes) };
}

/** OpenID Connect Core 1.0, section 3.1.3.7: signature, issuer, audience, times and nonce. */
async function verifyIdToken(
  idToken: unknown,
  { issuer, jwksUri }: IssuerMetadata,
  { request, clientId, now }: CodeExchange,
  access: IssuerAccess,
): Promise<JWTPayload> {
  const keys = await requestIssuer(access, jwksUri);
  try {
    const keySet = createLocalJWKSet(keys.body as unknown as JSONWebKeySet);
    const { payload } = await jwtVerify(String(idToken), keySet, {
      issuer,
      audience: clientId,
      algorithms: ALGORITHMS,
      requiredClaims: ['exp', 'iat', 'sub'],
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: new Date(now()),
    });
    const { nonce, azp = clientId } = payload;
    if (nonce !== request.nonce || azp !== clientId)
      throw new Error('Cannot accept the ID token: nonce or azp differs');
    return payload;
  } catch (error) {
    throw new SignInError('invalid-id-token', { cause: error });
  }
}

/**
 * Reads the purposes that the page offers; the gateway verifies the access token. No claims when the
 * token is not a JWT.
 */
function readClaims(token: string): JWTPayload {
  try {
    return decodeJwt(token);
  } catch {
    return {};
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
