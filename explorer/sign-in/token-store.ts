import type { SignedIn } from './redeem-code.ts';

/** Keeps the signed-in user's access token in this closure and nowhere else. */
export interface TokenStore {
  set(signedIn: SignedIn): void;
  clear(): void;
  /** `undefined` when there is no token or it has expired. */
  get(): string | undefined;
}

/** The longest delay of `setTimeout`; expiry of such a token is noticed at its next use. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** Calls `onExpiry` when a token expires before it was cleared. */
export function createTokenStore(now: () => number, onExpiry: () => void): TokenStore {
  let current: SignedIn | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function clear(): void {
    clearTimeout(timer);
    current = undefined;
  }

  return {
    set(signedIn) {
      clear();
      current = signedIn;
      const remainingMs = signedIn.endsAtMs - now();
      if (remainingMs < TIMER_MAX_MS) timer = setTimeout(onExpiry, remainingMs);
    },
    clear,
    get: () => (current && current.endsAtMs > now() ? current.token : undefined),
  };
}
