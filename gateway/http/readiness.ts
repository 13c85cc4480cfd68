/** Whether the gateway is ready, and which subgraphs cannot be reached. */
import { jsonReply, type Reply } from './http-response.ts';
import { problem } from './problem.ts';

export type ProbeFault = 'late' | 'unreachable';

export interface DownPart {
  readonly name: string;
  readonly fault: ProbeFault;
}

export interface ReadinessOptions {
  readonly isServing: () => boolean;
  /** Where each subgraph is reached now. */
  readonly subgraphUrls: () => ReadonlyMap<string, string>;
  /** Parts that the starting process reported as down, which the gateway cannot see itself. */
  readonly reportedDown: () => readonly string[];
}

/** A probe that takes longer counts as `late`; a busy subgraph responds to this small operation in time. */
const PROBE_MS = 2_000;
/** Subgraphs are probed at most once in this time, however often readiness is requested. */
const PROBE_EVERY_MS = 500;
const UNREACHABLE_FROM = 500;

/**
 * `/health/ready`: 200 with `ready`; 200 with `degraded` and the parts that are down, since the others are still
 * served; 503 while starting or stopping.
 */
export function createReadiness(options: ReadinessOptions): () => Promise<Reply> {
  let probed: Promise<readonly DownPart[]> | undefined;
  let lastProbed: readonly DownPart[] = [];
  let isUnderWay = false;
  let probedAtMs = -Infinity;

  function downSubgraphs(): Promise<readonly DownPart[]> {
    if (probed && (isUnderWay || performance.now() - probedAtMs < PROBE_EVERY_MS)) return probed;
    isUnderWay = true;
    probed = probeAll(options.subgraphUrls()).then((down) => {
      isUnderWay = false;
      probedAtMs = performance.now();
      lastProbed = down;
      return down;
    });
    return probed;
  }

  return async function readiness() {
    if (!options.isServing()) return problem(503, 'The gateway is not ready');
    const probes = downSubgraphs();
    // Parts that are known to be down are listed at once, with the results of the last probes.
    const seen = options.reportedDown().length > 0 ? lastProbed : await probes;
    const reported = options
      .reportedDown()
      .map((name): DownPart => ({ name, fault: 'unreachable' }));
    const down = [...seen, ...reported];
    return jsonReply(200, down.length === 0 ? { status: 'ready' } : { status: 'degraded', down });
  };
}

async function probeAll(urls: ReadonlyMap<string, string>): Promise<readonly DownPart[]> {
  const probes = [...urls].map(async ([name, url]) => ({ name, fault: await probe(url) }));
  const results = await Promise.all(probes);
  return results.flatMap(({ name, fault }) => (fault === null ? [] : [{ name, fault }]));
}

/** The smallest operation of any GraphQL server: any response shows that it is there. */
async function probe(url: string): Promise<ProbeFault | null> {
  const signal = AbortSignal.timeout(PROBE_MS);
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: '{"query":"{ __typename }"}',
      signal,
    });
    await response.body?.cancel();
    return response.status < UNREACHABLE_FROM ? null : 'unreachable';
  } catch {
    return signal.aborted ? 'late' : 'unreachable';
  }
}
