/**
 * A stand-in for the exchange of docs/token-exchange.md: the party that may process citizen numbers and holds the person
 * key, and so turns a token of an issuer into one with the id by which a client knows the person.
 */
import { randomUUID } from 'node:crypto';
import {
  compactDecrypt,
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  importJWK,
  jwtVerify,
  SignJWT,
  type JSONWebKeySet,
  type JWK,
  type JWTPayload,
} from 'jose';
import { z } from 'zod';
import { encryptId } from '../../subgraphs/kit/ids/encrypted-id.ts';
import type { KeySet } from '../../subgraphs/kit/ids/key-set.ts';
import { isElevenProof } from '../world/test-number.ts';
import {
  ACCESS_TOKEN_TYPE,
  BSN_ENCRYPTION,
  BSN_KEY_WRAP,
  JWT_BEARER,
  JWT_TYPE,
  TOKEN_EXCHANGE,
} from './exchange-names.ts';
import { createUsedTokens, TooManyTokens } from './used-tokens.ts';

/** A client that may exchange tokens: it signs an assertion with its own key (RFC 7523, `private_key_jwt`). */
export interface ExchangeClient {
  /** OIN of its organisation, for which the person's id is encrypted. */
  readonly oin: string;
  readonly keys: JSONWebKeySet;
}

export interface ExchangeOptions {
  readonly name: string;
  /** Address of the token endpoint, the `aud` of assertions. */
  readonly endpoint: string;
  /** The `aud` of its access tokens: the gateway. */
  readonly audience: string;
  readonly signingKey: JWK;
  readonly decryptionKey: JWK;
  readonly personKey: KeySet;
  /** Keys of the issuers that it accepts, by their `iss`. */
  readonly issuers: ReadonlyMap<string, JSONWebKeySet>;
  readonly clients: ReadonlyMap<string, ExchangeClient>;
  readonly now?: () => number;
  /** The day of the ids, where the demo has another than today. */
  readonly today?: () => Date;
}

export interface TokenResponse {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Handles the body of a request to the token endpoint. */
export type Exchange = (form: URLSearchParams) => Promise<TokenResponse>;

const PURPOSE = 'urn:llo:purpose:inzage';
const SCOPE = `llo:case ${PURPOSE}`;
const TOKEN_LIFE_S = 600;
/** Of subject tokens and assertions, which are used once and at once. */
const USED_ONCE_LIFE_S_MAX = 300;
const TOLERANCE_S = 5;
const TOKEN_LENGTH_MAX = 8_192;
/** Public-key signatures alone: no `none`, and no shared secret that a public key could be taken for. */
const ALGORITHMS = ['EdDSA', 'Ed25519', 'ES256', 'PS256', 'RS256'];

/** An error response of RFC 6749, 5.2 and RFC 8693, 2.2.2. */
class OauthError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, description: string, status = 400) {
    super(description);
    this.code = code;
    this.status = status;
  }
}

const usedOnce = z.object({
  iat: z.number(),
  exp: z.number(),
  jti: z.string().min(16).max(200),
});
const subjectClaims = usedOnce.extend({
  /** RFC 8693, 4.4: who may act for the person. */
  may_act: z.strictObject({ sub: z.string() }),
  bsn_jwe: z.string().max(2_000),
});

