/** Contexts as the gateway signs them, and those that a subgraph must refuse. */
import { generateKeyPairSync } from 'node:crypto';
import { importJWK, SignJWT, type JWK } from 'jose';
import {
  CONTEXT_ISSUER,
  CONTEXT_LIFE_S,
  contextAudience,
  contextDigest,
} from '../../core/federation/signed-context.ts';

/** Whom a context names. */
export interface Principal {
  readonly consumer: string;
  readonly purpose: string;
  readonly scopes: readonly string[];
  readonly subject?: string;
}

export interface TestSigner {
  readonly sign: (principal: Principal, body: string) => Promise<string>;
  /** Wrong in one way each; the body ends in a space, which JSON allows and the digest counts. */
  readonly wrong: readonly WrongContext[];
}

export interface WrongContext {
  /** What is wrong with it. */
  readonly name: string;
  readonly mend: string;
  readonly sign: (principal: Principal, body: string) => Promise<string>;
}

type Changes = (now: number, body: string) => Readonly<Record<string, unknown>>;

const TIMES = 'refuse it outside iat and exp, and where exp is more than 60 seconds after iat';
const DIGEST = 'compare digest with SHA-256 of the bytes of the body as they came, in base64url';
const AUDIENCE = 'compare aud, which is one text, with the urn of your subgraph';
const SIGNATURE = 'accept EdDSA alone, with the public keys of the gateway';

/** The claims that are wrong, each with how to mend a server that accepts them. */
function wrongClaims(kind: string): readonly (readonly [string, string, Changes])[] {
  const own = contextAudience(kind);
  const other = contextAudience(kind === 'funds' ? 'education' : 'funds');
  return [
    ['for another audience', AUDIENCE, () => ({ aud: other })],
    ['for several audiences', AUDIENCE, () => ({ aud: [own, other] })],
    ['without an audience', AUDIENCE, () => ({ aud: undefined })],
    ['with another digest', DIGEST, (_, body) => ({ digest: contextDigest(body.trimEnd()) })],
    ['without a digest', DIGEST, () => ({ digest: undefined })],
    ['that has expired', TIMES, (now) => ({ iat: now - 90, exp: now - 30 })],
    ['without an end', TIMES, () => ({ exp: undefined })],
    ['without a beginning', TIMES, () => ({ iat: undefined })],
    ['that lives for a day', TIMES, (now) => ({ exp: now + 86_400 })],
    ['signed long ago', TIMES, (now) => ({ iat: now - 600, exp: now + 30 })],
    ['signed in the future', TIMES, (now) => ({ iat: now + 600, exp: now + 630 })],
    ['that is not valid yet', TIMES, (now) => ({ nbf: now + 300 })],
    ['of another issuer', `compare iss with ${CONTEXT_ISSUER}`, () => ({ iss: 'urn:llo:other' })],
    ['without a client', 'expect consumer: 20 digits', () => ({ consumer: undefined })],
  ];
}

export async function createTestSigner(
  privateKey: JWK,
  kind: string,
  now: () => number = Date.now,
): Promise<TestSigner> {
  const key = await importJWK(privateKey, 'EdDSA');
  const other = generateKeyPairSync('ed25519').privateKey;
  const header = (alg: string) => ({ alg, ...(privateKey.kid && { kid: privateKey.kid }) });

  const tokenOf = (principal: Principal, body: string, changes?: Changes) => {
    const nowS = Math.floor(now() / 1000);
    const claims: Record<string, unknown> = {
      ...principal,
      iss: CONTEXT_ISSUER,
      aud: contextAudience(kind),
      iat: nowS,
      exp: nowS + CONTEXT_LIFE_S,
      digest: contextDigest(body),
      ...changes?.(nowS, body),
    };
    // A claim that is undefined is left out.
    return new SignJWT(
      Object.fromEntries(Object.entries(claims).filter(([, one]) => one !== undefined)),
    );
  };
  const sign = (principal: Principal, body: string, changes?: Changes) =>
    tokenOf(principal, body, changes).setProtectedHeader(header('EdDSA')).sign(key);

  const wrong: WrongContext[] = wrongClaims(kind).map(([name, mend, changes]) => ({
    name,
    mend,
    sign: (principal, body) => sign(principal, body, changes),
  }));
  const add = (name: string, signWrongly: WrongContext['sign']) =>
    wrong.push({ name, mend: SIGNATURE, sign: signWrongly });
  add('signed with another key', (principal, body) =>
    tokenOf(principal, body).setProtectedHeader(header('EdDSA')).sign(other),
  );
  add('signed with the public key as a secret', (principal, body) => {
    const secret = Buffer.from(privateKey.x ?? '', 'base64url');
    return tokenOf(principal, body).setProtectedHeader(header('HS256')).sign(secret);
  });
  add('without a signature', async (principal, body) => {
    const [, claims = ''] = (await sign(principal, body)).split('.');
    return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`;
  });
  add('with other claims than were signed', async (principal, body) => {
    const [head, , signature] = (await sign({ ...principal, scopes: [] }, body)).split('.');
    const [, claims] = (await sign(principal, body)).split('.');
    return `${head}.${claims}.${signature}`;
  });
  add('that is no token', async () => 'context');
  return { sign: (principal, body) => sign(principal, body), wrong };
}
