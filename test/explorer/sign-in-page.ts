/** A sign-in at the fake issuer in a fake window. */
import type { AuthorizationResponse } from '../../explorer/sign-in/authorization.ts';
import { createSignIn } from '../../explorer/sign-in/sign-in.ts';
import { REDIRECT_URI, createFakeIssuer, START_MS, type IssuerBehaviour } from './fake-issuer.ts';

const PURPOSES = ['urn:llo:purpose:case-guidance', 'urn:llo:purpose:matching'];
export const JIP = { name: 'Jip', purposes: PURPOSES, endsAtMs: START_MS + 3_600_000 };
export const NOT_SIGNED_IN = {
  isOffered: true,
  isWaiting: false,
  user: undefined,
  failure: undefined,
};

/** A page on which nobody has signed in yet. */
export async function openPage(behaviour: IssuerBehaviour = {}, window: Partial<TestWindow> = {}) {
  const issuer = await createFakeIssuer(behaviour);
  const addresses: string[] = [];
  let nowMs = START_MS;
  let isWindowClosed = false;
  let reportClosed = () => {};
  const signIn = createSignIn({
    fetch: issuer.fetch,
    now: () => nowMs,
    redirectUri: REDIRECT_URI,
    openWindow: () =>
      window.isBlocked
        ? undefined
        : {
            show: (address) => void addresses.push(address),
            onClosed: (call) => void (reportClosed = call),
            close: () => void (isWindowClosed = true),
          },
    awaitResponse: (_, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        const deliver = (response: AuthorizationResponse) => resolve(response);
        if (window.waitFor)
          window.waitFor(() => deliver(issuer.redirectBack(addresses.at(-1) ?? '')));
        else setTimeout(() => deliver(issuer.redirectBack(addresses[0] ?? '')), 0);
      }),
  });
  await signIn.load();
  return {
    signIn,
    issuer,
    addresses,
    isWindowClosed: () => isWindowClosed,
    reportClosed: () => reportClosed(),
    pass: (ms: number) => void (nowMs += ms),
  };
}

interface TestWindow {
  readonly isBlocked: boolean;
  /** Gets the function that delivers the response, instead of its being called at once. */
  readonly waitFor: (deliver: () => void) => void;
}

/** A page whose window stays at the issuer until `deliver` is called. */
export async function openWaitingPage() {
  let deliver = () => {};
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  const waitFor = (call: () => void) => {
    deliver = call;
    arrive();
  };
  const page = await openPage({}, { waitFor });
  const started = page.signIn.start();
  await arrived;
  return { ...page, started, deliver: () => deliver() };
}
