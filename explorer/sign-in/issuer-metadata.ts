import { requestIssuer, type IssuerAccess } from './request-issuer.ts';
import { SignInError } from './sign-in-error.ts';

/** What the page uses of the discovery document (OpenID Connect Discovery 1.0, RFC 8414). */
export interface IssuerMetadata {
  readonly issuer: string;
  readonly authorizationEndpoint: URL;
  readonly tokenEndpoint: string;
  readonly jwksUri: string;
  /** Every authorization response has the parameter `iss` (RFC 9207). */
  readonly sendsIssuer: boolean;
}

/**
 * Fetches and checks the discovery document. Throws `issuer-mismatch` when it describes another
 * issuer and `unsupported` when the page cannot use it.
 */
export async function discoverIssuer(
  issuer: string,
  access: IssuerAccess,
): Promise<IssuerMetadata> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const { isOk, body } = await requestIssuer(access, url);
  if (!isOk) throw new SignInError('unreachable');
  if (body['issuer'] !== issuer) throw new SignInError('issuer-mismatch');
  const methods = body['code_challenge_methods_supported'];
  if (Array.isArray(methods) && !methods.includes('S256')) throw new SignInError('unsupported');
  return {
    issuer,
    authorizationEndpoint: parseEndpoint(body['authorization_endpoint'], issuer),
    tokenEndpoint: parseSameOrigin(body['token_endpoint'], issuer),
    jwksUri: parseSameOrigin(body['jwks_uri'], issuer),
    sendsIssuer: body['authorization_response_iss_parameter_supported'] === true,
  };
}

/** The page opens this URL in a window: a `javascript:` URL would run with the page's own rights. */
function parseEndpoint(value: unknown, issuer: string): URL {
  if (typeof value !== 'string' || !URL.canParse(value)) throw new SignInError('unsupported');
  const url = new URL(value);
  if (url.protocol !== new URL(issuer).protocol) throw new SignInError('unsupported');
  return url;
}

/** The page's Content-Security-Policy allows requests only to the issuer's own origin. */
function parseSameOrigin(value: unknown, issuer: string): string {
  const url = parseEndpoint(value, issuer);
  if (url.origin !== new URL(issuer).origin) throw new SignInError('unsupported');
  return url.href;
}
