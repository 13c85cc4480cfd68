/**
 * Serves the built explorer with the gateway's Content-Security-Policy and executes operations on a
 * small schema. It checks no access rules except that vouchers and job seekers need a token.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { text } from 'node:stream/consumers';
import { handleRequest, schemaText } from './fake-schema.ts';

export interface ReceivedRequest {
  readonly operationName: string | undefined;
  readonly authorization: string | undefined;
  readonly purpose: string | undefined;
}

export interface FakeGateway {
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  stop(): Promise<void>;
}

const policy =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; " +
  "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; " +
  "form-action 'none'; frame-ancestors 'none'";

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
};

const roles = [
  demoRole('dashboard', 'Dashboard van de regio', 'Openbare statistiek', []),
  demoRole('analyst', 'Onderzoeker', 'Dezelfde beschermde aantallen', ['programme-evaluation']),
  demoRole('developer', 'Ontwikkelaar van een partner', 'Alle dossiers', ['development']),
  demoRole('coach', 'Arbeidsmarktcoach', 'Dossiers van de demo', ['case-guidance', 'matching']),
  demoRole('citizen', 'Burger', 'Alleen de eigen gegevens', ['inzage']),
];

function demoRole(role: string, nl: string, description: string, purposes: readonly string[]) {
  return {
    role,
    name: { nl, en: role },
    description: { nl: description, en: `${role} in English` },
    purposes: purposes.map((purpose) => `urn:llo:purpose:${purpose}`),
  };
}

/** With `hasDemo: false` it has no demo roles, as in production. */
export async function startFakeGateway(explorer: string, hasDemo = true): Promise<FakeGateway> {
  const requests: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    serve(request, response, { explorer, hasDemo, requests }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const plan = {
  cost: 1312,
  limit: 10_000,
  path: ['trainings', 'nodes', 'payableWith'],
  fields: [{ field: 'trainings', cost: 1312 }],
  subgraphs: ['education', 'funds'],
};

interface Served {
  readonly explorer: string;
  readonly hasDemo: boolean;
  readonly requests: ReceivedRequest[];
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  served: Served,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://gateway');
  const route = `${request.method} ${pathname}`;
  if (route === 'GET /graphql') return sendFile(response, served.explorer, 'index.html');
  if (route === 'GET /schema.graphql') return send(response, 200, 'text/plain', schemaText);
  if (route === 'GET /sign-in.json') return send(response, 200, 'application/json', 'null');
  if (route === 'POST /graphql') return respond(request, response, served.requests);
  if (route === 'GET /demo/roles' && served.hasDemo) return sendJson(response, { roles });
  if (route === 'POST /demo/token' && served.hasDemo) return sendToken(request, response);
  if (pathname.startsWith('/explorer/'))
    return sendFile(response, served.explorer, pathname.slice(10));
  return send(response, 404, 'text/plain', 'not found');
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  requests: ReceivedRequest[],
) {
  const { query, variables, operationName } = JSON.parse(await text(request)) as {
    query: string;
    variables?: Record<string, unknown>;
    operationName?: string;
  };
  const { authorization, 'x-llo-purpose': purpose } = request.headers;
  if (request.headers['x-llo-plan'] === 'only')
    return sendJson(response, { data: null, extensions: { plan } });
  requests.push({ operationName, authorization, purpose: purpose?.toString() });
  response.setHeader('x-llo-cost', '1312').setHeader('x-llo-cost-limit', '10000');
  sendJson(response, await handleRequest(query, variables ?? {}, authorization));
}

async function sendToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { role } = JSON.parse(await text(request)) as { role: string };
  sendJson(response, { token: `token-of-${role}`, expiresAt: '2999-01-01T00:00:00Z' });
}

async function sendFile(response: ServerResponse, folder: string, path: string): Promise<void> {
  const file = normalize(path).replace(/^[./\\]+/, '');
  const content = await readFile(join(folder, file)).catch(() => undefined);
  if (!content) return send(response, 404, 'text/plain', 'not found');
  return send(response, 200, contentTypes[extname(file)] ?? 'application/octet-stream', content);
}

function sendJson(response: ServerResponse, body: unknown): void {
  send(response, 200, 'application/json', JSON.stringify(body));
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, {
    'content-type': type,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(body);
}
