/**
 * The control server of the demo, on loopback: issues tokens for the demo roles, exchanges those of citizens, makes
 * partner systems fail or slow, and returns how many calls each received. Only the demo has it.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { citizenLives, citizenNumber } from './citizens.ts';
import { exchangeAt } from './exchange/portal-client.ts';
import { issueSubjectToken, issueToken } from './issuer.ts';
import type { MockFault, PartnerSystem } from './partner-system.ts';
import { DEMO_ROLES, parseRole } from './roles.ts';

export interface ControlOptions {
  readonly port: number;
  /** Partner systems of this process; the list grows while the demo starts. */
  readonly systems: readonly PartnerSystem[];
  /** URLs of the control servers of other processes, to which requests are passed on; may change. */
  readonly peers: readonly string[];
  /** Called with each change of a fault or delay of a partner, or of all partners of a subgraph. */
  readonly onMisbehaviour?: (wanted: MisbehaviourRequest) => void;
  /** Address of the exchange; undefined while it is down or where there is none. */
  readonly exchangeUrl?: () => string | undefined;
}

export type MisbehaviourRequest =
  | { readonly partner: string; readonly fault: MockFault }
  | { readonly partner: string; readonly delayMs: number };

export interface ControlServer {
  readonly url: string;
  stop(): Promise<void>;
}

type Handler = (body: unknown) => Promise<unknown>;

const BODY_BYTES_MAX = 10_000;
/** Shorter than the deadline of the gateway for this server, but long enough for a busy machine. */
const PEER_DEADLINE_MS = 4_500;
const DELAY_MS_MAX = 60_000;
export const FAULTS = ['late', 'down', 'garbled', 'html', 'half'] as const;

const faultRequest = z.object({ partner: z.string(), fault: z.enum(FAULTS).nullable() });
const tokenRequest = z.object({
  role: z.string(),
  purpose: z.string().optional(),
  life: z.string().optional(),
});
const exchangeRequest = z.object({ subjectToken: z.string() });
const partnersResponse = z.object({
  partners: z.array(z.object({ id: z.string(), kind: z.string() })),
});
const delayRequest = z.object({ partner: z.string(), delayMs: z.int().min(0).max(DELAY_MS_MAX) });
const callsResponse = z.object({ calls: z.record(z.string(), z.number()) });

