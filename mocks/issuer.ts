/**
 * Issues tokens of the demo. The private key is public, so a token of this issuer proves nothing:
 * production does not accept it.
 */
import { randomUUID } from 'node:crypto';
import { CompactEncrypt, importJWK, SignJWT } from 'jose';
import type { JSONWebKeySet, JWK } from 'jose';
import { readDemoKey } from './demo-keys.ts';
import { BSN_ENCRYPTION, BSN_KEY_WRAP, DEMO_EXCHANGE } from './exchange/exchange-names.ts';
import { parseRole, type DemoRole } from './roles.ts';

export const DEMO_ISSUER = 'urn:llo:issuer:demo';
export const GATEWAY_AUDIENCE = 'urn:llo:gateway';
/** A token for the exchange is used once and at once. */
export const SUBJECT_TOKEN_LIFE_S = 120;
const HOURS_DEFAULT = 8;
const HOURS_MAX = 24 * 31;

export interface TokenOptions {
  /** One of the role's purposes; by default all of them. */
  readonly purpose?: string;
  readonly hours?: number;
  readonly now?: Date;
}

export interface DemoToken {
  readonly token: string;
  readonly expiresAt: string;
}

/**
 * A signed token for one role of the demo. Not for a citizen: only the exchange names a person, because only it has
 * the key for that.
 */
export async function issueToken(role: DemoRole, options: TokenOptions = {}): Promise<DemoToken> {
  const issuedAt = Math.floor((options.now ?? new Date()).getTime() / 1000);
  const expiresAt = issuedAt + Math.round(parseHours(options.hours ?? HOURS_DEFAULT) * 3600);
  const { key, keyId } = await readSigningKey();
  const claims = {
    consumer: role.consumerOin,
    scopes: role.scopes,
    purposes: parsePurposes(role, options.purpose),
    role: role.id,
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

/** A token with which the client of the exchange asks for that of the person with this citizen number. */
export async function issueSubjectToken(number: string): Promise<string> {
  const { key, keyId } = await readSigningKey();
  return await new SignJWT(await subjectTokenClaims(number))
    .setProtectedHeader({ alg: 'EdDSA', kid: keyId, typ: 'JWT' })
    .setIssuer(DEMO_ISSUER)
    .setAudience(DEMO_EXCHANGE)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(`${SUBJECT_TOKEN_LIFE_S}s`)
    .sign(key);
}

/** What a token for the exchange says: the citizen number, readable for the exchange alone, and who may use it. */
export async function subjectTokenClaims(number: string) {
  const [publicKey] = (readDemoKey('exchange-encryption.public') as JSONWebKeySet).keys;
  if (publicKey === undefined) throw new Error('Cannot find the key of the exchange');
  const jwe = await new CompactEncrypt(Buffer.from(number, 'latin1'))
    .setProtectedHeader({ alg: BSN_KEY_WRAP, enc: BSN_ENCRYPTION, kid: publicKey.kid ?? '' })
    .encrypt(await importJWK(publicKey, BSN_KEY_WRAP));
  return { may_act: { sub: parseRole('citizen').consumerOin }, bsn_jwe: jwe };
}

/** A purpose may be given as a full URI or by its last part. */
export function parsePurposes(role: DemoRole, chosen: string | undefined): readonly string[] {
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
  const jwk = readDemoKey('issuer.private') as JWK;
  return { key: await importJWK(jwk, 'EdDSA'), keyId: jwk.kid ?? 'demo-issuer-1' };
}
