/**
 * A door in front of a partner system that speaks HTTP. What comes out has canaries in it, and it
 * can fail in every way that a partner can, each time saying more than it should.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  misfitJson,
  oddJson,
  PLANTED_FAULT,
  PLANTED_HEADERS,
  plantInCsv,
  plantInJson,
  plantInWorkbook,
} from './canaries.ts';
import { listenOnLoopback, readAll, stopServer } from './loopback.ts';

export const CANARY_FAULTS = [
  'late',
  'down',
  'garbled',
  'html',
  'half',
  'unauthorized',
  'broken',
  'redirect',
  'misfit',
  'odd',
] as const;
export type CanaryFault = (typeof CANARY_FAULTS)[number];

/** One question as it reached a partner. */
export interface Arrived {
  readonly partner: string;
  /** Method and address; for a database nothing. */
  readonly line: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface CanaryDoor {
  readonly id: string;
  readonly url: string;
  setFault(fault: CanaryFault | null): void;
  /** How often it failed in each way. */
  failed(): ReadonlyMap<CanaryFault, number>;
  arrived(): readonly Arrived[];
  /** What the partner gave us to be kept secret: access tokens. */
  secrets(): ReadonlySet<string>;
  /** The partner's own numbers of people, cases and benefits, as they passed. */
  numbers(): ReadonlySet<string>;
  stop(): Promise<void>;
}

export interface DoorSurroundings {
  readonly id: string;
  readonly target: string;
  /** Where a redirect points to: nobody may ever ask there. */
  readonly trapUrl: string;
}

export async function startHttpDoor({
  id,
  target,
  trapUrl,
}: DoorSurroundings): Promise<CanaryDoor> {
  let fault: CanaryFault | null = null;
  const failed = new Map<CanaryFault, number>();
  const arrived: Arrived[] = [];
  const secrets = new Set<string>();
  const numbers = new Set<string>();

  const relay = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await readAll(request);
    const headers = headersOf(request);
    arrived.push({ partner: id, line: lineOf(request), headers, body: body.toString('latin1') });
    const now = fault;
    if (now !== null) failed.set(now, (failed.get(now) ?? 0) + 1);
    if (now === 'late') return;
    if (now === 'down') return void request.socket.resetAndDestroy();
    const said = now === null ? undefined : saidInstead(now, trapUrl);
    if (said) {
      response.writeHead(said.status, said.reason, { ...PLANTED_HEADERS, ...said.headers });
      return void response.end(said.body);
    }
    const { host: _, ...passed } = headers;
    const upstream = await fetch(`${target}${request.url}`, {
      method: request.method ?? 'GET',
      headers: passed,
      redirect: 'manual',
      ...(body.length === 0 ? {} : { body }),
    });
    const bytes = Buffer.from(await upstream.arrayBuffer());
    const type = upstream.headers.get('content-type') ?? 'application/json';
    const etag = upstream.headers.get('etag');
    response.writeHead(upstream.status, {
      'content-type': type,
      ...(etag === null ? {} : { etag }),
      ...PLANTED_HEADERS,
    });
    const planted = plant(bytes, type, now, { secrets, numbers });
    response.end(now === 'half' ? planted.subarray(0, planted.length / 2) : planted);
  };

  const server = createServer((request, response) => {
    void relay(request, response).catch(() => response.destroy());
  });
  const port = await listenOnLoopback(server);
  return {
    id,
    url: `http://127.0.0.1:${port}`,
    setFault: (next) => {
      fault = next;
    },
    failed: () => failed,
    arrived: () => arrived,
    secrets: () => secrets,
    numbers: () => numbers,
    stop: () => stopServer(server),
  };
}

interface Said {
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a failing partner says in place of an answer; none where it spoils a real one. */
function saidInstead(fault: CanaryFault, trapUrl: string): Said | undefined {
  const json = { 'content-type': 'application/json' };
  const told = JSON.stringify({ error: PLANTED_FAULT, detail: { stack: PLANTED_FAULT } });
  switch (fault) {
    case 'garbled':
      return {
        status: 200,
        reason: 'OK',
        headers: json,
        body: `\u0000 {"items":[,${PLANTED_FAULT}`,
      };
    case 'html':
      return {
        status: 200,
        reason: 'OK',
        headers: { 'content-type': 'text/html' },
        body: `<h1>${PLANTED_FAULT}</h1>`,
      };
    case 'unauthorized':
      return {
        status: 401,
        reason: 'Kanarie mag niet',
        headers: { ...json, 'www-authenticate': `Bearer realm="${PLANTED_FAULT}"` },
        body: told,
      };
    case 'broken':
      return { status: 500, reason: 'Kanarie is stuk', headers: json, body: told };
    case 'redirect':
      return {
        status: 307,
        reason: 'Kanarie vliegt',
        headers: { ...json, location: `${trapUrl}/kanarie?bsn=kanarie` },
        body: told,
      };
    default:
      return undefined;
  }
}

interface Kept {
  readonly secrets: Set<string>;
  readonly numbers: Set<string>;
}

function plant(bytes: Buffer, type: string, fault: CanaryFault | null, kept: Kept): Buffer {
  if (bytes.length === 0) return bytes;
  if (/csv/.test(type)) return fault === 'misfit' ? Buffer.from(PLANTED_FAULT) : plantInCsv(bytes);
  if (!/json/.test(type))
    return fault === 'misfit' ? Buffer.from(PLANTED_FAULT) : plantInWorkbook(bytes);
  const value: unknown = JSON.parse(bytes.toString('utf8'));
  keep(value, kept);
  return Buffer.from(JSON.stringify(change(value, fault)));
}

function change(value: unknown, fault: CanaryFault | null): unknown {
  if (fault === 'odd') return oddJson(value);
  return fault === 'misfit' ? misfitJson(value) : plantInJson(value);
}

const OWN_NUMBER = /^(\w+nummer|associationId|voucherNumber|personId)$/;

function keep(value: unknown, kept: Kept): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, one] of Object.entries(value)) {
    if (typeof one !== 'string') keep(one, kept);
    else if (name === 'access_token') kept.secrets.add(one);
    else if (OWN_NUMBER.test(name)) kept.numbers.add(one);
  }
}

const lineOf = ({ method, url }: IncomingMessage) => `${method ?? ''} ${url ?? ''}`;

function headersOf({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  const { 'content-length': _, connection: __, 'transfer-encoding': ___, ...kept } = headers;
  return Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, String(value)]));
}
