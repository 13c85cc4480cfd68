/** The client of the exchange: the organisation at which people of the demo see their own data. */
import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT, type JWK } from 'jose';
import { z } from 'zod';
import { readDemoKey } from '../demo-keys.ts';
import { GATEWAY_AUDIENCE } from '../issuer.ts';
import {
  ACCESS_TOKEN_TYPE,
  JWT_BEARER,
  JWT_TYPE,
  PORTAL_CLIENT,
  TOKEN_EXCHANGE,
} from './exchange-names.ts';

const ASSERTION_LIFE_S = 60;
const DEADLINE_MS = 4_000;

/** What the exchange responds, as far as the client reads it. */
const granted = z.object({ access_token: z.string(), expires_in: z.number(), scope: z.string() });

export type GrantedToken = z.output<typeof granted>;

/** Exchanges a token of the issuer at the exchange of this address. Throws when it is refused. */
export async function exchangeAt(url: string, subjectToken: string): Promise<GrantedToken> {
  const response = await fetch(`${url}/token`, {
    method: 'POST',
    body: await exchangeForm(`${url}/token`, subjectToken),
    redirect: 'error',
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  if (response.ok) return granted.parse(await response.json());
  throw new Error(`Cannot exchange this token: the exchange responds with ${response.status}`);
}

/** The parameters of a request, with an assertion by the key of the client (RFC 7523). */
export async function exchangeForm(
  endpoint: string,
  subjectToken: string,
): Promise<URLSearchParams> {
  const jwk = readDemoKey('portal.private') as JWK;
  const assertion = await new SignJWT({})
    .setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid ?? '' })
    .setIssuer(PORTAL_CLIENT)
    .setSubject(PORTAL_CLIENT)
    .setAudience(endpoint)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(`${ASSERTION_LIFE_S}s`)
    .sign(await importJWK(jwk, 'EdDSA'));
  return new URLSearchParams({
    grant_type: TOKEN_EXCHANGE,
    subject_token: subjectToken,
    subject_token_type: JWT_TYPE,
    requested_token_type: ACCESS_TOKEN_TYPE,
    audience: GATEWAY_AUDIENCE,
    client_assertion_type: JWT_BEARER,
    client_assertion: assertion,
  });
}
