/** The access tokens of an exchange: docs/token-exchange.md, "The access token". */
import { z } from 'zod';
import { ClaimError, type ReadClaims } from './token-claims.ts';

/** Ten minutes, because a token cannot be withdrawn before its end. */
const LIFE_S_MAX = 600;

/** What is verified of them beside signature, issuer, audience and times: RFC 9068, 4, and the longest life. */
export const EXCHANGE_TOKEN = {
  typ: 'at+jwt',
  requiredClaims: ['exp', 'iat'],
  maxTokenAge: LIFE_S_MAX,
};

const text = z.string().min(1).max(200);
const claims = {
  iat: z.number(),
  exp: z.number(),
  /** At least 128 random bits, in any usual notation. */
  jti: z.string().min(22).max(200),
  /** The encrypted id of the person: base64url without padding. */
  sub: z.string().regex(/^[\w-]{22,2000}$/),
  /** The client that asked for the token. */
  azp: text,
  /** RFC 8693, 4.1: the organisation that acts for the person, and nobody behind it. */
  act: z.strictObject({ sub: z.string().regex(/^\d{20}$/) }),
  /** Scopes and purposes, with spaces between them. */
  scope: z.string().max(2_000),
};

/** Throws `ClaimError`. */
export function readExchangeClaims(payload: Readonly<Record<string, unknown>>): ReadClaims {
  const read = <Name extends keyof typeof claims>(name: Name) => {
    const parsed = claims[name].safeParse(payload[name]);
    if (!parsed.success) throw new ClaimError(name);
    return parsed.data as z.output<(typeof claims)[Name]>;
  };
  const exp = read('exp');
  if (exp - read('iat') > LIFE_S_MAX) throw new ClaimError('exp');
  read('azp');
  const listed = read('scope').split(' ').filter(Boolean);
  const isPurpose = (name: string) => name.startsWith('urn:');
  return {
    consumer: read('act').sub,
    scopes: listed.filter((name) => !isPurpose(name)),
    purposes: listed.filter(isPurpose),
    subject: read('sub'),
    // The id of a person is in no log as the user.
    sub: undefined,
    jti: read('jti'),
    exp,
  };
}
