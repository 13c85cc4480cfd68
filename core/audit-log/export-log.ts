/**
 * Sends the records of audit logs to a collector, beside the files: it follows the files in order, sends each record at
 * least once and none by chance, and remembers in a file how far it came. No response waits for it.
 */
import { open, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { counter } from '../metrics/metrics.ts';
import { isObject } from '../structures/is-object.ts';
import { parseFileName } from './log-files.ts';
import { parseLine } from './read-lines.ts';
import { otlpSpans } from './otlp-spans.ts';

export interface LogExportOptions {
  /** Each with the files of one log. */
  readonly folders: () => readonly string[];
  /** Address of the collector, without `/v1/traces`. */
  readonly url: string;
  /** The value of the Authorization header. */
  readonly authorization: string | undefined;
  /** Called once when the collector does not take the records, and once when it does again. */
  readonly onChange: (isTaken: boolean, cause?: string) => void;
  /** Time between two looks at the files, and before the first retry. */
  readonly everyMs?: number;
}

export interface LogExport {
  stop(): Promise<void>;
}

/** How far the files of a series were sent. */
interface Position {
  readonly file: number;
  readonly bytes: number;
}

/** By the days of the series. */
type Positions = Map<number, Position>;

const EVERY_MS = 2_000;
const RETRY_MS_MAX = 60_000;
const DEADLINE_MS = 10_000;
/** Read and sent at once. */
const CHUNK_BYTES = 262_144;
/** Beside the files that it follows. */
const POSITION_FILE = 'exported.json';

const sent = counter(
  'vakgraaf_audit_export_spans_total',
  'Records of audit logs sent over OTLP',
  [],
);
const failures = counter(
  'vakgraaf_audit_export_failures_total',
  'Requests with records of audit logs that the collector did not take',
  [],
);

/** Follows the files until it is stopped. */
export function startLogExport(options: LogExportOptions): LogExport {
  const { folders, onChange, everyMs = EVERY_MS } = options;
  const over = new AbortController();
  const url = `${options.url.replace(/\/$/, '')}/v1/traces`;
  let isTaken = true;
  let waitMs = everyMs;

  const send = async (body: string) => {
    const { authorization } = options;
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
      body,
      signal: AbortSignal.any([over.signal, AbortSignal.timeout(DEADLINE_MS)]),
    });
    const rejected = await rejectedIn(response);
    // Nothing may be lost, so also what a collector calls a mistake is sent until it is taken.
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    // These it will never take (OTLP, partial success): the file still has them.
    if (rejected > 0) onChange(false, `${rejected} records rejected`);
  };
  const round = async () => {
    try {
      for (const folder of folders()) await exportFolder(folder, send, over.signal);
      if (!isTaken) onChange(true);
      isTaken = true;
      waitMs = everyMs;
    } catch (error) {
      if (over.signal.aborted) return;
      failures.inc();
      if (isTaken) onChange(false, causeOf(error));
      isTaken = false;
      waitMs = Math.min(waitMs * 2, RETRY_MS_MAX);
    }
  };
  const running = (async () => {
    while (!over.signal.aborted) {
      await round();
      await pause(waitMs, over.signal);
    }
  })();
  return {
    stop: async () => {
      over.abort();
      await running;
    },
  };
}

const ANSWER_BYTES_MAX = 65_536;

/** How many spans the collector rejects in an otherwise successful response. */
async function rejectedIn({ body }: Response): Promise<number> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body ?? []) {
    bytes += part.length;
    if (bytes > ANSWER_BYTES_MAX) return 0;
    parts.push(part);
  }
  const success = parseLine(Buffer.concat(parts).toString('utf8'))?.['partialSuccess'];
  return isObject(success) ? Number(success['rejectedSpans'] ?? 0) : 0;
}

/** Sends what one log has more than the collector. */
async function exportFolder(
  folder: string,
  send: (body: string) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const files = (await readdir(folder).catch(() => []))
    .flatMap((path) => {
      const parsed = parseFileName(path);
      return parsed === null ? [] : [{ path, ...parsed }];
    })
    .toSorted((a, b) => a.days - b.days || a.number - b.number);
  const positions = await readPositions(folder);
  for (const { path, days, number } of files) {
    const before = positions.get(days);
    if (before !== undefined && number < before.file) continue;
    let bytes = before?.file === number ? before.bytes : 0;
    for (let isMore = true; isMore && !signal.aborted;) {
      const chunk = await readChunk(join(folder, path), bytes);
      isMore = chunk.length > 0;
      if (!isMore) break;
      const spans = otlpSpans(chunk.toString('utf8').trimEnd().split('\n'));
      if (spans !== null) {
        await send(spans.body);
        sent.inc(spans.count);
      }
      bytes += chunk.length;
      positions.set(days, { file: number, bytes });
      await writePositions(folder, positions);
    }
  }
}

/** Whole lines from a place in a file; none where no whole line follows, or the file is gone. */
async function readChunk(path: string, from: number): Promise<Buffer> {
  // Its retention may have ended since it was listed.
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  const left = size - from;
  let length = 0;
  // A line may be longer than what is read at once.
  while (length < left) {
    length = Math.min(left, length === 0 ? CHUNK_BYTES : length * 2);
    const read = await readPart(path, from, length);
    const end = read.lastIndexOf(0x0a) + 1;
    if (end > 0) return read.subarray(0, end);
  }
  return Buffer.alloc(0);
}

async function readPart(path: string, from: number, length: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function readPositions(folder: string): Promise<Positions> {
  try {
    const stored: unknown = JSON.parse(await readFile(join(folder, POSITION_FILE), 'utf8'));
    return new Map(
      Object.entries(isObject(stored) ? stored : {}).flatMap(([days, at]) => {
        const { file, bytes } = (at ?? {}) as Partial<Position>;
        return Number.isInteger(file) && Number.isInteger(bytes)
          ? [[Number(days), { file, bytes } as Position]]
          : [];
      }),
    );
  } catch {
    // Without it everything is sent again.
    return new Map();
  }
}

/** Renamed when it is whole, so that a kill leaves the one before. */
async function writePositions(folder: string, positions: Positions): Promise<void> {
  const path = join(folder, POSITION_FILE);
  await writeFile(`${path}.new`, JSON.stringify(Object.fromEntries(positions)), { mode: 0o600 });
  await rename(`${path}.new`, path);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}

/** Without the address. */
function causeOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: unknown }; message: string };
  return typeof cause?.code === 'string' ? cause.code : message.slice(0, 100);
}
