/**
 * The live memory of a Node.js process: what is left after a collection. Resident memory says little about a leak,
 * because garbage and freed pages stay in it. The process must have been started with `INSPECTABLE`.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'undici';

/** Node.js options with which SIGUSR1 opens the inspector at a port that is free. */
export const INSPECTABLE = { NODE_OPTIONS: '--inspect-port=0' };

interface Inspector {
  send(method: string, params?: object): Promise<Readonly<Record<string, unknown>>>;
  close(): void;
}

const OPENED_WITHIN_MS = 30_000;
/** A port of a database, for example, does not respond to HTTP. */
const PROBE_MS = 2_000;
const PAUSE_MS = 100;
const ANSWER_WITHIN_MS = 20_000;

/** Collects garbage, and gives the megabytes of the heap and of buffers outside it; null when the process has ended. */
export async function liveMegabytesOf(pid: number): Promise<number | null> {
  try {
    const inspector = await openInspector(pid);
    try {
      await inspector.send('HeapProfiler.collectGarbage');
      const { result } = await inspector.send('Runtime.evaluate', {
        expression: '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())',
        returnByValue: true,
      });
      return Number((result as { value?: unknown }).value) / 1e6;
    } finally {
      inspector.close();
    }
  } catch (error) {
    if (isRunning(pid)) throw error;
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const addresses = new Map<number, string>();

async function openInspector(pid: number): Promise<Inspector> {
  const address = addresses.get(pid) ?? (await startInspector(pid));
  addresses.set(pid, address);
  return connect(address);
}

async function startInspector(pid: number): Promise<string> {
  process.kill(pid, 'SIGUSR1');
  const until = performance.now() + OPENED_WITHIN_MS;
  for (;;) {
    const found = await Promise.all(listeningPortsOf(pid).map(debuggerAt));
    const address = found.find((one) => one !== null);
    if (address !== undefined) return address;
    if (performance.now() > until) throw new Error(`Cannot open the inspector of process ${pid}`);
    await wait(PAUSE_MS);
  }
}

/** From `/proc`, because a process does not say at which port its inspector listens. */
function listeningPortsOf(pid: number): readonly number[] {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).map((fd) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${fd}`);
      } catch {
        return '';
      }
    }),
  );
  return readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === '0A' && sockets.has(`socket:[${inode}]`))
    .map(([, address = '']) => Number.parseInt(address.split(':')[1] ?? '', 16));
}

/** Null for a port of the process that is not that of its inspector. */
async function debuggerAt(port: number): Promise<string | null> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/json/list`, {
      signal: AbortSignal.timeout(PROBE_MS),
    });
    const [first] = (await response.json()) as { webSocketDebuggerUrl?: string }[];
    return first?.webSocketDebuggerUrl ?? null;
  } catch {
    return null;
  }
}

async function connect(address: string): Promise<Inspector> {
  const socket = new WebSocket(address);
  const waiting = new Map<number, (result: Readonly<Record<string, unknown>>) => void>();
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id?: number; result?: object };
    waiting.get(id ?? 0)?.({ ...result });
  });
  const failed = new Promise<never>((_, reject) => {
    for (const event of ['error', 'close'] as const) {
      socket.addEventListener(event, () => reject(new Error('The inspector has closed')));
    }
  });
  failed.catch(() => undefined);
  await Promise.race([new Promise((resolve) => socket.addEventListener('open', resolve)), failed]);
  let last = 0;
  const late = () =>
    wait(ANSWER_WITHIN_MS, undefined, { ref: false }).then(() => {
      throw new Error('The inspector does not answer');
    });
  return {
    send: (method, params = {}) => {
      last += 1;
      const id = last;
      const answered = new Promise<Readonly<Record<string, unknown>>>((resolve) => {
        waiting.set(id, resolve);
      });
      socket.send(JSON.stringify({ id, method, params }));
      return Promise.race([answered, failed, late()]);
    },
    close: () => socket.close(),
  };
}
