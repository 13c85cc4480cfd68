/**
 * The control server of the demo, on loopback: hands out tokens of the demo roles, makes partner
 * systems silent, and tells how often each was asked. Only the demo has it.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { citizenLives, citizenSubject } from './citizens.ts';
import { issueToken } from './issuer.ts';
import type { MockFault, PartnerSystem } from './partner-system.ts';
import { DEMO_ROLES, parseRole } from './roles.ts';

export interface ControlOptions {
  readonly port: number;
  /** Partner systems of this process; may still be growing while the demo starts. */
  readonly systems: readonly PartnerSystem[];
  /** Control servers of other processes, whose partner systems are reached through this one; may change. */
  readonly peers: readonly string[];
  /** Told how a partner, or all partners of a kind, must misbehave from now on. */
  readonly onWish?: (wish: MisbehaviourWish) => void;
  readonly now?: () => Date;
}

export type MisbehaviourWish =
  | { readonly partner: string; readonly fault: MockFault }
  | { readonly partner: string; readonly delayMs: number };

export interface ControlServer {
  readonly url: string;
  stop(): Promise<void>;
}

type Handler = (body: unknown) => Promise<unknown>;

const BODY_BYTES_MAX = 10_000;
/** Less than the gateway waits for us; a busy machine must not make a partner unknown. */
const PEER_DEADLINE_MS = 4_500;
const DELAY_MS_MAX = 60_000;
export const FAULTS = ['late', 'down', 'garbled', 'html', 'half'] as const;

const faultWish = z.object({ partner: z.string(), fault: z.enum(FAULTS).nullable() });
const tokenWish = z.object({
  role: z.string(),
  purpose: z.string().optional(),
  life: z.string().optional(),
});
const partnersAnswer = z.object({
  partners: z.array(z.object({ id: z.string(), kind: z.string() })),
});
const delayWish = z.object({ partner: z.string(), delayMs: z.int().min(0).max(DELAY_MS_MAX) });
const callsAnswer = z.object({ calls: z.record(z.string(), z.number()) });

/** A wish that cannot be met, with the status to answer it with. */
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
    ['POST /token', async (body) => giveToken(body, options)],
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

async function giveToken(body: unknown, { now }: ControlOptions) {
  const wish = tokenWish.parse(body);
  const role = parseRole(wish.role);
  const today = now?.() ?? new Date();
  const subject = role.isCitizen ? citizenSubject(role, wish.life, today) : undefined;
  return issueToken(role, {
    ...(wish.purpose === undefined ? {} : { purpose: wish.purpose }),
    ...(subject === undefined ? {} : { subject }),
  });
}

async function setFaults(body: unknown, { systems, peers, onWish }: ControlOptions) {
  const wish = faultWish.parse(body);
  const here = setFault(systems, wish.partner, wish.fault);
  const elsewhere = await askPeers(peers, '/faults', partnersAnswer, wish);
  const partners = named(wish.partner, here, elsewhere);
  onWish?.(wish);
  return { partners: partners.map((partner) => ({ ...partner, fault: wish.fault })) };
}

async function setDelays(body: unknown, { systems, peers, onWish }: ControlOptions) {
  const wish = delayWish.parse(body);
  const meant = setDelay(systems, wish.partner, wish.delayMs);
  const elsewhere = await askPeers(peers, '/delays', partnersAnswer, wish);
  const partners = named(wish.partner, meant, elsewhere);
  onWish?.(wish);
  return { partners: partners.map(({ id, kind }) => ({ id, kind, delayMs: wish.delayMs })) };
}

/** Gives the fault to the partner, or to all partners of the kind, of that name. */
export function setFault(systems: readonly PartnerSystem[], name: string, fault: MockFault) {
  const meant = systemsNamed(systems, name);
  for (const system of meant) system.setFault(fault);
  return meant.map(({ id, kind }) => ({ id, kind }));
}

/** Makes the partner, or all partners of the kind, of that name so much later. */
export function setDelay(systems: readonly PartnerSystem[], name: string, delayMs: number) {
  const meant = systemsNamed(systems, name);
  for (const system of meant) system.setDelay(delayMs);
  return meant.map(({ id, kind }) => ({ id, kind }));
}

function systemsNamed(systems: readonly PartnerSystem[], name: string) {
  return systems.filter((system) => system.id === name || system.kind === name);
}

type Named = z.output<typeof partnersAnswer>['partners'];

/** Those of this process and of its peers; none at all is a mistake of who wished. */
function named(name: string, here: Named, elsewhere: readonly { readonly partners: Named }[]) {
  const partners = [...here, ...elsewhere.flatMap((peer) => peer.partners)];
  if (partners.length > 0) return partners;
  throw new ControlError(404, `Cannot find a partner or kind "${name}" in this demo`);
}

async function countCalls({ systems, peers }: ControlOptions) {
  const elsewhere = await askPeers(peers, '/calls', callsAnswer);
  const here = Object.fromEntries(systems.map((system) => [system.id, system.calls()]));
  return { calls: Object.assign(here, ...elsewhere.map((peer) => peer.calls)) };
}

/** A peer that does not answer, or does not have the partner, has nothing to add. */
async function askPeers<Answer>(
  peers: readonly string[],
  path: string,
  shape: z.ZodType<Answer>,
  wish?: unknown,
): Promise<readonly Answer[]> {
  const responses = await Promise.all(
    peers.map(async (peer) => {
      try {
        const response = await fetch(`${peer}${path}`, {
          ...(wish === undefined ? {} : { method: 'POST', body: JSON.stringify(wish) }),
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
    refuseStrangers(request);
    const handler = handlers.get(`${request.method} ${pathOf(request)}`);
    if (!handler)
      throw new ControlError(
        404,
        'Cannot find that: GET /roles, GET /calls, POST /token, POST /faults, POST /delays',
      );
    const body = request.method === 'POST' ? await readJson(request) : undefined;
    send(response, 200, await handler(body));
  } catch (error) {
    const message = isReadable(error) ? error.message : WISH;
    send(response, error instanceof ControlError ? error.status : 400, { error: message });
  }
}

const WISH =
  'Cannot read the wish: expected {"role":"…"}, {"partner":"…","delayMs":0}, or {"partner":"…","fault":"late"|"down"|"garbled"|null}';

/** The gateway relays `/demo/roles` as it came. */
function pathOf({ url = '/' }: IncomingMessage): string {
  return url.replace(/^\/demo(?=\/)/, '');
}

/** What zod or the JSON parser says is for programmers; the rest is a sentence. */
function isReadable(error: unknown): error is Error {
  const isParsing = error instanceof z.ZodError || error instanceof SyntaxError;
  return error instanceof Error && !isParsing;
}

/** A page of another site that is open in the same browser must not reach the demo. */
function refuseStrangers(request: IncomingMessage): void {
  const host = request.headers.host ?? '';
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)) {
    throw new ControlError(403, 'Cannot answer: this server is only for its own machine');
  }
  const type = request.headers['content-type'] ?? '';
  if (request.method === 'POST' && !type.startsWith('application/json')) {
    throw new ControlError(415, 'Cannot read the wish: expected content-type application/json');
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) throw new ControlError(413, 'Cannot read the wish: too large');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
