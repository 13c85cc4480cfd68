/**
 * The OpenID Connect issuer of the demo: client credentials for programs, and authorization code with
 * PKCE for browsers. Its login page asks for a role instead of a password, and its key is public.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Provider } from 'oidc-provider';
import { citizenLives } from '../citizens.ts';
import { readDemoKey } from '../demo-keys.ts';
import { DEMO_ROLES, parseRole } from '../roles.ts';
import { loginPage, NO_CHOICE } from './login-page.ts';

export interface RunningIssuer {
  /** The `iss` of its tokens; its keys are at `/jwks`. */
  readonly url: string;
  stop(): Promise<void>;
}

const BODY_BYTES_MAX = 4_096;

/** Resolves when it listens. The OpenID Connect library is loaded at the first request, because few users sign in. */
export async function startIssuer(options: {
  readonly port: number;
  /** Redirect URIs, or a function that returns them when they are not known at start. */
  readonly redirectUris: readonly string[] | (() => readonly string[]);
}): Promise<RunningIssuer> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let handler: Promise<Handler> | undefined;
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    handler ??= createHandler(url, options);
    handler.then((handle) => handle(request, response)).catch(() => rejectRequest(response));
  });
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

async function createHandler(
  url: string,
  { redirectUris }: Parameters<typeof startIssuer>[0],
): Promise<Handler> {
  const uris = typeof redirectUris === 'function' ? redirectUris() : redirectUris;
  const { createConfiguration } = await import('./configuration.ts');
  // The same key as `npm run token` uses, so that a gateway accepts the tokens of both.
  const signingKey = readDemoKey('issuer.private') as object;
  const configuration = createConfiguration({ redirectUris: uris, signingKey });
  const provider = await createProvider(url, configuration);
  const handle = provider.callback();
  const policy = loginPolicy(uris);
  return async (request, response) => {
    const isInteraction = request.url?.startsWith('/interaction/') ?? false;
    await (isInteraction
      ? interact(provider, policy, request, response)
      : handle(request, response));
  };
}

/**
 * Suppresses the library's warnings about its in-memory store and Node 20: the demo needs no persistent
 * store, and tests run on every Node version that Vakgraaf supports.
 */
async function createProvider(url: string, configuration: object): Promise<Provider> {
  const { warn } = console;
  console.warn = () => {};
  try {
    const { Provider: IssuerProvider } = await import('oidc-provider');
    return new IssuerProvider(url, configuration);
  } finally {
    console.warn = warn;
  }
}

/** Allows no script, and form submission only to this server and, by redirect, the explorer. */
function loginPolicy(redirectUris: readonly string[]): string {
  const uris = redirectUris.map((uri) => new URL(uri).origin).join(' ');
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `form-action 'self' ${uris}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Serves the login page, and completes the login with the chosen role. */
async function interact(
  provider: Provider,
  policy: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    response.end(loginPage(DEMO_ROLES, citizenLives()));
    return;
  }
  const choice = new URLSearchParams(await readBody(request)).get('choice') ?? '';
  const result =
    choice === NO_CHOICE
      ? { error: 'access_denied', error_description: 'The user did not sign in' }
      : { login: { accountId: parseChoice(choice) } };
  await provider.interactionFinished(request, response, result);
}

/** `coach`, or `citizen:` and the id of a citizen; throws for an unknown role. */
function parseChoice(choice: string): string {
  const [roleId = '', life] = choice.split(':');
  const role = parseRole(roleId);
  if (!role.isCitizen) return role.id;
  const known = citizenLives().find(({ id }) => id === life) ?? citizenLives()[0];
  return `${role.id}:${known?.id ?? ''}`;
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request as AsyncIterable<Buffer>) {
    body += chunk.toString('utf8');
    if (body.length > BODY_BYTES_MAX) throw new Error('Cannot read the form: too large');
  }
  return body;
}

function rejectRequest(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(400, { 'content-type': 'text/plain' });
  response.end('Cannot continue this login: start again\n');
}