export async function createExchange(options: ExchangeOptions): Promise<Exchange> {
  const now = options.now ?? Date.now;
  const nowS = () => now() / 1000;
  const today = options.today ?? (() => new Date(now()));
  const { name, endpoint, audience } = options;
  const signingKey = await importJWK(options.signingKey, 'EdDSA');
  const decryptionKey = await importJWK(options.decryptionKey, BSN_KEY_WRAP);
  const used = createUsedTokens(nowS);

  /** The claims of a token that is used once, of one of these signers. Throws. */
  async function verifyOnce<Claims extends z.output<typeof usedOnce>>(
    token: string,
    { keys, issuer, aud }: { keys: JSONWebKeySet; issuer: string; aud: string },
    shape: z.ZodType<Claims>,
  ): Promise<Claims & JWTPayload> {
    if (token.length > TOKEN_LENGTH_MAX) throw new Error('Token is too long');
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      issuer,
      audience: aud,
      algorithms: ALGORITHMS,
      clockTolerance: TOLERANCE_S,
      maxTokenAge: USED_ONCE_LIFE_S_MAX,
      currentDate: new Date(now()),
    });
    // A token for several parties could be used by one of them at another.
    if (typeof payload.aud !== 'string') throw new Error('Token has several audiences');
    const claims = shape.parse(payload);
    if (claims.exp - claims.iat > USED_ONCE_LIFE_S_MAX) throw new Error('Token lives too long');
    if (!used.use(issuer, claims.jti, claims.exp + TOLERANCE_S)) {
      throw new Error('Token was used before');
    }
    return { ...payload, ...claims };
  }

  async function authenticateClient(form: URLSearchParams) {
    const assertion = form.get('client_assertion') ?? '';
    try {
      if (form.get('client_assertion_type') !== JWT_BEARER) throw new Error('No assertion');
      const id = decodeJwt(assertion).iss ?? '';
      const client = options.clients.get(id);
      if (!client || (form.get('client_id') ?? id) !== id) throw new Error('Unknown client');
      const signer = { keys: client.keys, issuer: id, aud: endpoint };
      const { sub } = await verifyOnce(assertion, signer, usedOnce);
      if (sub !== id) throw new Error('Another subject');
      return { id, ...client };
    } catch (error) {
      throw failure(error, 'invalid_client', 'The client is not known by this assertion', 401);
    }
  }

  /** The citizen number in a subject token that this client may exchange. */
  async function openSubject(token: string, client: ExchangeClient): Promise<string> {
    try {
      const issuer = decodeJwt(token).iss ?? '';
      const keys = options.issuers.get(issuer);
      if (!keys) throw new Error('Unknown issuer');
      const forClient = subjectClaims.refine(({ may_act: { sub } }) => sub === client.oin);
      const claims = await verifyOnce(token, { keys, issuer, aud: name }, forClient);
      return await decryptNumber(claims.bsn_jwe);
    } catch (error) {
      // One description for all, so that nobody learns by trying what is in a token (RFC 8693, 2.2.2).
      throw failure(error, 'invalid_request', 'The subject token is not valid');
    }
  }

  async function decryptNumber(jwe: string): Promise<string> {
    if ('zip' in decodeProtectedHeader(jwe)) throw new Error('Compressed');
    const { plaintext } = await compactDecrypt(jwe, decryptionKey, {
      keyManagementAlgorithms: [BSN_KEY_WRAP],
      contentEncryptionAlgorithms: [BSN_ENCRYPTION],
    });
    const number = Buffer.from(plaintext).toString('latin1');
    if (!isElevenProof(number) || Number(number) === 0) throw new Error('No citizen number');
    return number;
  }

  async function issue(number: string, client: ExchangeClient & { readonly id: string }) {
    const context = { consumer: client.oin, purpose: PURPOSE };
    const issuedAtS = Math.floor(nowS());
    const token = await new SignJWT({ azp: client.id, act: { sub: client.oin }, scope: SCOPE })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: options.signingKey.kid ?? '' })
      .setIssuer(name)
      .setAudience(audience)
      .setSubject(encryptId('llo-person/v1', number, context, options.personKey, today()))
      .setJti(randomUUID())
      .setIssuedAt(issuedAtS)
      .setExpirationTime(issuedAtS + TOKEN_LIFE_S)
      .sign(signingKey);
    return {
      access_token: token,
      issued_token_type: ACCESS_TOKEN_TYPE,
      token_type: 'Bearer',
      expires_in: TOKEN_LIFE_S,
      scope: SCOPE,
    };
  }

  return async function exchange(form) {
    try {
      checkParameters(form, audience);
      const client = await authenticateClient(form);
      const number = await openSubject(form.get('subject_token') ?? '', client);
      return { status: 200, body: await issue(number, client) };
    } catch (error) {
      const { code, status, message } =
        error instanceof OauthError
          ? error
          : new OauthError('server_error', 'Try again later', 500);
      return { status, body: { error: code, error_description: message } };
    }
  };
}

/** What can be said of a request without opening a token, so that a mistake uses none up. */
function checkParameters(form: URLSearchParams, audience: string): void {
  const names = [...form.keys()];
  const isRepeated = new Set(names).size !== names.length;
  if (isRepeated) throw new OauthError('invalid_request', 'A parameter is repeated');
  if (form.get('grant_type') !== TOKEN_EXCHANGE) {
    throw new OauthError('unsupported_grant_type', 'Only token exchange (RFC 8693) is offered');
  }
  if (form.has('resource') || form.get('audience') !== audience) {
    throw new OauthError('invalid_target', `Tokens are for audience "${audience}" alone`);
  }
  if (form.has('actor_token')) {
    throw new OauthError('invalid_request', 'The client itself acts: send no actor token');
  }
  if (!isWholeScope(form.get('scope'))) {
    throw new OauthError('invalid_scope', `Tokens have scope "${SCOPE}" alone`);
  }
  if (form.get('subject_token_type') !== JWT_TYPE) {
    throw new OauthError('invalid_request', `The subject token is of type "${JWT_TYPE}"`);
  }
  if (![null, ACCESS_TOKEN_TYPE].includes(form.get('requested_token_type'))) {
    throw new OauthError('invalid_request', `Tokens are of type "${ACCESS_TOKEN_TYPE}"`);
  }
}

/** There is one scope, so a client that asks for less or more has misunderstood something. */
function isWholeScope(wanted: string | null): boolean {
  return wanted === null || wanted.split(' ').toSorted().join(' ') === SCOPE;
}

function failure(error: unknown, code: string, description: string, status = 400): OauthError {
  return error instanceof TooManyTokens
    ? new OauthError('temporarily_unavailable', 'Try again later', 503)
    : new OauthError(code, description, status);
}
