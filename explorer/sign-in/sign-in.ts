/**
 * Sign-in with an authorization code and PKCE in a separate window, so that the page and its tabs
 * remain. Token, verifier and state are kept in memory only; a reload clears them.
 */
import {
  authorizationAddress,
  codeFrom,
  createAuthorizationRequest,
  type AuthorizationResponse,
} from './authorization.ts';
import { discoverIssuer } from './issuer-metadata.ts';
import { requestOffer, type SignInOffer } from './offer.ts';
import { redeemCode, type SignedIn } from './redeem-code.ts';
import { failureOf, SignInError, type SignInFailure } from './sign-in-error.ts';
import { createTokenStore } from './token-store.ts';

/** The signed-in user without the token. */
export type User = Omit<SignedIn, 'token'>;

export interface SignInView {
  readonly isOffered: boolean;
  readonly isWaiting: boolean;
  readonly user: User | undefined;
  /** Why nobody is signed in, or not any more. */
  readonly failure: SignInFailure | undefined;
}

export interface SignInWindow {
  show(address: string): void;
  /** Calls `call` once when the window is closed, until the signal is aborted. */
  onClosed(call: () => void, signal: AbortSignal): void;
  close(): void;
}

export interface SignInOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  /** Must be registered at the issuer, character for character. */
  readonly redirectUri: string;
  /** Gives `undefined` when the browser blocks the window. */
  readonly openWindow: () => SignInWindow | undefined;
  readonly awaitResponse: (state: string, signal: AbortSignal) => Promise<AuthorizationResponse>;
}

export interface SignIn {
  readonly view: () => SignInView;
  readonly subscribe: (onChange: () => void) => () => void;
  load(): Promise<void>;
  /** Must be called from a click, because browsers open a window only then. */
  start(): Promise<void>;
  cancel(): void;
  /** Clears the token. The issuer keeps no session to end, because each sign-in uses `prompt=login`. */
  signOut(): void;
  /** Access token of the signed-in user; throws `expired` when there is none any more. */
  token(): string;
}

const WAIT_MAX_MS = 10 * 60_000;

export function createSignIn(options: SignInOptions): SignIn {
  let view: SignInView = {
    isOffered: false,
    isWaiting: false,
    user: undefined,
    failure: undefined,
  };
  let offer: SignInOffer | undefined;
  let current: AbortController | undefined;
  const tokens = createTokenStore(options.now, () => end('expired'));
  const listeners = new Set<() => void>();
  const show = (change: Partial<SignInView>): void => {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
  };

  function accept(signedIn: SignedIn): void {
    tokens.set(signedIn);
    const { token: _, ...user } = signedIn;
    show({ isWaiting: false, user, failure: undefined });
  }

  function end(failure?: SignInFailure): void {
    tokens.clear();
    show({ user: undefined, failure });
  }

  async function start(): Promise<void> {
    if (!offer) return;
    current?.abort(new SignInError('cancelled'));
    const window = options.openWindow();
    if (!window) return show({ failure: 'blocked' });
    const controller = new AbortController();
    current = controller;
    const limit = setTimeout(() => controller.abort(new SignInError('timeout')), WAIT_MAX_MS);
    show({ isWaiting: true, failure: undefined });
    try {
      // A strict opener policy makes the window look closed, so a later response still counts.
      const onClosed = () => show({ isWaiting: false, failure: 'closed' });
      accept(await signInWith(offer, { window, onClosed, signal: controller.signal }, options));
    } catch (error) {
      const failure = failureOf(error);
      // After "closed" was shown, the timeout of that window is no news.
      const isNews = view.isWaiting || failure !== 'timeout';
      if (current === controller && isNews) show({ isWaiting: false, failure });
    } finally {
      clearTimeout(limit);
      window.close();
    }
  }

  return {
    view: () => view,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    async load() {
      offer = await requestOffer(options.fetch);
      show({ isOffered: offer !== undefined });
    },
    start,
    cancel: () => current?.abort(new SignInError('cancelled')),
    signOut: () => end(),
    token() {
      const token = tokens.get();
      if (token !== undefined) return token;
      end('expired');
      throw new SignInError('expired');
    },
  };
}

interface OpenWindow {
  readonly window: SignInWindow;
  readonly onClosed: () => void;
  readonly signal: AbortSignal;
}

/** The whole authorization code flow; throws a `SignInError` at the step that fails. */
async function signInWith(
  offer: SignInOffer,
  { window, onClosed, signal }: OpenWindow,
  { fetch, now, redirectUri, awaitResponse }: SignInOptions,
): Promise<SignedIn> {
  const access = { fetch, signal };
  const metadata = await discoverIssuer(offer.issuer, access);
  const request = createAuthorizationRequest();
  const address = await authorizationAddress(offer, metadata, request, redirectUri);
  const responded = new AbortController();
  const response = awaitResponse(request.state, signal).finally(() => responded.abort());
  window.show(address);
  window.onClosed(onClosed, responded.signal);
  const code = codeFrom(await response, request, metadata);
  const { clientId } = offer;
  const exchange = { code, request, clientId, redirectUri, now };
  const signedIn = await redeemCode(metadata, exchange, access);
  signal.throwIfAborted();
  return signedIn;
}
