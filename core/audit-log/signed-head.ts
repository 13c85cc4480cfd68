import { createPrivateKey, sign, type JsonWebKey } from 'node:crypto';
import type { SigningKey } from '../keys/signing-key.ts';

/** What a log signs: the newest line of each of its series at the end of a day. */
export interface SignedHead {
  /** The log. */
  readonly iss: string;
  readonly heads: readonly string[];
  readonly day: string;
  /** Seconds since 1970. */
  readonly iat: number;
}

/** Signs as a compact JWS (RFC 7515) with EdDSA. */
export type SignHead = (head: SignedHead) => string;

/**
 * Whoever keeps a signed head elsewhere can show that a log was rewritten or cut off before it, also when every
 * checksum in the log is right.
 */
export function createHeadSigner(privateJwk: SigningKey): SignHead {
  const key = createPrivateKey({ key: { ...privateJwk } as JsonWebKey, format: 'jwk' });
  const { kid } = privateJwk;
  const header = { alg: 'EdDSA', ...(kid !== undefined && { kid }) };
  return (head) => {
    const signed = `${encode(header)}.${encode(head)}`;
    return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
  };
}

/** What a process says that has no key to sign with, in production. */
export const UNSIGNED =
  'The audit log is not signed: without auditKey nobody can show that it was rewritten as a whole';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
