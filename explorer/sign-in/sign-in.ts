/**
 * Signing in with an authorization code and PKCE, in a window of its own: the page and what stands in
 * it stay. Token, verifier and state live in memory and nowhere else; a reload forgets them.
 */
import { authorizationAddress, codeFrom, createRequestRecord } from './authorization.ts';
import type { AuthorizationAnswer } from './authorization.ts';
import { discoverIssuer } from './issuer-metadata.ts';
import { createKeptToken } from './kept-token.ts';
import { requestOffer, type SignInOffer } from './offer.ts';
import { redeemCode, type SignedIn } from './redeem-code.ts';
import { failureOf, SignInRefused, type SignInFailure } from './sign-in-refused.ts';

/** Who signed in, without the token. */
export type Person = Omit<SignedIn, 'token'>;

export interface SignInView {
  readonly isOffered: boolean;
  readonly isWaiting: boolean;
  readonly person: Person | undefined;
  /** Why there is nobody, or nobody any more. */
  readonly failure: SignInFailure | undefined;
}

export interface SignInWindow {
  show(address: string): void;
  /** Calls once when the window is seen closed, until the signal is aborted. */
  onClosed(call: () => void, signal: AbortSignal): void;
  close(): void;
}

export interface SignInParts {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  /** Where the issuer sends the window back to: registered there, letter for letter. */
  readonly redirectUri: string;
  /** `undefined` where the browser allows none. */
  readonly openWindow: () => SignInWindow | undefined;
  readonly awaitAnswer: (state: string, signal: AbortSignal) => Promise<AuthorizationAnswer>;
}

export interface SignIn {
  readonly view: () => SignInView;
  readonly subscribe: (changed: () => void) => () => void;
  load(): Promise<void>;
  /** To be called from a click: browsers open a window at no other time. */
  start(): Promise<void>;
  cancel(): void;
  /** Forgets the token. The issuer asks who it is at every sign-in, so nothing is left to end there. */
  signOut(): void;
  /** The token of who is signed in; throws `ended` when there is none any more. */
  token(): string;
}

const WAIT_MAX_MS = 10 * 60_000;

export function createSignIn(parts: SignInParts): SignIn {
  let view: SignInView = {
    isOffered: false,
    isWaiting: false,
    person: undefined,
    failure: undefined,
  };
  let offer: SignInOffer | undefined;
  let attempt: AbortController | undefined;
  const kept = createKeptToken(parts.now, () => leave('ended'));
  const listeners = new Set<() => void>();
  const show = (change: Partial<SignInView>): void => {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
  };

  function hold(signedIn: SignedIn): void {
    kept.keep(signedIn);
    const { token: _, ...person } = signedIn;
    show({ isWaiting: false, person, failure: undefined });
  }

  function leave(failure?: SignInFailure): void {
    kept.forget();
    show({ person: undefined, failure });
  }

  async function start(): Promise<void> {
    if (!offer) return;
    attempt?.abort(new SignInRefused('cancelled'));
    const window = parts.openWindow();
    if (!window) return show({ failure: 'blocked' });
    const own = new AbortController();
    attempt = own;
    const limit = setTimeout(() => own.abort(new SignInRefused('late')), WAIT_MAX_MS);
    show({ isWaiting: true, failure: undefined });
    try {
      // Some issuers cut the tie to their window, which then looks closed: its answer still counts.
      const onClosed = () => show({ isWaiting: false, failure: 'closed' });
      hold(await signInWith(offer, { window, onClosed, signal: own.signal }, parts));
    } catch (error) {
      const failure = failureOf(error);
      // Of a window that was closed long ago nothing more is said.
      const isNews = view.isWaiting || failure !== 'late';
      if (attempt === own && isNews) show({ isWaiting: false, failure });
    } finally {
      clearTimeout(limit);
      window.close();
    }
  }

  return {
    view: () => view,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    async load() {
      offer = await requestOffer(parts.fetch);
      show({ isOffered: offer !== undefined });
    },
    start,
    cancel: () => attempt?.abort(new SignInRefused('cancelled')),
    signOut: () => leave(),
    token() {
      const token = kept.value();
      if (token !== undefined) return token;
      leave('ended');
      throw new SignInRefused('ended');
    },
  };
}

interface Visit {
  readonly window: SignInWindow;
  readonly onClosed: () => void;
  readonly signal: AbortSignal;
}

/** The whole flow; throws a `SignInRefused` wherever it does not go on. */
async function signInWith(offer: SignInOffer, visit: Visit, parts: SignInParts): Promise<SignedIn> {
  const { fetch, now, redirectUri } = parts;
  const { window, onClosed, signal } = visit;
  const asking = { fetch, signal };
  const metadata = await discoverIssuer(offer.issuer, asking);
  const attempt = createRequestRecord();
  const address = await authorizationAddress(offer, metadata, attempt, redirectUri);
  const answered = new AbortController();
  const awaited = parts.awaitAnswer(attempt.state, signal).finally(() => answered.abort());
  window.show(address);
  window.onClosed(onClosed, answered.signal);
  const code = codeFrom(await awaited, attempt, metadata);
  const { clientId } = offer;
  const redemption = { code, attempt, clientId, redirectUri, now };
  const signedIn = await redeemCode(metadata, redemption, asking);
  signal.throwIfAborted();
  return signedIn;
}
