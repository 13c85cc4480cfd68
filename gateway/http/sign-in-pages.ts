/** What the explorer needs of its gateway for signing in: the issuer, and the page to return to. */
import { contentSecurityPolicy, jsonReply, type Reply } from './http-response.ts';
import type { Issuer, SignInClient } from '../authentication/issuer.ts';
import type { PageFiles } from './page-files.ts';

export interface SignInPages {
  /** The explorer, which may also send requests to that issuer. */
  explorer(): Promise<Reply>;
  /** The issuer and the client id, for the explorer. Nothing in it is secret. */
  offer(): Reply;
  /** The redirect URI of the authorization code flow; null without sign-in. */
  signedIn(): Promise<Reply | null>;
}

/** This page passes the code to the explorer, with a script of its own and no requests. */
const SIGNED_IN_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Without an issuer for people the offer is null, and the explorer contacts its gateway alone. */
export function createSignInPages(issuers: readonly Issuer[], explorer: PageFiles): SignInPages {
  const issuer = issuers.find(({ signIn }) => signIn);
  if (!issuer?.signIn) {
    return {
      explorer: () => explorer.page(),
      offer: () => jsonReply(200, null),
      signedIn: async () => null,
    };
  }
  const offer = offerOf(issuer.name, issuer.signIn);
  const policy = contentSecurityPolicy(new URL(issuer.name).origin);
  return {
    explorer: async () => withPolicy(await explorer.page(), policy),
    offer: () => jsonReply(200, offer),
    signedIn: async () => withPolicy(await explorer.page('signed-in.html'), SIGNED_IN_POLICY),
  };
}

function offerOf(issuer: string, { clientId, scopes }: SignInClient) {
  return { issuer, clientId, scope: [...new Set(['openid', 'profile', ...scopes])].join(' ') };
}

function withPolicy(page: Reply, policy: string): Reply {
  return { ...page, headers: { ...page.headers, 'content-security-policy': policy } };
}
