/**
 * Reads what provinces publish in threads: a small file can be made to take any amount of time and
 * memory, and then it costs that province its response and nobody else anything.
 */
import type { Worker } from 'node:worker_threads';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import { createThreadPool } from './thread-pool.ts';
import { startThread } from '../../core/threads/start-thread.ts';
import type { WantedTables } from './read-tables.ts';
import type { Row } from './table.ts';

type Tables = readonly (readonly Row[])[];

/** Reads a file; throws `garbled` where it is not as agreed, or takes too much time or memory. */
export type ReadFile = (bytes: Buffer, wanted: WantedTables) => Promise<Tables>;

export interface ReadRequest {
  readonly bytes: Uint8Array;
  readonly wanted: WantedTables;
}

export type ReadReply =
  | { readonly tables: Tables; readonly errorName?: never }
  | { readonly errorName: string; readonly tables?: never };

/** The thread's first message: it has loaded what it needs. */
export const THREAD_READY = 'ready';

const START_MS_MAX = 30_000;
/** Counted from when the thread waits for it: how long that took is not the file's doing. */
const READ_MS_MAX = 3_000;
const LIMITS = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

/** A thread knows no province, so they are shared; a file has one to itself. */
const threads = createThreadPool(start);

/** Starts a thread before the first file needs it; one that does not start is tried again then. */
export async function warmUpTableReader(): Promise<void> {
  try {
    threads.giveBack(await threads.take());
  } catch {
    // Whoever needs it hears of it.
  }
}

/** For one province: one file after another, so that no province takes more than one thread. */
export function createTableReader(): ReadFile {
  let queue: Promise<unknown> = Promise.resolve();
  return (bytes, wanted) => {
    const tables = queue.then(() => readInThread({ bytes, wanted }));
    queue = tables.catch(() => undefined);
    return tables;
  };
}

async function readInThread(request: ReadRequest): Promise<Tables> {
  const worker = await threads.take();
  const reply = await askThread(worker, request);
  if (reply === null) {
    // It cannot be interrupted, so it is thrown away.
    threads.discard(worker);
    throw new PartnerFault('garbled', { reason: 'file' });
  }
  threads.giveBack(worker);
  if (reply.tables) return reply.tables;
  throw new PartnerFault('garbled', { reason: 'file', cause: named(reply.errorName) });
}

async function start(): Promise<Worker> {
  const worker = startThread('./table-thread', import.meta.url, {
    resourceLimits: LIMITS,
    // What a library writes of a file that it cannot read is not for our log.
    stdout: true,
    stderr: true,
  });
  worker.unref();
  // Out of memory, among others: whoever waits for a file hears that the thread has ended.
  worker.on('error', () => undefined);
  if ((await nextMessage(worker, START_MS_MAX)) === THREAD_READY) return worker;
  await worker.terminate();
  throw new PartnerFault('garbled', { reason: 'file' });
}

async function askThread(worker: Worker, request: ReadRequest): Promise<ReadReply | null> {
  const reply = nextMessage(worker, READ_MS_MAX);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  worker.postMessage(request);
  return (await reply) as ReadReply | null;
}

/** Null when the thread ends before, or takes longer. */
function nextMessage(worker: Worker, withinMs: number): Promise<unknown> {
  return new Promise((resolve) => {
    const settle = (message: unknown) => {
      clearTimeout(timer);
      worker.off('message', settle);
      worker.off('exit', onEnd);
      resolve(message);
    };
    const onEnd = () => settle(null);
    const timer = setTimeout(onEnd, withinMs);
    worker.on('message', settle);
    worker.on('exit', onEnd);
  });
}

function named(name: string): Error {
  return Object.assign(new Error('Cannot parse a register'), { name });
}
