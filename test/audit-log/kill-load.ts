/** Clients that request data about people, each request with its own trace, and keep what they received. */
import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { issueToken } from '../../mocks/issuer.ts';
import { parseRole } from '../../mocks/roles.ts';

/** A person in a response that a client received. */
export interface ReceivedPerson {
  readonly id: string;
  readonly benefitEpisodes: readonly unknown[] | null;
  readonly enrolments: readonly { readonly id: string }[] | null;
}

export interface Received {
  readonly traceId: string;
  readonly people: readonly ReceivedPerson[];
}

export interface Load {
  readonly received: readonly Received[];
  /** Resolves at the next response to any client, or its failure. */
  next(): Promise<void>;
  /** Resolves when no request is in flight any more. */
  stop(): Promise<void>;
}

export const PURPOSE = 'urn:llo:purpose:development';
const CLIENTS = 4;
const PAUSE_MS = 50;
const TIME_LIMIT_MS = 20_000;

const QUERY = `query KillLoad($first: Int!) {
  jobseekers(first: $first) {
    nodes { id benefitEpisodes { startedOn } enrolments { id } }
  }
}`;

interface Page {
  readonly errors?: readonly unknown[];
  readonly data?: {
    readonly jobseekers?: { readonly nodes: readonly ReceivedPerson[] } | null;
  } | null;
}

export async function startLoad(url: string): Promise<Load> {
  const { token } = await issueToken(parseRole('developer'));
  const received: Received[] = [];
  const { promise, pulse } = createPulse();
  const over = new AbortController();

  const ask = async () => {
    const traceId = randomBytes(16).toString('hex');
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'x-llo-purpose': PURPOSE,
        traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01`,
      },
      body: JSON.stringify({ query: QUERY, variables: { first: 1 + randomBelow(20) } }),
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
    });
    const { data, errors } = (await response.json()) as Page;
    const people = data?.jobseekers?.nodes ?? [];
    if (people.length > 0) received.push({ traceId, people });
    if (errors) throw new Error('A subgraph is down');
  };
  const client = async () => {
    while (!over.signal.aborted) {
      // While a process is down a request fails at once; the pause leaves the processor to its restart.
      await ask().catch(() => setTimeout(PAUSE_MS));
      pulse();
    }
  };
  const clients = Array.from({ length: CLIENTS }, client);
  return {
    received,
    next: promise,
    stop: async () => {
      over.abort();
      await Promise.all(clients);
    },
  };
}

export function randomBelow(limit: number): number {
  return Math.floor(Math.random() * limit);
}

function createPulse() {
  let waiting: (() => void)[] = [];
  return {
    promise: () => new Promise<void>((resolve) => void waiting.push(resolve)),
    pulse: () => {
      for (const resolve of waiting.splice(0)) resolve();
      waiting = [];
    },
  };
}
