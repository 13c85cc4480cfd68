import { createPublicKey, verify, type JsonWebKey, type KeyObject } from 'node:crypto';
import { isObject } from '../structures/is-object.ts';
import { parseLine } from './read-lines.ts';
import { isSignedHead, parseHead, type Place } from './receipt.ts';

/** That these lines were the newest of a log, as its process signed it. */
export interface ReadHead {
  readonly log: string;
  readonly day: string;
  readonly heads: readonly Place[];
  readonly signature: 'valid' | 'invalid' | 'no key';
}

/** A public key with which heads are signed, of one log or, without a name, of any. */
export interface HeadKey {
  readonly log: string | null;
  readonly kid: string | undefined;
  readonly key: KeyObject;
}

/** The keys in a JWK or a set of them. Throws for anything else, and for a key of another type than Ed25519. */
export function headKeysIn(value: unknown, log: string | null): readonly HeadKey[] {
  const keys = isObject(value) && Array.isArray(value['keys']) ? value['keys'] : [value];
  return keys.map((one: unknown) => {
    if (!isObject(one)) throw new Error('expected a JWK');
    const { kty, crv, x, kid } = one as JsonWebKey & { kid?: string };
    const key = createPublicKey({ key: { kty, crv, x } as JsonWebKey, format: 'jwk' });
    if (key.asymmetricKeyType !== 'ed25519') throw new Error('expected a key of Ed25519');
    return { log, kid, key };
  });
}

/** The head in a JWS, and whether a known key signed it; null for a text that is none, or is not about its own log. */
export function readSignedHead(jws: unknown, keys: readonly HeadKey[]): ReadHead | null {
  if (!isSignedHead(jws)) return null;
  const [header = '', payload = '', signature = ''] = String(jws).split('.');
  const { alg, kid } = partOf(header);
  const { iss: log, heads, day } = partOf(payload);
  if (typeof log !== 'string' || !Array.isArray(heads) || heads.length === 0) return null;
  if (typeof day !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const places = heads.map(parseHead);
  if (places.some((place) => place?.name !== log)) return null;
  const ofLog = keys.filter((one) => one.log === null || one.log === log);
  const signed = Buffer.from(`${header}.${payload}`);
  const isValid = ofLog.some(
    (one) =>
      alg === 'EdDSA' &&
      one.kid === kid &&
      verify(null, signed, one.key, Buffer.from(signature, 'base64url')),
  );
  return {
    log,
    day,
    heads: places.filter((place) => place !== null),
    signature: ofLog.length === 0 ? 'no key' : isValid ? 'valid' : 'invalid',
  };
}

function partOf(base64url: string): Readonly<Record<string, unknown>> {
  return parseLine(Buffer.from(base64url, 'base64url').toString('utf8')) ?? {};
}
