/** All subgraphs of a supergraph, each behind its own client. */
import type { Cancellation } from '../../cancellation.ts';
import { createCancellation } from '../../cancellation.ts';
import type { ExecutionOptions } from '../../execution.ts';
import {
  createSubgraphClient,
  type SubgraphClient,
  type SubgraphHttpResponse,
} from '../../subgraph-client.ts';
import type { Askable } from './run-fetch.ts';

export interface Subgraphs {
  ask(
    asked: Askable,
    body: string | Buffer,
    headers: readonly string[],
    cancellation: Cancellation,
    startedAtMs?: number,
  ): Promise<SubgraphHttpResponse>;
  stop(): Promise<void>;
}

export interface SubgraphsOptions extends ExecutionOptions {
  readonly isSharingInFlight?: boolean;
}

export function createSubgraphs(
  urls: ReadonlyMap<string, string>,
  options: SubgraphsOptions,
): Subgraphs {
  const clients = new Map<string, SubgraphClient>();
  for (const [name, url] of urls) {
    const address = () => options.subgraphUrls.get(name) ?? url;
    clients.set(name, createSubgraphClient(name, address, options));
  }
  const inFlight = new Map<string, Promise<SubgraphHttpResponse>>();

  const ask: Subgraphs['ask'] = (asked, body, headers, cancellation, startedAtMs) => {
    const client = clients.get(asked.subgraph);
    if (!client) throw new Error(`Cannot ask "${asked.subgraph}": no such subgraph`);
    return client.ask(body, headers, cancellation, startedAtMs);
  };

  /** The call belongs to all who wait for it, so no single caller going away may end it. */
  const askShared: Subgraphs['ask'] = (asked, body, headers, cancellation, startedAtMs) => {
    if (asked.isMutation) return ask(asked, body, headers, cancellation, startedAtMs);
    const key = JSON.stringify([asked.subgraph, headers, body.toString()]);
    const counted = (reply: SubgraphHttpResponse) => {
      cancellation.receive(reply.bytes?.length ?? 0);
      return reply;
    };
    const known = inFlight.get(key);
    if (known) return known.then(counted);
    const reply = ask(asked, body, headers, createCancellation(NEVER), startedAtMs).finally(() => {
      inFlight.delete(key);
    });
    inFlight.set(key, reply);
    return reply.then(counted);
  };

  return {
    ask: options.isSharingInFlight ? askShared : ask,
    async stop() {
      await Promise.all([...clients.values()].map((client) => client.stop()));
    },
  };
}

const NEVER = new AbortController().signal;
