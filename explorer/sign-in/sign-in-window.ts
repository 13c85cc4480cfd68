import type { SignInWindow } from './sign-in.ts';

const LOOK = 'popup,width=480,height=760';
const LOOK_AGAIN_MS = 400;

/** Empty at first: it must be opened within the click, and its address is known a moment later. */
export function openSignInWindow(): SignInWindow | undefined {
  const opened = window.open('about:blank', '_blank', LOOK);
  if (!opened) return undefined;
  return {
    show(address) {
      // The page that comes there has no business with this one.
      opened.opener = null;
      opened.location.replace(address);
    },
    onClosed(call, signal) {
      const timer = setInterval(() => {
        if (!opened.closed) return;
        clearInterval(timer);
        call();
      }, LOOK_AGAIN_MS);
      signal.addEventListener('abort', () => clearInterval(timer), { once: true });
    },
    close: () => opened.close(),
  };
}
