import { dirname, resolve } from 'node:path';
import type { JWK } from 'jose';
import { z } from 'zod';
import { readJson, readText, SettingsError } from '../settings-files.ts';
import { parseIssuers, parseKeyFile } from './issuer-settings.ts';
import { ALGORITHMS, type Issuer } from './issuer.ts';

export interface IssuerArguments {
  readonly issuers?: string | undefined;
  readonly 'issuer-keys'?: string | undefined;
  readonly issuer: string;
  readonly audience: string;
}

/** A list of issuers, one issuer by its key file, or none: then every caller is the public. */
export function readIssuers(values: IssuerArguments, isDemo: boolean): readonly Issuer[] {
  const { issuers: listFile, 'issuer-keys': keysFile } = values;
  if (listFile !== undefined) {
    const readKeys = (name: string) => readJson(resolve(dirname(listFile), name));
    return parseIssuers(readText(listFile), listFile, { readKeys, isDemo });
  }
  if (keysFile === undefined) return [];
  const keys = parseKeyFile(keysFile, readJson(keysFile), isDemo);
  const { issuer: name, audience } = values;
  return [{ kind: 'jwks', name, audience, keys, algorithms: ALGORITHMS }];
}

const privateKey = z.looseObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  d: z.string(),
  demo: z.boolean().optional(),
});

/** The key that signs contexts. Published with the demo, anyone could be the gateway with it. */
export function readContextKey(path: string, isDemo: boolean): JWK {
  const parsed = privateKey.safeParse(readJson(path));
  if (!parsed.success) {
    throw new SettingsError(`Cannot use "${path}": expected a private Ed25519 key as JWK`);
  }
  const { demo, ...key } = parsed.data;
  if (demo === true && !isDemo) {
    throw new SettingsError(`Cannot use "${path}": this key is published with the demo`);
  }
  return key;
}
