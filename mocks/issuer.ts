/**
 * Issues tokens of the demo. The private key is public, so a token of this issuer proves nothing:
 * production does not accept it.
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

export interface TokenOptions {
  /** One of the role's purposes; by default all of them. */
  readonly purpose?: string;
  readonly hours?: number;
  /** The encrypted id of the citizen. */
  readonly subject?: string;
  readonly now?: Date;
}

export interface DemoToken {
  readonly token: string;
  readonly expiresAt: string;
}

/** A signed token for one role of the demo. */
export async function issueToken(role: DemoRole, options: TokenOptions = {}): Promise<DemoToken> {
  const issuedAt = Math.floor((options.now ?? new Date()).getTime() / 1000);
  const expiresAt = issuedAt + Math.round(parseHours(options.hours ?? HOURS_DEFAULT) * 3600);
  const { key, keyId } = await readSigningKey();
  const claims = {
    consumer: role.consumerOin,
    scopes: role.scopes,
    purposes: parsePurposes(role, options.purpose),
    role: role.id,
    ...(options.subject === undefined ? {} : { subject: options.subject }),
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

/** A purpose may be given as a full URI or by its last part. */
function parsePurposes(role: DemoRole, chosen: string | undefined): readonly string[] {
  if (chosen === undefined) return role.purposes;
  const purpose = role.purposes.find((uri) => uri === chosen || uri.endsWith(`:${chosen}`));
  if (purpose !== undefined) return [purpose];
  throw new Error(
    `Cannot use purpose "${chosen}" as ${role.id}: its purposes are ${role.purposes.join(', ')}`,
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
