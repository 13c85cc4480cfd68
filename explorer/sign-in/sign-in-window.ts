import type { SignInWindow } from './sign-in.ts';

const FEATURES = 'popup,width=480,height=760';
const CLOSED_CHECK_MS = 400;

/**
 * Opens an empty window, because browsers allow a pop-up only within the click and the address is
 * known a moment later. `undefined` when the browser blocks it.
 */
export function openSignInWindow(): SignInWindow | undefined {
  const opened = window.open('about:blank', '_blank', FEATURES);
  if (!opened) return undefined;
  return {
    show(address) {
      // The issuer's page must not be able to navigate this page.
      opened.opener = null;
      opened.location.replace(address);
    },
    onClosed(call, signal) {
      const timer = setInterval(() => {
        if (!opened.closed) return;
        clearInterval(timer);
        call();
      }, CLOSED_CHECK_MS);
      signal.addEventListener('abort', () => clearInterval(timer), { once: true });
    },
    close: () => opened.close(),
  };
}
