import { askIssuer, type Asking } from './ask-issuer.ts';
import { SignInRefused } from './sign-in-refused.ts';

/** Where an issuer does what, from its discovery document (OpenID Connect Discovery 1.0, RFC 8414). */
export interface IssuerMetadata {
  readonly issuer: string;
  readonly authorizationEndpoint: URL;
  readonly tokenEndpoint: string;
  readonly jwksUri: string;
  /** It promises to name itself in every answer (RFC 9207). */
  readonly isNamedInAnswers: boolean;
}

/** Throws `foreign-issuer` for a document about another, `unsuitable` for one we cannot use. */
export async function discoverIssuer(issuer: string, asking: Asking): Promise<IssuerMetadata> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const { isOk, body } = await askIssuer(asking, url);
  if (!isOk) throw new SignInRefused('unreachable');
  if (body['issuer'] !== issuer) throw new SignInRefused('foreign-issuer');
  const methods = body['code_challenge_methods_supported'];
  if (Array.isArray(methods) && !methods.includes('S256')) throw new SignInRefused('unsuitable');
  return {
    issuer,
    authorizationEndpoint: parsePlace(body['authorization_endpoint'], issuer),
    tokenEndpoint: parseOwnPlace(body['token_endpoint'], issuer),
    jwksUri: parseOwnPlace(body['jwks_uri'], issuer),
    isNamedInAnswers: body['authorization_response_iss_parameter_supported'] === true,
  };
}

/** An address is opened in a window: one of another sort (`javascript:`) would run as this page. */
function parsePlace(value: unknown, issuer: string): URL {
  if (typeof value !== 'string' || !URL.canParse(value)) throw new SignInRefused('unsuitable');
  const place = new URL(value);
  if (place.protocol !== new URL(issuer).protocol) throw new SignInRefused('unsuitable');
  return place;
}

/** The page's security policy lets it ask the issuer's own origin alone. */
function parseOwnPlace(value: unknown, issuer: string): string {
  const place = parsePlace(value, issuer);
  if (place.origin !== new URL(issuer).origin) throw new SignInRefused('unsuitable');
  return place.href;
}
