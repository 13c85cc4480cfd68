import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import { z } from 'zod';
import { ConfigError } from '../config/read-config.ts';
import { readJson } from '../config/read-file.ts';
import { assertPrivateFile } from './private-file.ts';
import { isPublishedKey } from './published-keys.ts';

const privateKey = z.looseObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  d: z.string(),
  kid: z.string().max(200).optional(),
  demo: z.boolean().optional(),
});

/** A private Ed25519 key as JWK. */
export type SigningKey = Omit<z.output<typeof privateKey>, 'demo'>;

/** A key with which a process signs. One that is published with the demo would let anyone pose as that process. */
export function readSigningKey(path: string, isDemo: boolean): SigningKey {
  const parsed = privateKey.safeParse(readJson(path));
  if (!parsed.success || !canSign(parsed.data)) {
    throw new ConfigError(`Cannot use "${path}": expected a private Ed25519 key as JWK`);
  }
  const { demo, ...key } = parsed.data;
  if (!isDemo && (demo === true || isPublishedKey(key))) {
    throw new ConfigError(`Cannot use "${path}": this key is published with the demo`);
  }
  // The files of the demo are in the repository, where everyone may read them.
  if (!isDemo) assertPrivateFile(path);
  return key;
}

/** Newer versions of Node reject a key whose `x` does not belong to its `d`. */
function canSign(key: JsonWebKey): boolean {
  try {
    createPrivateKey({ key, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}
