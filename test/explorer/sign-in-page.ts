/** A page where someone signs in at the stand-in issuer, in a window that does what a test wants. */
import type { AuthorizationAnswer } from '../../explorer/sign-in/authorization.ts';
import { createSignIn } from '../../explorer/sign-in/sign-in.ts';
import { BACK, createStandInIssuer, START_MS, type Misdeeds } from './stand-in-issuer.ts';

const PURPOSES = ['urn:llo:purpose:case-guidance', 'urn:llo:purpose:matching'];
export const JIP = { name: 'Jip', purposes: PURPOSES, endsAtMs: START_MS + 3_600_000 };
export const NOBODY = { isOffered: true, isWaiting: false, person: undefined, failure: undefined };

/** The page before a sign-in, with a window that does what the test wants. */
export async function openPage(misdeeds: Misdeeds = {}, window: Partial<TestWindow> = {}) {
  const issuer = await createStandInIssuer(misdeeds);
  const addresses: string[] = [];
  let nowMs = START_MS;
  let isClosed = false;
  let sayClosed = () => {};
  const signIn = createSignIn({
    fetch: issuer.fetch,
    now: () => nowMs,
    redirectUri: BACK,
    openWindow: () =>
      window.isBlocked
        ? undefined
        : {
            show: (address) => void addresses.push(address),
            onClosed: (call) => void (sayClosed = call),
            close: () => void (isClosed = true),
          },
    awaitAnswer: (_, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        const comeBack = (response: AuthorizationAnswer) => resolve(response);
        if (window.waitFor) window.waitFor(() => comeBack(issuer.visit(addresses.at(-1) ?? '')));
        else setTimeout(() => comeBack(issuer.visit(addresses[0] ?? '')), 0);
      }),
  });
  await signIn.load();
  return {
    signIn,
    issuer,
    addresses,
    isClosed: () => isClosed,
    sayClosed: () => sayClosed(),
    pass: (ms: number) => void (nowMs += ms),
  };
}

interface TestWindow {
  readonly isBlocked: boolean;
  /** Hands out what brings the window back, instead of doing so at once. */
  readonly waitFor: (comeBack: () => void) => void;
}

/** A page whose window is at the issuer, and stays there until it is brought back. */
export async function openWaitingPage() {
  let comeBack = () => {};
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  const waitFor = (call: () => void) => {
    comeBack = call;
    arrive();
  };
  const page = await openPage({}, { waitFor });
  const started = page.signIn.start();
  await arrived;
  return { ...page, started, comeBack: () => comeBack() };
}
