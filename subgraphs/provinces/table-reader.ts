/**
 * Reads the files of provinces in threads. A small file can take any amount of time and memory to
 * read; in a thread that affects only its own province.
 */
import type { Worker } from 'node:worker_threads';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import { parseJson } from '../kit/turns/parse-json.ts';
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

/** The tables are JSON, which the main thread can read in turns, unlike a message. */
export type ReadReply =
  | { readonly json: Uint8Array<ArrayBuffer>; readonly errorName?: never }
  | { readonly errorName: string; readonly json?: never };

/** The first message of a thread, after it has loaded its modules. */
export const THREAD_READY = 'ready';

const START_MS_MAX = 30_000;
/** Without the time that the file waited for a thread. */
const READ_MS_MAX = 3_000;
const LIMITS = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

/** All provinces share the threads; each thread reads one file at a time. */
const threads = createThreadPool(start);

/**
 * Starts a thread before the first file needs it. A failure here is ignored: the first file tries
 * again.
 */
export async function warmUpTableReader(): Promise<void> {
  try {
    threads.giveBack(await threads.take());
  } catch {
    // The first file reports the error.
  }
}

/** For one province: reads its files one after another, so that it takes at most one thread. */
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
    // A thread cannot be interrupted, so it is terminated.
    threads.discard(worker);
    throw new PartnerFault('garbled', { reason: 'file' });
  }
  threads.giveBack(worker);
  if (reply.json) return tablesIn(reply.json);
  throw new PartnerFault('garbled', { reason: 'file', cause: named(reply.errorName) });
}

async function tablesIn({ buffer, byteOffset, byteLength }: Uint8Array): Promise<Tables> {
  const tables = await parseJson(Buffer.from(buffer, byteOffset, byteLength));
  if (Array.isArray(tables)) return tables;
  // Beyond the limits of the parser.
  throw new PartnerFault('garbled', { reason: 'file' });
}

async function start(): Promise<Worker> {
  const worker = startThread('./table-thread', import.meta.url, {
    resourceLimits: LIMITS,
    // A library may print parts of a file, which must not reach our log.
    stdout: true,
    stderr: true,
  });
  worker.unref();
  // Handles errors such as out of memory; `nextMessage` reports the end of the thread.
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

/** Null when the thread ends first, or at the timeout. */
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
