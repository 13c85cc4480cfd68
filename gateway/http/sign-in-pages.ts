/** What the explorer needs of its gateway for people to sign in: which issuer, and a way back. */
import { contentSecurityPolicy, jsonReply, type Reply } from './http-response.ts';
import type { Issuer, SignInClient } from '../authentication/issuer.ts';
import type { PageFiles } from './page-files.ts';

export interface SignInPages {
  /** The explorer itself, which may ask that issuer too. */
  explorer(): Promise<Reply>;
  /** For that page to read: at which issuer, and as which client. Nothing in it is secret. */
  offer(): Reply;
  /** Where the issuer sends the window back to, with a code in its address; `null` without sign-in. */
  signedIn(): Promise<Reply | null>;
}

/** Hands a message to another page of ours, so it needs its own script and asks nobody. */
const SIGNED_IN_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Where no issuer takes people the offer is `null`, and the explorer asks nobody but its gateway. */
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
