/**
 * A proxy in front of an HTTP partner system. It adds canaries to the responses, and can fail in every
 * way that a partner can, each time with secrets in the response.
 */
import { createHash } from 'node:crypto';
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

/** A request as the partner received it. */
export interface PartnerRequest {
  readonly partner: string;
  /** Method and URL; empty for a database. */
  readonly line: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface CanaryPartner {
  readonly id: string;
  readonly url: string;
  setFault(fault: CanaryFault | null): void;
  /** Number of failures by fault. */
  failed(): ReadonlyMap<CanaryFault, number>;
  requests(): readonly PartnerRequest[];
  /** Access tokens in the partner's responses. */
  secrets(): ReadonlySet<string>;
  /** The partner's own numbers of people, cases and benefits in its responses. */
  numbers(): ReadonlySet<string>;
  stop(): Promise<void>;
}

export interface CanaryPartnerOptions {
  readonly id: string;
  readonly target: string;
  /** Target of redirects, which must never receive a request. */
  readonly trapUrl: string;
}

export async function startCanaryHttpPartner({
  id,
  target,
  trapUrl,
}: CanaryPartnerOptions): Promise<CanaryPartner> {
  let fault: CanaryFault | null = null;
  const failed = new Map<CanaryFault, number>();
  const requests: PartnerRequest[] = [];
  const secrets = new Set<string>();
  const numbers = new Set<string>();
  // A partner gives the same large lists again and again, and planting takes most of the time of this server.
  const known = new Map<string, Buffer>();
  const plantOnce = (bytes: Buffer, type: string, now: CanaryFault | null): Buffer => {
    const key = [now, type, createHash('sha256').update(bytes).digest('hex')].join();
    const planted = known.get(key) ?? plant(bytes, type, now, { secrets, numbers });
    known.set(key, planted);
    return planted;
  };

  const relay = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await readAll(request);
    const headers = headersOf(request);
    requests.push({
      partner: id,
      line: requestLineOf(request),
      headers,
      body: body.toString('latin1'),
    });
    const now = fault;
    if (now !== null) failed.set(now, (failed.get(now) ?? 0) + 1);
    if (now === 'late') return;
    if (now === 'down') return void request.socket.resetAndDestroy();
    const said = now === null ? undefined : faultResponse(now, trapUrl);
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
    const planted = plantOnce(bytes, type, now);
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
    requests: () => requests,
    secrets: () => secrets,
    numbers: () => numbers,
    stop: () => stopServer(server),
  };
}

interface FaultResponse {
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The response of a failing partner; undefined for faults that change the real response. */
function faultResponse(fault: CanaryFault, trapUrl: string): FaultResponse | undefined {
  const json = { 'content-type': 'application/json' };
  const body = JSON.stringify({ error: PLANTED_FAULT, detail: { stack: PLANTED_FAULT } });
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
        body: body,
      };
    case 'broken':
      return { status: 500, reason: 'Kanarie is stuk', headers: json, body: body };
    case 'redirect':
      return {
        status: 307,
        reason: 'Kanarie vliegt',
        headers: { ...json, location: `${trapUrl}/kanarie?bsn=kanarie` },
        body: body,
      };
    default:
      return undefined;
  }
}

interface Collected {
  readonly secrets: Set<string>;
  readonly numbers: Set<string>;
}

function plant(
  bytes: Buffer,
  type: string,
  fault: CanaryFault | null,
  collected: Collected,
): Buffer {
  if (bytes.length === 0) return bytes;
  if (/csv/.test(type)) return fault === 'misfit' ? Buffer.from(PLANTED_FAULT) : plantInCsv(bytes);
  if (!/json/.test(type))
    return fault === 'misfit' ? Buffer.from(PLANTED_FAULT) : plantInWorkbook(bytes);
  const value: unknown = JSON.parse(bytes.toString('utf8'));
  collect(value, collected);
  return Buffer.from(JSON.stringify(change(value, fault)));
}

function change(value: unknown, fault: CanaryFault | null): unknown {
  if (fault === 'odd') return oddJson(value);
  return fault === 'misfit' ? misfitJson(value) : plantInJson(value);
}

const OWN_NUMBER = /^(\w+nummer|associationId|voucherNumber|personId)$/;

function collect(value: unknown, collected: Collected): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, one] of Object.entries(value)) {
    if (typeof one !== 'string') collect(one, collected);
    else if (name === 'access_token') collected.secrets.add(one);
    else if (OWN_NUMBER.test(name)) collected.numbers.add(one);
  }
}

const requestLineOf = ({ method, url }: IncomingMessage) => `${method ?? ''} ${url ?? ''}`;

function headersOf({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  const { 'content-length': _, connection: __, 'transfer-encoding': ___, ...kept } = headers;
  return Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, String(value)]));
}
