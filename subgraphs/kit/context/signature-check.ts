import { createPublicKey, verify } from 'node:crypto';
import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';

/** Without `crit`, because an extension that must be understood is not understood here (RFC 7515, 4.1.11). */
const header = z.object({
  alg: z.literal('EdDSA'),
  kid: z.string().optional(),
  crit: z.undefined().optional(),
});

/** A JWS in its compact form (RFC 7515, 7.1). */
const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;

/**
 * Returns the payload of a text that one of these Ed25519 keys signed, and throws for any other text. Every request of
 * the gateway has a new text, so this is done at once: a general implementation hands it to another thread and takes
 * twice the time.
 */
export function createSignatureCheck(keySet: JSONWebKeySet): (text: string) => unknown {
  const keys = keySet.keys.map((jwk) => ({
    kid: jwk.kid,
    key: createPublicKey({ key: { ...jwk }, format: 'jwk' }),
  }));
  /** By the text of a header, of which the gateway writes one. */
  let known: { readonly text: string; readonly key: ReturnType<typeof createPublicKey> } | null =
    null;

  const keyFor = (text: string) => {
    const { kid } = header.parse(parse(text));
    const [found, ...others] = keys.filter((one) => kid === undefined || one.kid === kid);
    if (found === undefined || others.length > 0) throw new Error('Its key is not known');
    return found.key;
  };

  return function signedPayload(text) {
    const [, head = '', payload = '', signature = ''] = COMPACT.exec(text) ?? [];
    const key = known?.text === head ? known.key : keyFor(head);
    const signed = Buffer.from(`${head}.${payload}`);
    if (!verify(null, signed, key, Buffer.from(signature, 'base64url'))) {
      throw new Error('Its signature is wrong');
    }
    known = { text: head, key };
    return parse(payload);
  };
}

function parse(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
}
