/** Tokens of the demo's developer, each different, so that the gateway must verify every one. */
import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { issueToken } from '../../mocks/issuer.ts';
import { parseRole } from '../../mocks/roles.ts';
import { projectRoot } from '../../core/config/project-root.ts';

/** Returns a function that creates a new token at each call: the same claims with another `jti`. */
export async function createNewTokens(): Promise<() => string> {
  const file = join(projectRoot(), 'mocks/demo-keys/issuer.private.json');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the demo's own key
  const jwk = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  const { token } = await issueToken(parseRole('developer'));
  const [header = '', payload = ''] = token.split('.');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of the token just issued
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  return () => {
    const own = Buffer.from(JSON.stringify({ ...claims, jti: randomUUID() })).toString('base64url');
    const signed = sign(null, Buffer.from(`${header}.${own}`), key).toString('base64url');
    return `${header}.${own}.${signed}`;
  };
}