/** An invalid request, with the HTTP status of the response. */
class ControlError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export async function startControlServer(options: ControlOptions): Promise<ControlServer> {
  const handlers = createHandlers(options);
  const server = createServer((request, response) => {
    void respond(request, response, handlers);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function createHandlers(options: ControlOptions): ReadonlyMap<string, Handler> {
  return new Map<string, Handler>([
    ['GET /roles', async () => ({ demo: true, roles: describeRoles() })],
    ['POST /token', async (body) => createToken(body, options)],
    ['POST /exchange', async (body) => exchangeToken(body, options)],
    ['POST /faults', async (body) => setFaults(body, options)],
    ['POST /delays', async (body) => setDelays(body, options)],
    ['GET /calls', async () => countCalls(options)],
  ]);
}

function describeRoles() {
  return DEMO_ROLES.map(({ id, name, description, purposes, isCitizen }) => ({
    role: id,
    name,
    description,
    purposes,
    lives: isCitizen ? citizenLives() : [],
  }));
}

async function createToken(body: unknown, options: ControlOptions) {
  const wanted = tokenRequest.parse(body);
  const role = parseRole(wanted.role);
  if (role.isCitizen) {
    const subjectToken = await issueSubjectToken(citizenNumber(wanted.life));
    return await exchangeToken({ subjectToken }, options);
  }
  return issueToken(role, wanted.purpose === undefined ? {} : { purpose: wanted.purpose });
}

/** As the server of the organisation where people see their own data: a page cannot hold its key. */
async function exchangeToken(body: unknown, { exchangeUrl }: ControlOptions) {
  const { subjectToken } = exchangeRequest.parse(body);
  const url = exchangeUrl?.();
  if (url === undefined) throw new ControlError(503, 'The exchange of the demo is not running');
  const granted = await exchangeAt(url, subjectToken);
  const expiresAt = new Date(Date.now() + granted.expires_in * 1000).toISOString();
  const purposes = granted.scope.split(' ').filter((name) => name.startsWith('urn:'));
  return { token: granted.access_token, expiresAt, purposes };
}

async function setFaults(body: unknown, { systems, peers, onMisbehaviour }: ControlOptions) {
  const wanted = faultRequest.parse(body);
  const local = setFault(systems, wanted.partner, wanted.fault);
  const remote = await requestPeers(peers, '/faults', partnersResponse, wanted);
  const partners = mergePartners(wanted.partner, local, remote);
  onMisbehaviour?.(wanted);
  return { partners: partners.map((partner) => ({ ...partner, fault: wanted.fault })) };
}

async function setDelays(body: unknown, { systems, peers, onMisbehaviour }: ControlOptions) {
  const wanted = delayRequest.parse(body);
  const selected = setDelay(systems, wanted.partner, wanted.delayMs);
  const remote = await requestPeers(peers, '/delays', partnersResponse, wanted);
  const partners = mergePartners(wanted.partner, selected, remote);
  onMisbehaviour?.(wanted);
  return { partners: partners.map(({ id, kind }) => ({ id, kind, delayMs: wanted.delayMs })) };
}

/** Sets the fault of the partner, or of all partners of the subgraph, with this name. */
export function setFault(systems: readonly PartnerSystem[], name: string, fault: MockFault) {
  const selected = systemsNamed(systems, name);
  for (const system of selected) system.setFault(fault);
  return selected.map(({ id, kind }) => ({ id, kind }));
}

/** Sets the delay of the partner, or of all partners of the subgraph, with this name. */
export function setDelay(systems: readonly PartnerSystem[], name: string, delayMs: number) {
  const selected = systemsNamed(systems, name);
  for (const system of selected) system.setDelay(delayMs);
  return selected.map(({ id, kind }) => ({ id, kind }));
}

function systemsNamed(systems: readonly PartnerSystem[], name: string) {
  return systems.filter((system) => system.id === name || system.kind === name);
}

type PartnerReferences = z.output<typeof partnersResponse>['partners'];

/** The partners of this process and its peers; throws 404 when there are none. */
function mergePartners(
  name: string,
  local: PartnerReferences,
  remote: readonly { readonly partners: PartnerReferences }[],
) {
  const partners = [...local, ...remote.flatMap((peer) => peer.partners)];
  if (partners.length > 0) return partners;
  throw new ControlError(404, `Cannot find a partner or subgraph "${name}" in this demo`);
}

async function countCalls({ systems, peers }: ControlOptions) {
  const remote = await requestPeers(peers, '/calls', callsResponse);
  const local = Object.fromEntries(systems.map((system) => [system.id, system.calls()]));
  return { calls: Object.assign(local, ...remote.map((peer) => peer.calls)) };
}

/** The valid responses; a peer that fails or does not have the partner is left out. */
async function requestPeers<Answer>(
  peers: readonly string[],
  path: string,
  shape: z.ZodType<Answer>,
  wanted?: unknown,
): Promise<readonly Answer[]> {
  const responses = await Promise.all(
    peers.map(async (peer) => {
      try {
        const response = await fetch(`${peer}${path}`, {
          ...(wanted === undefined ? {} : { method: 'POST', body: JSON.stringify(wanted) }),
          headers: { 'content-type': 'application/json' },
          signal: AbortSignal.timeout(PEER_DEADLINE_MS),
        });
        return response.ok ? shape.parse(await response.json()) : null;
      } catch {
        return null;
      }
    }),
  );
  return responses.filter((given) => given !== null);
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  handlers: ReadonlyMap<string, Handler>,
): Promise<void> {
  try {
    assertSameMachine(request);
    const handler = handlers.get(`${request.method} ${pathOf(request)}`);
    if (!handler)
      throw new ControlError(
        404,
        'Unknown path, expected one of: GET /roles, GET /calls, POST /token, POST /exchange, POST /faults, POST /delays',
      );
    const body = request.method === 'POST' ? await readJson(request) : undefined;
    send(response, 200, await handler(body));
  } catch (error) {
    const message = isReadable(error) ? error.message : USAGE;
    send(response, error instanceof ControlError ? error.status : 400, { error: message });
  }
}

const USAGE =
  'Cannot read the request: expected {"role":"…"}, {"partner":"…","delayMs":0}, or {"partner":"…","fault":"late"|"down"|"garbled"|null}';

/** The gateway passes `/demo/…` paths on unchanged. */
function pathOf({ url = '/' }: IncomingMessage): string {
  return url.replace(/^\/demo(?=\/)/, '');
}

/** Whether the message is for the user; messages of zod and the JSON parser are not. */
function isReadable(error: unknown): error is Error {
  const isParsing = error instanceof z.ZodError || error instanceof SyntaxError;
  return error instanceof Error && !isParsing;
}

/** Blocks pages of other sites in the same browser (DNS rebinding, cross-site requests). */
function assertSameMachine(request: IncomingMessage): void {
  const host = request.headers.host ?? '';
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)) {
    throw new ControlError(403, 'Only requests from this machine are allowed');
  }
  const type = request.headers['content-type'] ?? '';
  if (request.method === 'POST' && !type.startsWith('application/json')) {
    throw new ControlError(415, 'Cannot read the request: expected content-type application/json');
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) throw new ControlError(413, 'Cannot read the request: too large');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
