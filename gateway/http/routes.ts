/** Every path of the gateway, in one place. */
import type { IncomingMessage } from 'node:http';
import type { DeniedRequests } from '../audit/denied-requests.ts';
import type { DemoRelay } from './demo-relay.ts';
import type { PageFiles } from './page-files.ts';
import type { SignInPages } from './sign-in-pages.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import type { GraphqlHandler } from './graphql-handler.ts';
import { rejectTokenInAddress } from './refuse-url-token.ts';
import { jsonReply, refusal, reply, TEXT_TYPE, type Reply } from './http-response.ts';
import type { SchemaDocument } from './schema-document.ts';
import { securityTxt } from './security-txt.ts';

export interface RouteParts {
  readonly deniedRequests: Pick<DeniedRequests, 'tokenInAddress'>;
  readonly graphqlHandler: GraphqlHandler;
  readonly explorer: PageFiles;
  readonly dashboard: PageFiles;
  readonly signIn: SignInPages;
  readonly demoRelay: DemoRelay | undefined;
  readonly schemaDocument: SchemaDocument;
  /** The supergraph in use; undefined in production, because it names every subgraph. */
  readonly supergraphSdl: (() => string) | undefined;
  /** Where leaks are reported; without it there is no security.txt. */
  readonly securityContact: string | undefined;
  /** See `createReadiness`. */
  readonly readiness: () => Promise<Reply>;
}

export type Route = (request: IncomingMessage, signal: AbortSignal) => Promise<Reply>;

const URL_LENGTH_MAX = 16_384;

export function createRoutes(parts: RouteParts): Route {
  return async function route(request, signal) {
    const url = parseUrl(request.url);
    if (!url) return jsonReply(400, { error: 'Address cannot be read' });
    try {
      rejectTokenInAddress(url);
    } catch (error) {
      if (url.pathname === '/graphql') parts.deniedRequests.tokenInAddress();
      if (error instanceof GatewayError) return refusal(error);
      throw error;
    }
    const path = url.pathname;
    if (path === '/graphql') return await graphql(request, url, signal, parts);
    if (path.startsWith('/demo/')) {
      return (await parts.demoRelay?.(request, path)) ?? notFound();
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return methodNotAllowed();
    return (await page(path, request, parts)) ?? notFound();
  };
}

async function page(
  path: string,
  { headers }: IncomingMessage,
  parts: RouteParts,
): Promise<Reply | null> {
  switch (path) {
    case '/':
      return await parts.dashboard.page();
    case '/sign-in.json':
      return parts.signIn.offer();
    case '/signed-in':
      return await parts.signIn.signedIn();
    case '/health/live':
      return jsonReply(200, { status: 'live' });
    case '/health/ready':
      return await parts.readiness();
    case '/schema.graphql':
      return await parts.schemaDocument(headers);
    case '/supergraph.graphql':
      return parts.supergraphSdl ? reply(200, TEXT_TYPE, parts.supergraphSdl()) : null;
    case '/.well-known/security.txt': {
      const text = securityTxt(parts.securityContact, new Date());
      return text === null ? null : reply(200, TEXT_TYPE, text);
    }
    default:
      return await asset(path, parts);
  }
}

async function asset(path: string, { explorer, dashboard }: RouteParts): Promise<Reply | null> {
  const [, folder, file = ''] = /^\/(explorer|dashboard)\/(.+)$/.exec(path) ?? [];
  if (folder === undefined) return null;
  return await (folder === 'explorer' ? explorer : dashboard).asset(file);
}

async function graphql(
  request: IncomingMessage,
  url: URL,
  signal: AbortSignal,
  parts: RouteParts,
): Promise<Reply> {
  if (isPageVisit(request, url)) return await parts.signIn.explorer();
  return await parts.graphqlHandler(request, url, signal);
}

/** Whether a browser opens the page, rather than a client that sends an operation. */
function isPageVisit({ method, headers }: IncomingMessage, url: URL): boolean {
  const isHtml = headers.accept?.toLowerCase().includes('text/html') ?? false;
  return (method === 'GET' || method === 'HEAD') && isHtml && !url.searchParams.has('query');
}

function parseUrl(url: string | undefined): URL | null {
  if (url === undefined || !url.startsWith('/') || url.length > URL_LENGTH_MAX) return null;
  try {
    return new URL(`http://gateway${url.replace(/^\/+/, '/')}`);
  } catch {
    return null;
  }
}

const notFound = (): Reply => jsonReply(404, { error: 'Nothing at this address' });

const methodNotAllowed = (): Reply => ({
  ...jsonReply(405, { error: 'Only GET is allowed here' }),
  headers: { 'content-type': 'application/json; charset=utf-8', allow: 'GET, HEAD' },
});
