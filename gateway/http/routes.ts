/** Every path of the gateway, in one place. */
import type { IncomingMessage } from 'node:http';
import type { DeniedRequests } from '../audit/denied-requests.ts';
import type { CrossOrigin } from './cross-origin.ts';
import type { DemoRelay } from './demo-relay.ts';
import type { PageFiles } from './page-files.ts';
import type { SignInPages } from './sign-in-pages.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import type { GraphqlHandler } from './graphql-handler.ts';
import { rejectTokenInAddress } from './refuse-url-token.ts';
import { jsonReply, refusal, reply, TEXT_TYPE, type Reply } from './http-response.ts';
import { openapiReply } from './openapi.ts';
import { problem, problemOf } from './problem.ts';
import { requestFault } from './request-fault.ts';
import type { SchemaDocument } from './schema-document.ts';
import { securityTxt } from './security-txt.ts';
import { STATISTICS_PATH, type StatisticsFiles } from './statistics-files.ts';

export interface RouteParts {
  readonly deniedRequests: Pick<DeniedRequests, 'begin' | 'record' | 'tokenInAddress'>;
  readonly graphqlHandler: GraphqlHandler;
  readonly crossOrigin: CrossOrigin;
  readonly explorer: PageFiles;
  readonly dashboard: PageFiles;
  readonly signIn: SignInPages;
  readonly demoRelay: DemoRelay | undefined;
  readonly schemaDocument: SchemaDocument;
  readonly statisticsFiles: StatisticsFiles;
  /** The supergraph in use; undefined in production, because it names every subgraph. */
  readonly supergraphSdl: (() => string) | undefined;
  /** Where leaks are reported; without it there is no security.txt. */
  readonly securityContact: string | undefined;
  /** The address at which clients reach the gateway, where it is known. */
  readonly publicUrl: string | undefined;
  /** See `createReadiness`. */
  readonly readiness: () => Promise<Reply>;
}

export type Route = (request: IncomingMessage, signal: AbortSignal) => Promise<Reply>;

const READ = ['GET', 'HEAD'];

/** The pages of the dashboard beside `/`. Of a region, programme or table that does not exist the page says so. */
const DASHBOARD_PATH =
  /^\/(?:(?:regio|programma|statistiek)\/[\w.~-]{1,100}|instrumenten|statistiek|partners|reference|ontwikkelaars)$/;

export function createRoutes(parts: RouteParts): Route {
  return async function route(request, signal) {
    const fault = requestFault(request);
    if (fault) return fault;
    const { method = '' } = request;
    // RFC 9110, 9.3.7: about the server as a whole.
    if (method === 'OPTIONS' && request.url === '*') return optionsReply([...READ, 'POST']);
    const url = parseUrl(request.url);
    if (!url) return problem(400, 'Address cannot be read');
    const path = pathOf(url);
    try {
      rejectTokenInAddress(url);
    } catch (error) {
      if (path === '/graphql') parts.deniedRequests.tokenInAddress();
      if (!(error instanceof GatewayError)) throw error;
      return path === '/graphql' ? refusal(error) : problemOf(error);
    }
    const methods = methodsOf(path, parts);
    if (methods === null) return notFound();
    if (method === 'OPTIONS') {
      return parts.crossOrigin.preflight(path, request.headers, methods) ?? optionsReply(methods);
    }
    if (!methods.includes(method)) {
      const { deniedRequests } = parts;
      deniedRequests.record(deniedRequests.begin(request.headers), { codes: ['BAD_REQUEST'] });
      return methodNotAllowed(path, methods);
    }
    if (path === '/graphql') return await graphql(request, url, signal, parts);
    if (path.startsWith('/demo/')) {
      return (await parts.demoRelay?.relay(request, path)) ?? notFound();
    }
    if (path.startsWith(STATISTICS_PATH)) {
      return (await parts.statisticsFiles(request, path, signal)) ?? notFound();
    }
    return (await page(path, request, parts)) ?? (await missingPage(request, url, parts));
  };
}

/** A person who mistyped an address gets the dashboard, which says so and leads on; other clients get problem details. */
async function missingPage(
  request: IncomingMessage,
  url: URL,
  { dashboard }: RouteParts,
): Promise<Reply> {
  const isFile = /^\/(?:explorer|dashboard)\//.test(url.pathname);
  if (!dashboard.isConfigured || isFile || !isPageVisit(request, url)) return notFound();
  return { ...(await dashboard.page()), status: 404 };
}

/** The path of a request, by which its address is found; undefined where it cannot be read. */
export function requestPath(request: IncomingMessage): string | undefined {
  const url = parseUrl(request.url);
  return url ? pathOf(url) : undefined;
}

/** The methods of an address; null when nothing can be there. */
function methodsOf(path: string, { demoRelay }: RouteParts): readonly string[] | null {
  if (path === '/graphql') return [...READ, 'POST'];
  if (path.startsWith('/demo/')) return demoRelay?.methodsOf(path) ?? null;
  return READ;
}

async function page(
  path: string,
  request: IncomingMessage,
  parts: RouteParts,
): Promise<Reply | null> {
  const { dashboard } = parts;
  if (dashboard.isConfigured && DASHBOARD_PATH.test(path)) return await dashboard.page();
  switch (path) {
    case '/':
      return await dashboard.page();
    case '/sign-in.json':
      return parts.signIn.offer();
    case '/signed-in':
      return await parts.signIn.signedIn();
    case '/health/live':
      return jsonReply(200, { status: 'live' });
    case '/health/ready':
      return await parts.readiness();
    case '/openapi.json':
      return openapiReply(parts);
    case '/schema.graphql':
      return await parts.schemaDocument(request);
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

/** Also of a request target that is a whole address (RFC 9112, 3.2.2). */
function parseUrl(target = ''): URL | null {
  const [path = ''] = /^\/.*/.exec(target.replace(/^https?:\/\/[^/?#]+/i, '')) ?? [];
  if (path === '') return null;
  try {
    return new URL(`http://gateway${path.replace(/^\/+/, '/')}`);
  } catch {
    return null;
  }
}

/** Clients write the address of a graph with and without a slash at its end; others have one form. */
function pathOf({ pathname: path }: URL): string {
  return /^\/graphql\/+$/.test(path) ? '/graphql' : path;
}

const notFound = (): Reply => problem(404, 'Nothing at this address');

const allowHeader = (methods: readonly string[]) => ({ allow: [...methods, 'OPTIONS'].join(', ') });

const optionsReply = (methods: readonly string[]): Reply => ({
  status: 204,
  headers: allowHeader(methods),
  body: '',
});

function methodNotAllowed(path: string, methods: readonly string[]): Reply {
  const error = new GatewayError('BAD_REQUEST', `Use ${methods.join(', ')}`, 405);
  const { status, headers, body } = path === '/graphql' ? refusal(error) : problemOf(error);
  return { status, headers: { ...headers, ...allowHeader(methods) }, body };
}
