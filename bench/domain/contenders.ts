/** The contenders: our gateway with subgraphs, and hand-written code that calls the partners directly. */
import { startProcess } from '../gateways.ts';
import type { ReadUsage } from '../usage.ts';
import type { DomainOperation } from './operations.ts';
import { startSupergraphRuntime, TODAY, type PartnerHarness } from './harness.ts';

/** The HTTP request for an operation to a contender. */
export interface DomainRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface DomainContender {
  readonly name: 'vakgraaf' | 'hand-written';
  /** The processes whose CPU time counts: the gateway and the subgraphs, or one process. */
  readonly processes: readonly { readonly name: string; readonly usage: ReadUsage }[];
  requestFor(operation: DomainOperation): DomainRequest;
  stop(): Promise<void>;
}

export async function startContenders(
  harness: PartnerHarness,
): Promise<readonly DomainContender[]> {
  const ours = await startOurs(harness);
  return [ours.contender, await startHandWritten(harness, ours.releases)];
}

async function startOurs(harness: PartnerHarness) {
  const graph = await startSupergraphRuntime(harness, { hasReleases: true });
  const { url, releases } = graph;
  const contender: DomainContender = {
    name: 'vakgraaf',
    processes: [graph.gateway, ...graph.subgraphs],
    requestFor: ({ headers, body }) => ({ url, method: 'POST', headers, body }),
    stop: () => graph.stop(),
  };
  return { contender, releases };
}

async function startHandWritten(
  { urls }: PartnerHarness,
  releases: string,
): Promise<DomainContender> {
  const settings = { partnerUrls: urls, today: TODAY, releases };
  const started = await startProcess('domain/direct/main.ts', [], settings);
  const { url, usage } = started;
  return {
    name: 'hand-written',
    processes: [{ name: 'hand-written', usage }],
    requestFor: ({ id }) => ({ url: `${url}/${id}`, method: 'GET', headers: {} }),
    stop: () => started.stop(),
  };
}

export interface DomainResponse {
  readonly data: unknown;
  /** Codes of errors, with the partner and its fault if present. */
  readonly faults: readonly string[];
}

export async function sendOnce({
  url,
  method,
  headers,
  body,
}: DomainRequest): Promise<DomainResponse> {
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a GraphQL response
  const { data = null, errors = [] } = (await response.json()) as {
    data?: unknown;
    errors?: readonly { extensions?: { partner?: string; code?: string; fault?: string } }[];
  };
  const faults = errors.map(({ extensions: { code, partner, fault } = {} }) =>
    [code ?? 'ERROR', partner, fault].filter(Boolean).join(' '),
  );
  return { data, faults };
}
