/** A code becomes a token, once, by POST; and who signed in is proven by the issuer's signature. */
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import type { JSONWebKeySet, JWTPayload } from 'jose';
import { askIssuer, type Asking } from './ask-issuer.ts';
import type { RequestRecord } from './authorization.ts';
import type { IssuerMetadata } from './issuer-metadata.ts';
import { SignInRefused } from './sign-in-refused.ts';

/** The token of who signed in, and what the page shows of them. */
export interface SignedIn {
  readonly token: string;
  readonly endsAtMs: number;
  /** As the issuer calls them; empty when it does not say. */
  readonly name: string;
  readonly purposes: readonly string[];
}

export interface Redemption {
  readonly code: string;
  readonly attempt: RequestRecord;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly now: () => number;
}

const ALGORITHMS = ['EdDSA', 'Ed25519', 'ES256', 'RS256', 'PS256'];
const CLOCK_TOLERANCE_S = 60;

export async function redeemCode(
  metadata: IssuerMetadata,
  redemption: Redemption,
  asking: Asking,
): Promise<SignedIn> {
  const { code, attempt, clientId, redirectUri, now } = redemption;
  const { isOk, body } = await askIssuer(
    asking,
    metadata.tokenEndpoint,
    new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: redirectUri,
      code,
      code_verifier: attempt.verifier,
    }),
  );
  const { access_token: token, id_token: idToken, token_type: type, expires_in: lifeS } = body;
  if (!isOk || typeof token !== 'string' || String(type).toLowerCase() !== 'bearer') {
    throw new SignInRefused('no-token');
  }
  const person = await verifyIdToken(idToken, metadata, redemption, asking);
  const says = readClaims(token);
  return {
    token,
    endsAtMs: typeof lifeS === 'number' ? now() + lifeS * 1000 : (says.exp ?? 0) * 1000,
    name: textOf(person['name']) ?? textOf(person['preferred_username']) ?? '',
    purposes: listOf(says['purposes']),
  };
}

/** OpenID Connect Core 3.1.3.7: signature, issuer, audience, times, nonce. */
async function verifyIdToken(
  idToken: unknown,
  { issuer, jwksUri }: IssuerMetadata,
  { attempt, clientId, now }: Redemption,
  asking: Asking,
): Promise<JWTPayload> {
  const keys = await askIssuer(asking, jwksUri);
  try {
    const find = createLocalJWKSet(keys.body as unknown as JSONWebKeySet);
    const { payload } = await jwtVerify(String(idToken), find, {
      issuer,
      audience: clientId,
      algorithms: ALGORITHMS,
      requiredClaims: ['exp', 'iat', 'sub'],
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: new Date(now()),
    });
    const { nonce, azp = clientId } = payload;
    if (nonce !== attempt.nonce || azp !== clientId) throw new Error('Not for this sign-in');
    return payload;
  } catch (error) {
    throw new SignInRefused('unproven', { cause: error });
  }
}

/**
 * Only to know which purposes to offer: whether the token is any good is the gateway's to say. A
 * token that is no JWT offers nothing to choose from.
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
