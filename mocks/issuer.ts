/**
 * The demo's issuer of tokens. Its private key lies in the repository for all to see, so a token
 * of this issuer proves nothing: production refuses it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importJWK, SignJWT } from 'jose';
import type { JWK } from 'jose';
import { projectRoot } from '../core/config/project-root.ts';
import type { DemoRole } from './roles.ts';

export const DEMO_ISSUER = 'urn:llo:issuer:demo';
export const GATEWAY_AUDIENCE = 'urn:llo:gateway';
const HOURS_DEFAULT = 8;
const HOURS_MAX = 24 * 31;

export interface TokenWish {
  /** One of the role's purposes; without it the token carries them all. */
  readonly purpose?: string;
  readonly hours?: number;
  /** The sealed id of the person who asks, for a citizen. */
  readonly subject?: string;
  readonly now?: Date;
}

export interface DemoToken {
  readonly token: string;
  readonly expiresAt: string;
}

/** A signed token for one role of the demo. */
export async function issueToken(role: DemoRole, wish: TokenWish = {}): Promise<DemoToken> {
  const issuedAt = Math.floor((wish.now ?? new Date()).getTime() / 1000);
  const expiresAt = issuedAt + Math.round(parseHours(wish.hours ?? HOURS_DEFAULT) * 3600);
  const { key, keyId } = await readSigningKey();
  const claims = {
    consumer: role.consumerOin,
    scopes: role.scopes,
    purposes: parsePurposes(role, wish.purpose),
    role: role.id,
    ...(wish.subject === undefined ? {} : { subject: wish.subject }),
  };
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA', kid: keyId, typ: 'JWT' })
    .setIssuer(DEMO_ISSUER)
    .setAudience(GATEWAY_AUDIENCE)
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(key);
  return { token, expiresAt: new Date(expiresAt * 1000).toISOString() };
}

/** A purpose may be written in full or by its last word. */
function parsePurposes(role: DemoRole, wished: string | undefined): readonly string[] {
  if (wished === undefined) return role.purposes;
  const purpose = role.purposes.find((uri) => uri === wished || uri.endsWith(`:${wished}`));
  if (purpose !== undefined) return [purpose];
  throw new Error(
    `Cannot use purpose "${wished}" as ${role.id}: its purposes are ${role.purposes.join(', ')}`,
  );
}

function parseHours(hours: number): number {
  if (hours > 0 && hours <= HOURS_MAX) return hours;
  throw new Error(`Cannot use "hours": expected a number above 0 and at most ${HOURS_MAX}`);
}

async function readSigningKey() {
  const file = join(projectRoot(), 'mocks/demo-keys/issuer.private.json');
  const jwk = JSON.parse(readFileSync(file, 'utf8')) as JWK;
  return { key: await importJWK(jwk, 'EdDSA'), keyId: jwk.kid ?? 'demo-issuer-1' };
}
