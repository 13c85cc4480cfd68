import type { SignedIn } from './redeem-code.ts';

/** The one place where the token of who signed in is: this closure, until it ends or is forgotten. */
export interface KeptToken {
  keep(signedIn: SignedIn): void;
  forget(): void;
  /** `undefined` when there is none, or none any more. */
  value(): string | undefined;
}

/** A timer cannot wait longer; such a token is found ended when it is next used. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** `onEnd` is called when a token ends that was not forgotten before. */
export function createKeptToken(now: () => number, onEnd: () => void): KeptToken {
  let held: SignedIn | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function forget(): void {
    clearTimeout(timer);
    held = undefined;
  }

  return {
    keep(signedIn) {
      forget();
      held = signedIn;
      const lifeMs = signedIn.endsAtMs - now();
      if (lifeMs < TIMER_MAX_MS) timer = setTimeout(onEnd, lifeMs);
    },
    forget,
    value: () => (held && held.endsAtMs > now() ? held.token : undefined),
  };
}
