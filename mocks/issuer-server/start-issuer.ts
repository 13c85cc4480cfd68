/**
 * A real issuer of tokens for the demo (OpenID Connect): client credentials for programs, code with
 * PKCE for a browser. Its page asks for a role instead of a password, and its key is published.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Provider } from 'oidc-provider';
import { projectRoot } from '../../core/config/project-root.ts';
import { citizenLives } from '../citizens.ts';
import { DEMO_ROLES, parseRole } from '../roles.ts';
import { loginPage, NO_CHOICE } from './login-page.ts';

export interface RunningIssuer {
  /** The `iss` of its tokens; `/jwks` below it has its keys. */
  readonly url: string;
  stop(): Promise<void>;
}

const BODY_BYTES_MAX = 4_096;

/** Listens when this resolves; its library is loaded when it is first asked, since few sign in. */
export async function startIssuer(options: {
  readonly port: number;
  /** Where a browser may be sent back to; or what gives that, when it is not known yet. */
  readonly redirectUris: readonly string[] | (() => readonly string[]);
  readonly now?: () => Date;
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
    handler.then((handle) => handle(request, response)).catch(() => refuse(response));
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
  { redirectUris, now = () => new Date() }: Parameters<typeof startIssuer>[0],
): Promise<Handler> {
  const back = typeof redirectUris === 'function' ? redirectUris() : redirectUris;
  const { createConfiguration } = await import('./configuration.ts');
  const configuration = createConfiguration({
    redirectUris: back,
    signingKey: readSigningKey(),
    now,
  });
  const provider = await createProvider(url, configuration);
  const handle = provider.callback();
  const policy = loginPolicy(back);
  return async (request, response) => {
    const isInteraction = request.url?.startsWith('/interaction/') ?? false;
    await (isInteraction
      ? interact(provider, policy, request, response)
      : handle(request, response));
  };
}

/**
 * The library warns of a store in memory and of Node 20. Both are meant here: the demo forgets all when
 * it stops, and what it uses is tested on every Node that Vakgraaf runs on.
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

/** No script at all, and its form leads to nobody but us and, from here on, the explorer. */
function loginPolicy(redirectUris: readonly string[]): string {
  const back = redirectUris.map((uri) => new URL(uri).origin).join(' ');
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `form-action 'self' ${back}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The page that asks who one wants to be, and what was chosen there. */
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
      ? { error: 'access_denied', error_description: 'Nobody was chosen' }
      : { login: { accountId: parseChoice(choice) } };
  await provider.interactionFinished(request, response, result);
}

/** `coach`, or `citizen:` and whose life; throws for anything else. */
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
    if (body.length > BODY_BYTES_MAX) throw new Error('Cannot read so long a choice');
  }
  return body;
}

function refuse(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(400, { 'content-type': 'text/plain' });
  response.end('Cannot go on with this sign-in: start again\n');
}

/** The key of `npm run token`, so that a gateway that knows one knows the other. */
function readSigningKey(): object {
  const file = join(projectRoot(), 'mocks/demo-keys/issuer.private.json');
  const { demo: _, ...key } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  return key;
}
