/**
 * The window that returns from the issuer sends the authorization response to the page that opened
 * it, over a BroadcastChannel named after `state`: only the page that created that state listens. The
 * channel does not need `window.opener`, which an issuer's Cross-Origin-Opener-Policy may cut.
 */
import type { AuthorizationResponse } from './authorization.ts';

/** The page's acknowledgement, after which the window may close. */
const RECEIVED = 'received';

const channelOf = (state: string) => new BroadcastChannel(`vakgraaf sign-in ${state}`);

/** The first response for this state; rejects with the signal's reason. */
export function awaitResponse(state: string, signal: AbortSignal): Promise<AuthorizationResponse> {
  const channel = channelOf(state);
  return new Promise<AuthorizationResponse>((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    channel.addEventListener('message', (event) => {
      const response = parseResponse(dataOf(event));
      if (!response) return;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one origin
      channel.postMessage(RECEIVED);
      resolve(response);
    });
  }).finally(() => channel.close());
}

/** Called in the window: whether a page acknowledged the response within `timeoutMs`. */
export function deliverResponse(
  response: AuthorizationResponse,
  timeoutMs: number,
): Promise<boolean> {
  const channel = channelOf(response['state'] ?? '');
  return new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), timeoutMs);
    channel.addEventListener('message', (event) => {
      if (dataOf(event) === RECEIVED) resolve(true);
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one origin
    channel.postMessage(response);
  }).finally(() => channel.close());
}

const dataOf = (event: Event): unknown => ('data' in event ? event.data : undefined);

function parseResponse(value: unknown): AuthorizationResponse | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const isText = Object.values(value).every((parameter) => typeof parameter === 'string');
  return isText ? (value as AuthorizationResponse) : undefined;
}
