/** The whole stack with a chaos proxy before each subgraph and before each partner over HTTP. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SavedOperation } from '../support/saved-operations.ts';
import { headersOf, startStack, type GraphqlResult, type Stack } from '../support/stack.ts';
import { startChaosProxy, type ChaosProxy } from './chaos-proxy.ts';
import type { ChaosFault } from './faults.ts';
import { selectedFields } from './field-owners.ts';
import { comparable, mistakesIn } from './partial-response.ts';

/** Few, because the tests of a run share one machine. */
export const IN_FLIGHT = 3;

/** One cell of the table: which subgraph fails how, and what is asked. */
export interface Cell {
  readonly fault: ChaosFault;
  readonly subgraph: string;
  readonly operation: SavedOperation;
}

export interface ChaosHarness {
  readonly stack: Stack;
  /** The proxies before partners, by id; a database has none. */
  readonly partners: ReadonlyMap<string, ChaosProxy>;
  /** The operations for which the gateway sends a request to this subgraph. */
  operationsOf(subgraph: string): readonly SavedOperation[];
  /** What is wrong with the response while this subgraph fails; empty when nothing is. */
  readonly tryCell: (cell: Cell) => Promise<readonly string[]>;
  /** How often a redirect was followed. */
  visits(): number;
  stop(): Promise<void>;
}

/** Sends these operations once each, so that it knows which subgraphs they ask. */
export async function startChaosHarness(
  operations: readonly SavedOperation[],
): Promise<ChaosHarness> {
  let visits = 0;
  const trap = createServer((_, response) => {
    visits += 1;
    response.setHeader('content-type', 'application/json').end('{"data":{}}');
  });
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
  const trapUrl = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`;
  const proxies = {
    subgraph: new Map<string, ChaosProxy>(),
    partner: new Map<string, ChaosProxy>(),
  };
  const stack = await startStack({
    putBefore: async (layer, name, url) => {
      if (!url.startsWith('http')) return url;
      const proxy = await startChaosProxy(url, trapUrl);
      proxies[layer].set(name, proxy);
      return proxy.url;
    },
  });
  const wholeTraces = new Map<string, string>();
  const wholes = new Map<string, Promise<GraphqlResult>>();

  // Nothing is prepared or cached yet, so on a busy machine a partner may be late at first.
  const askWhole = async (operation: SavedOperation, attemptsLeft = 5): Promise<GraphqlResult> => {
    const traceId = newTrace();
    const response = await ask(stack.url, operation, traceId);
    wholeTraces.set(operation.id, traceId);
    if (!response.errors) return comparable(response);
    if (attemptsLeft > 0) return askWhole(operation, attemptsLeft - 1);
    throw new Error(`Errors without a fault: ${JSON.stringify(response.errors)}`);
  };
  const whole = (operation: SavedOperation) => {
    const known = wholes.get(operation.id) ?? askWhole(operation);
    wholes.set(operation.id, known);
    return known;
  };

  await someAtATime(operations, IN_FLIGHT, whole);
  return {
    stack,
    partners: proxies.partner,
    operationsOf: (subgraph) =>
      operations.filter(
        ({ id }) =>
          (proxies.subgraph.get(subgraph)?.requestsOf(wholeTraces.get(id) ?? '') ?? 0) > 0,
      ),
    tryCell: async ({ fault, subgraph, operation }) => {
      const expected = await whole(operation);
      const traceId = newTrace();
      proxies.subgraph.get(subgraph)?.setFaultOf(traceId, fault);
      const response = comparable(await ask(stack.url, operation, traceId));
      const isAsked = (proxies.subgraph.get(subgraph)?.requestsOf(traceId) ?? 0) > 0;
      if (!isAsked || fault.ofSubgraph === null) {
        return isSame(response, expected)
          ? []
          : [`differs from the whole response: ${JSON.stringify(response.errors)}`];
      }
      const fields = selectedFields(operation.document);
      return [
        ...mistakesIn(expected.data, response.data, fields, subgraph),
        ...errorMistakes(response, expected, subgraph, fault.ofSubgraph),
      ];
    },
    visits: () => visits,
    stop: async () => {
      await stack.stop();
      const all = [...proxies.subgraph.values(), ...proxies.partner.values()];
      await Promise.all(all.map((proxy) => proxy.stop()));
      trap.closeAllConnections();
      await new Promise((resolve) => trap.close(resolve));
    },
  };
}

interface Extensions {
  readonly partial?: readonly { readonly kind: string }[];
}
const partialOf = ({ extensions }: GraphqlResult) => (extensions as Extensions)?.partial ?? [];

/**
 * One error for the subgraph, and one line that says which part is missing. Partners that do not offer a field are
 * named too, where their subgraphs were asked.
 */
function errorMistakes(
  response: GraphqlResult,
  whole: GraphqlResult,
  kind: string,
  fault: string,
): readonly string[] {
  const { errors = [] } = response;
  const found = errors.map((error) => (error as { extensions: unknown }).extensions);
  const [first, ...others] = partialOf(response);
  const known = partialOf(whole).filter((one) => one.kind !== kind);
  const isNamed = isSame(first, { partner: null, kind, fault });
  const areKnown = others.every((one) => known.some((other) => isSame(one, other)));
  return [
    ...(isSame(found, [{ code: 'PARTNER_NO_ANSWER', kind, partner: null, fault }])
      ? []
      : [`errors: ${JSON.stringify(errors)}`]),
    ...(isNamed && areKnown ? [] : [`extensions: ${JSON.stringify(response.extensions)}`]),
  ];
}

/** Equal whatever the order of the properties. */
function isSame(one: unknown, other: unknown): boolean {
  const sorted = (_: string, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return JSON.stringify(one, sorted) === JSON.stringify(other, sorted);
}

const newTrace = () => randomBytes(16).toString('hex');

/** Sends the operation in this trace. */
async function ask(
  url: string,
  { principal, document, variables }: SavedOperation,
  traceId: string,
): Promise<GraphqlResult> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(principal ? await headersOf(principal) : {}),
      traceparent: `00-${traceId}-00000000000000ff-01`,
    },
    body: JSON.stringify({ query: document, variables }),
  });
  return (await response.json()) as GraphqlResult;
}

/** Runs the work of each element, a few at a time. */
export async function someAtATime<T, R>(
  elements: readonly T[],
  count: number,
  work: (element: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const run = async () => {
    for (let at = next++; at < elements.length; at = next++) {
      results[at] = await work(elements[at] as T);
    }
  };
  await Promise.all(Array.from({ length: count }, run));
  return results;
}
