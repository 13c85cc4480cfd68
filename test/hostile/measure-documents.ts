/** What a document costs each process, and what it does to others. */
import { setTimeout as wait } from 'node:timers/promises';
import type { HostileDocument, HostileRequest } from './generate-documents.ts';

/** The processes under test. */
export interface HostileTarget {
  readonly url: string;
  /** CPU time of each process so far, in milliseconds. */
  cpu(): Readonly<Record<string, number>>;
}

export interface Measured {
  readonly document: HostileDocument;
  readonly status: number;
  readonly codes: readonly string[];
  readonly bytes: number;
  readonly tookMs: number;
  /** Per process. */
  readonly cpuMs: Readonly<Record<string, number>>;
  readonly worstCpuMs: number;
  /** The longest time that `/health/live` took meanwhile. */
  readonly liveMs: number;
}

/** Sends a document twice: the first time it is prepared, the second time it is known. */
export async function measureDocument(
  target: HostileTarget,
  document: HostileDocument,
): Promise<{ readonly first: Measured; readonly again: Measured }> {
  return { first: await measureOnce(target, document), again: await measureOnce(target, document) };
}

async function measureOnce(target: HostileTarget, document: HostileDocument): Promise<Measured> {
  const before = target.cpu();
  const startedAt = performance.now();
  const state = { isDone: false };
  const probing = probe(target.url, state);
  const { status, text } = await send(target.url, document);
  const tookMs = performance.now() - startedAt;
  state.isDone = true;
  const liveMs = await probing;
  const after = target.cpu();
  const cpuMs = Object.fromEntries(
    Object.entries(after).map(([name, ms]) => [name, ms - (before[name] ?? 0)]),
  );
  return {
    document,
    status,
    codes: [...new Set(text.match(/(?<="code":")[A-Z_]+/g) ?? [])],
    bytes: Buffer.byteLength(text),
    tookMs,
    cpuMs,
    worstCpuMs: Math.max(...Object.values(cpuMs)),
    liveMs,
  };
}

/** Few requests, so that the probe itself is not what is measured. */
const PROBE_EACH_MS = 25;

async function probe(url: string, state: { readonly isDone: boolean }): Promise<number> {
  let worstMs = 0;
  while (!state.isDone) {
    const startedAt = performance.now();
    const response = await fetch(`${url}/health/live`);
    await response.arrayBuffer();
    worstMs = Math.max(worstMs, performance.now() - startedAt);
    await wait(PROBE_EACH_MS);
  }
  return worstMs;
}

export async function send(
  url: string,
  { query, variables, operationName }: HostileRequest,
): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables, operationName }),
  });
  return { status: response.status, text: await response.text() };
}
