/** Assembles the gateway from its parts. Decides nothing of its own. */
// oxlint-disable-next-line import/no-unassigned-import -- must run before Apollo is imported
import '../core/federation/apollo-telemetry-off.ts';
import type { JWK } from 'jose';
import type { AppendOnlyLogOptions } from '../core/audit-log/audit-log.ts';
import { daysKeptBy } from '../core/audit-log/retention.ts';
import { createHeadSigner } from '../core/audit-log/signed-head.ts';
import type { SigningKey } from '../core/keys/signing-key.ts';
import type { Listen } from '../core/http/http-server.ts';
import type { Purposes } from '../core/purposes/purposes.ts';
import { startAccessLog, type AccessLog, type AccessLogOptions } from './audit/access-log.ts';
import { createFaultLog, type FaultLog } from './responses/error-log.ts';
import { createDemoRelay } from './http/demo-relay.ts';
import { createDashboardFiles, createExplorerFiles } from './http/page-files.ts';
import { createSignInPages } from './http/sign-in-pages.ts';
import { createGraphqlHandler } from './http/graphql-handler.ts';
import { createCrossOrigin, type CorsOrigins } from './http/cross-origin.ts';
import { listen, type Listening, type ListenOptions } from './http/listen.ts';
import { STRICT_TRANSPORT } from './http/http-response.ts';
import { createReadiness } from './http/readiness.ts';
import { NO_REQUEST_LOG, type LogRequest } from './http/request-log.ts';
import { createRoutes, requestPath } from './http/routes.ts';
import { createSchemaDocument } from './http/schema-document.ts';
import { createStatisticsFiles, FILES_SUBGRAPH } from './http/statistics-files.ts';
import { parseHeaderNames } from './execution/header-rules.ts';
import { createPipeline } from './pipeline.ts';
import {
  startSupergraphRuntime,
  type SupergraphRuntimeOptions,
} from './supergraph/supergraph-runtime.ts';
import { createContextSigner, type SignContext } from './authentication/sign-context.ts';
import {
  createAuthenticate,
  type Authenticate,
  createRecognize,
  rejectEveryToken,
} from './authentication/authenticate.ts';
import type { Issuer } from './authentication/issuer.ts';
import { createTokenVerifier, type VerifyToken } from './authentication/verify-token.ts';
import { BOUNDS } from './limits/bounds.ts';
import { createHotSwap } from './supergraph/hot-swap.ts';
import { NO_MANIFEST } from './persisted-operations/manifest.ts';
import {
  createPersistedOperations,
  createUnknownLog,
  type NoteUnknown,
  type SafelistRule,
} from './persisted-operations/persisted-operations.ts';
import { clientNetwork, type NetworkOf, type ProxySettings } from './rate-limits/client-address.ts';
import { NO_RATE_LIMITS, type RateLimits } from './rate-limits/rate-limits.ts';
import type { LiveSettings } from './settings/live-settings.ts';

export interface Gateway extends Listening {
  /**
   * Puts other settings in use, whole or not at all. A new supergraph is started and warmed up first;
   * requests under way finish on the old one. Throws when it is refused, and all stays as it was.
   */
  reload(next: LiveSettings): Promise<void>;
  /** The supergraph that is in use now, for operators. */
  supergraphSdl(): string;
}

export interface GatewayOptions extends LiveSettings, SupergraphRuntimeOptions, Listen {
  readonly supergraphSdl: string;
  /** In place of authentication by the tokens of issuers. */
  readonly authenticate?: Authenticate;
  /** Without an issuer no token is accepted, and every principal is the public. */
  readonly issuers: readonly Issuer[];
  /** Takes keys that are published with the demo, also from an issuer's address; shows the supergraph. */
  readonly isDemo?: boolean;
  /** Without a key subgraphs are told nothing about the caller. */
  readonly contextKey: JWK | undefined;
  readonly safelistRule?: SafelistRule;
  readonly noteUnknown?: NoteUnknown;
  /** Origins of which pages may send operations; none without it. */
  readonly corsOrigins?: CorsOrigins;
  /** Where leaks are reported, for security.txt. */
  readonly securityContact?: string | undefined;
  /** The address at which clients reach it; with https, they are told to come back with nothing else. */
  readonly publicUrl?: string | undefined;
  /** Names of the request headers that subgraphs receive; none without a list. */
  readonly requestHeaders?: readonly string[];
  /** Without it nobody is limited. */
  readonly rateLimits?: RateLimits;
  /** How the proxies in front give the client's address; without it, the address is that of the connection. */
  readonly proxies?: ProxySettings | undefined;
  readonly explorerFolder: string | undefined;
  /** Without a dashboard `/` leads to the explorer. */
  readonly dashboardFolder?: string | undefined;
  readonly demoUrl: string | undefined;
  /** Parts that the process that started the gateway knows to be down; readiness names them. */
  readonly reportedDown?: () => readonly string[];
  readonly faultLog?: FaultLog;
  /** Nothing is logged without it. */
  readonly logRequest?: LogRequest;
  /** Where the access log is kept. Without it nothing is recorded; the process insists on one. */
  readonly auditFolder?: string | undefined;
  /** Signs the newest lines of the access log each day; nothing is signed without it. */
  readonly auditKey?: SigningKey | undefined;
  /** For tests: another clock or disk for the access log. */
  readonly auditLogOptions?: Partial<AppendOnlyLogOptions>;
}

