import { dirname, resolve } from 'node:path';
import type { JWK } from 'jose';
import { z } from 'zod';
import { isPublishedKey } from '../../core/keys/published-keys.ts';
import { ConfigError } from '../../core/config/read-config.ts';
import { readJson, readText } from '../../core/config/read-file.ts';
import { parseAddress, parseIssuers, parseKeyFile } from './issuer-settings.ts';
import { ALGORITHMS, type Issuer } from './issuer.ts';

export interface IssuerArguments {
  readonly issuers?: string | undefined;
  readonly issuerKeys?: string | undefined;
  /** Addresses of issuers that publish their keys at `/jwks` below it. */
  readonly issuerAt: readonly string[];
  /** The OAuth client as which people sign in at the first of those. */
  readonly signInClient?: string | undefined;
  readonly issuer: string;
  readonly audience: string;
}

/** A list of issuers, or one by its key file and others by address. Without any, everyone is the public. */
export function readIssuers(values: IssuerArguments, isDemo: boolean): readonly Issuer[] {
  const { issuers: listFile, issuerKeys: keysFile, signInClient: clientId } = values;
  if (clientId !== undefined && (listFile !== undefined || values.issuerAt.length === 0)) {
    throw new ConfigError(
      'Give --sign-in-client with --issuer-at; a list of issuers names its own',
    );
  }
  if (listFile !== undefined) {
    const readKeys = (name: string) => readJson(resolve(dirname(listFile), name));
    return parseIssuers(readText(listFile), listFile, { readKeys, isDemo });
  }
  const { issuer: name, audience } = values;
  const shared = { kind: 'jwks', audience, algorithms: ALGORITHMS } as const;
  const published = values.issuerAt.map((url, index) => ({
    ...shared,
    name: url,
    keys: parseAddress(`${url}/jwks`, isDemo),
    ...(clientId !== undefined && index === 0 && { signIn: { clientId, scopes: [] } }),
  }));
  if (keysFile === undefined) return published;
  return [
    { ...shared, name, keys: parseKeyFile(keysFile, readJson(keysFile), isDemo) },
    ...published,
  ];
}

const privateKey = z.looseObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  d: z.string(),
  demo: z.boolean().optional(),
});

/** The key that signs contexts. A key that is published with the demo would let anyone pose as the gateway. */
export function readContextKey(path: string, isDemo: boolean): JWK {
  const parsed = privateKey.safeParse(readJson(path));
  if (!parsed.success) {
    throw new ConfigError(`Cannot use "${path}": expected a private Ed25519 key as JWK`);
  }
  const { demo, ...key } = parsed.data;
  if (!isDemo && (demo === true || isPublishedKey(key))) {
    throw new ConfigError(`Cannot use "${path}": this key is published with the demo`);
  }
  return key;
}
