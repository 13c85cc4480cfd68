/**
 * How the window that comes back from the issuer hands its answer to the page that opened it: over a
 * channel of this origin that is named after the state, so that only the page that made up that state
 * hears it. It needs no `opener`, which an issuer's own policy may cut.
 */
import type { AuthorizationAnswer } from './authorization.ts';

/** What the page says back: the window may close. */
const TAKEN = 'taken';

const channelOf = (state: string) => new BroadcastChannel(`vakgraaf sign-in ${state}`);

/** The first answer for this state; rejects with the signal's reason. */
export function awaitAnswer(state: string, signal: AbortSignal): Promise<AuthorizationAnswer> {
  const channel = channelOf(state);
  return new Promise<AuthorizationAnswer>((resolve, reject) => {
    const giveUp = () => reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    channel.addEventListener('message', (event) => {
      const answer = parseResponse(dataOf(event));
      if (!answer) return;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one origin
      channel.postMessage(TAKEN);
      resolve(answer);
    });
  }).finally(() => channel.close());
}

/** From the window: whether a page took the answer within the time given. */
export function handOver(answer: AuthorizationAnswer, withinMs: number): Promise<boolean> {
  const channel = channelOf(answer['state'] ?? '');
  return new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), withinMs);
    channel.addEventListener('message', (event) => {
      if (dataOf(event) === TAKEN) resolve(true);
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one origin
    channel.postMessage(answer);
  }).finally(() => channel.close());
}

const dataOf = (event: Event): unknown => ('data' in event ? event.data : undefined);

function parseResponse(value: unknown): AuthorizationAnswer | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const isText = Object.values(value).every((part) => typeof part === 'string');
  return isText ? (value as AuthorizationAnswer) : undefined;
}