/** Starts the whole gateway; it serves when this resolves. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { record } = options.faultLog ?? createFaultLog();
  const passedHeaders = {
    request: parseHeaderNames(options.requestHeaders ?? []),
    response: parseHeaderNames(options.responseHeaders ?? []),
  };
  const runtimeOptions = { ...options, responseHeaders: passedHeaders.response };
  const start = (supergraphSdl: string) => startSupergraphRuntime(supergraphSdl, runtimeOptions);
  const supergraphs = createHotSwap(await start(options.supergraphSdl));
  const verifyToken = tokenVerifier(options);
  let live: LiveSettings = options;
  const accessLog = await startAccessLog(
    accessLogOptions(options, verifyToken, () => live.purposes),
  );
  const hasExchange = options.issuers.some(({ isExchange }) => isExchange);
  const authenticate =
    options.authenticate ?? createAuthenticate(verifyToken, () => live.purposes, hasExchange);
  const signContext = contextSigner(options, accessLog.headFor);
  const handle = createPipeline({
    persistedOperations: createPersistedOperations(
      options.safelistRule ?? { mode: 'off', isIdOnly: false },
      () => live.manifest ?? NO_MANIFEST,
      options.noteUnknown ?? createUnknownLog(),
    ),
    auditRequest: accessLog.auditRequest,
    authenticate,
    signContext,
    passedHeaders,
    supergraph: () => supergraphs.current(),
  });
  let isServing = true;
  const { rateLimits = NO_RATE_LIMITS } = options;
  const networkOf: NetworkOf = (request) => clientNetwork(request, options.proxies);
  const explorer = createExplorerFiles(options.explorerFolder);
  const crossOrigin = createCrossOrigin(options.corsOrigins);
  const route = createRoutes({
    crossOrigin,
    deniedRequests: accessLog.deniedRequests,
    graphqlHandler: createGraphqlHandler({
      bounds: BOUNDS,
      crossOrigin,
      record,
      deniedRequests: accessLog.deniedRequests,
      handle,
      rateLimits,
      networkOf,
      logRequest: options.logRequest ?? NO_REQUEST_LOG,
    }),
    explorer,
    signIn: createSignInPages(options.issuers, explorer),
    dashboard: createDashboardFiles(options.dashboardFolder),
    demoRelay: options.demoUrl === undefined ? undefined : createDemoRelay(options.demoUrl),
    statisticsFiles: createStatisticsFiles({
      authenticate,
      auditRequest: accessLog.auditRequest,
      deniedRequests: accessLog.deniedRequests,
      rateLimits,
      networkOf,
      signContext,
      subgraphUrl: () => supergraphs.current().subgraphUrls().get(FILES_SUBGRAPH),
    }),
    schemaDocument: createSchemaDocument({
      authenticate,
      deniedRequests: accessLog.deniedRequests,
      rateLimits,
      networkOf,
      schemaSdlFor: (principal) => supergraphs.current().schemaSdlFor(principal),
    }),
    supergraphSdl: options.isDemo ? () => supergraphs.current().supergraphSdl : undefined,
    securityContact: options.securityContact,
    publicUrl: options.publicUrl,
    readiness: createReadiness({
      isServing: () => isServing,
      subgraphUrls: () => supergraphs.current().subgraphUrls(),
      reportedDown: options.reportedDown ?? (() => []),
    }),
  });
  const { host, port, tls } = options;
  const isShared = (options.corsOrigins ?? []).length > 0;
  const isSecure = tls !== undefined || options.publicUrl?.startsWith('https:') === true;
  const complete: ListenOptions['complete'] = (reply, request) => {
    const shared = isShared
      ? crossOrigin.share(reply, requestPath(request) ?? '', request.headers)
      : reply;
    return isSecure ? { ...shared, headers: { ...shared.headers, ...STRICT_TRANSPORT } } : shared;
  };
  const front = await listen({ host, port, tls, route, record, complete });
  const documentsOf = ({ manifest }: LiveSettings) => manifest?.documents ?? [];
  void Promise.resolve(options.prepareAfter).then(() =>
    supergraphs.current().warmUp({ documents: documentsOf(live), inUse: [] }),
  );
  return {
    url: front.url,
    supergraphSdl: () => supergraphs.current().supergraphSdl,
    reload: (next) =>
      supergraphs.replace(
        next.supergraphSdl ?? supergraphs.current().supergraphSdl,
        async (before) => {
          const replacement = await start(next.supergraphSdl ?? before.supergraphSdl);
          await replacement.verify();
          await replacement.warmUp({
            documents: documentsOf(next),
            inUse: before.operations.inUse(),
          });
          return replacement;
        },
        () => {
          live = next;
        },
      ),
    async stop() {
      isServing = false;
      await front.stop();
      await Promise.all([supergraphs.stop(), accessLog.stop(), rateLimits.stop()]);
    },
  };
}

function accessLogOptions(
  { auditFolder: folder, auditKey, auditLogOptions }: GatewayOptions,
  verifyToken: VerifyToken,
  purposes: () => Purposes,
): AccessLogOptions | undefined {
  if (folder === undefined) return undefined;
  const daysKept = daysKeptBy(purposes);
  const recognize = createRecognize(verifyToken);
  const sign = auditKey && createHeadSigner(auditKey);
  const shared = { folder, now: () => new Date(), ...(sign && { sign }) };
  return { ...shared, ...auditLogOptions, recognize, daysKept };
}

function tokenVerifier({ issuers, isDemo = false }: GatewayOptions) {
  return issuers.length > 0 ? createTokenVerifier(issuers, { isDemo }) : rejectEveryToken;
}

function contextSigner({ contextKey }: GatewayOptions, headFor: AccessLog['headFor']): SignContext {
  return contextKey ? createContextSigner(contextKey, { headFor }) : () => undefined;
}
