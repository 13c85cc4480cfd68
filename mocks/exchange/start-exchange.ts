/** The exchange of the demo as a server on loopback. Its keys are public, so production accepts none of its tokens. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JSONWebKeySet, JWK } from 'jose';
import { createKeySet } from '../../subgraphs/kit/ids/key-set.ts';
import { readDemoKey } from '../demo-keys.ts';
import { DEMO_ISSUER, GATEWAY_AUDIENCE } from '../issuer.ts';
import { parseRole } from '../roles.ts';
import {
  createExchange,
  type Exchange,
  type ExchangeOptions,
  type TokenResponse,
} from './exchange.ts';
import { DEMO_EXCHANGE, JWT_TYPE, PORTAL_CLIENT, TOKEN_EXCHANGE } from './exchange-names.ts';

export interface RunningExchange {
  readonly url: string;
  stop(): Promise<void>;
}

const BODY_BYTES_MAX = 16_384;
const TOKEN_PATH = '/token';

/** The exchange of the demo: of these issuers beside the one of `npm run token`, which all have the same key. */
export async function createDemoExchange(options: {
  readonly endpoint: string;
  readonly issuers?: readonly string[];
  readonly today?: () => Date;
  /** In place of the keys of the demo. */
  readonly own?: Partial<Pick<ExchangeOptions, 'signingKey' | 'personKey'>>;
}): Promise<Exchange> {
  const { endpoint, issuers = [], today, own } = options;
  const { keys } = readDemoKey('person.key') as { keys: Record<string, string> };
  const issuerKeys = readDemoKey('issuer.public') as JSONWebKeySet;
  return createExchange({
    name: DEMO_EXCHANGE,
    endpoint,
    audience: GATEWAY_AUDIENCE,
    signingKey: readDemoKey('exchange.private') as JWK,
    decryptionKey: readDemoKey('exchange-encryption.private') as JWK,
    personKey: createKeySet('person', keys, true),
    issuers: new Map([DEMO_ISSUER, ...issuers].map((name) => [name, issuerKeys])),
    clients: new Map([
      [
        PORTAL_CLIENT,
        {
          oin: parseRole('citizen').consumerOin,
          keys: readDemoKey('portal.public') as JSONWebKeySet,
        },
      ],
    ]),
    ...(today && { today }),
    ...own,
  });
}

/** Resolves when it listens. */
export async function startExchange(options: {
  readonly port: number;
  readonly issuers?: readonly string[];
  readonly today?: () => Date;
}): Promise<RunningExchange> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const exchange = await createDemoExchange({ ...options, endpoint: `${url}${TOKEN_PATH}` });
  server.on('request', (request, response) => {
    // A client that goes away while it sends is no fault of the exchange.
    void respond(request, response).catch(() => response.destroy());
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body } = await handle(request, url, exchange);
    response.writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      pragma: 'no-cache',
      ...(status === 405 && { allow: request.url === TOKEN_PATH ? 'POST' : 'GET' }),
      // The rest of a body that is too large is not read.
      ...(status === 413 && { connection: 'close' }),
    });
    response.end(JSON.stringify(body));
  }

  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(
  request: IncomingMessage,
  url: string,
  exchange: Exchange,
): Promise<TokenResponse> {
  const { method, url: path, headers } = request;
  const document = path === undefined ? undefined : documentsAt(url).get(path);
  if (document !== undefined)
    return method === 'GET' ? { status: 200, body: document } : wrong(405);
  if (path !== TOKEN_PATH) return wrong(404);
  if (method !== 'POST') return wrong(405);
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') return wrong(415);
  const body = await readBody(request);
  return body === null ? wrong(413) : await exchange(new URLSearchParams(body));
}

const wrong = (status: number): TokenResponse => ({ status, body: { error: 'invalid_request' } });

/** Its public keys and its metadata (RFC 8414). */
function documentsAt(url: string): ReadonlyMap<string, TokenResponse['body']> {
  const keys = ['exchange.public', 'exchange-encryption.public'].flatMap(
    (name) => (readDemoKey(name) as JSONWebKeySet).keys,
  );
  const metadata = {
    issuer: DEMO_EXCHANGE,
    token_endpoint: `${url}${TOKEN_PATH}`,
    jwks_uri: `${url}/jwks`,
    grant_types_supported: [TOKEN_EXCHANGE],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['EdDSA', 'ES256', 'PS256', 'RS256'],
    subject_token_types_supported: [JWT_TYPE],
  };
  return new Map<string, TokenResponse['body']>([
    ['/jwks', { keys }],
    ['/.well-known/oauth-authorization-server', metadata],
  ]);
}

/** Null for a body that is too large. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
