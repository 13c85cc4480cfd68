/** Assembles the gateway from its parts. Decides nothing of its own. */
// oxlint-disable-next-line import/no-unassigned-import -- must run before Apollo is imported
import './telemetry-off.ts';
import { printSchema } from 'graphql';
import type { JWK } from 'jose';
import type { LedgerOptions } from '../subgraphs/account/ledger.ts';
import type { Purposes } from '../subgraphs/purposes.ts';
import { startAccessLog } from './account/access-log.ts';
import { startAdmission } from './admission/apollo-admission.ts';
import { createFaultLog, type FaultLog } from './answering/fault-log.ts';
import { createKnownQuestions } from './admission/known-questions.ts';
import { warmUp } from './admission/warm-up.ts';
import { createReplyWriter } from './admission/write-reply.ts';
import { createAuthorize, rulesOf } from './authorization/authorize.ts';
import { createDemoRelay } from './demo-relay/demo-relay.ts';
import type { Execution, ExecutionOptions } from './execution/execution.ts';
import { createDashboardFiles, createExplorerFiles } from './explorer-page/explorer-files.ts';
import { createSignInPages } from './explorer-page/sign-in-pages.ts';
import { createGraphqlDoor } from './front/graphql-door.ts';
import { listen, type Listening } from './front/listen.ts';
import { createRoutes } from './front/routes.ts';
import { createContextSigner, type SignContext } from './identity/context.ts';
import { createIdentify, refuseEveryToken } from './identity/identify.ts';
import type { Issuer } from './identity/issuer.ts';
import { createTokenVerifier } from './identity/verify-token.ts';
import { createIntrospect, type PublicSchema } from './introspection/introspect.ts';
import { createLimits } from './limits/limits.ts';
import { createPipeline } from './pipeline.ts';
import type { Planner } from './planning/planner.ts';
import { parseSupergraph } from './planning/supergraph.ts';
import { NO_MANIFEST, type Manifest } from './trusted-operations/manifest.ts';
import { createTrust, type NoteUnknown, type TrustRule } from './trusted-operations/trust.ts';
import { createUnknownLog } from './trusted-operations/unknown-log.ts';

/** What may change while the gateway runs: all of it at once, between two requests. */
export interface LiveSettings {
  readonly purposes: Purposes;
  /** The questions that were agreed on; without a manifest there are none. */
  readonly manifest?: Manifest;
}

export interface Gateway extends Listening {
  reload(next: LiveSettings): void;
}

export interface GatewayOptions extends LiveSettings {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly supergraphSdl: string;
  readonly subgraphUrls: ReadonlyMap<string, string>;
  /** Without an issuer every caller is the public. */
  readonly issuers: readonly Issuer[];
  /** Takes keys that are published with the demo, also from an issuer's address. */
  readonly isDemo?: boolean;
  /** Without a key subgraphs are told nothing about the caller. */
  readonly contextKey: JWK | undefined;
  readonly trustRule?: TrustRule;
  /** What is personal is answered to questions of the manifest alone. */
  readonly isTrustRequired?: boolean;
  /** What the public reads by introspection; a caller with a token reads what it may query. */
  readonly publicSchema?: PublicSchema;
  readonly noteUnknown?: NoteUnknown;
  /** Where leaks are reported, for security.txt. */
  readonly securityContact?: string | undefined;
  readonly explorerFolder: string | undefined;
  /** Without a dashboard `/` leads to the explorer. */
  readonly dashboardFolder?: string | undefined;
  readonly demoUrl: string | undefined;
  readonly startPlanner: (supergraphSdl: string) => Planner | Promise<Planner>;
  readonly startExecution: (options: ExecutionOptions) => Promise<Execution>;
  readonly faultLog?: FaultLog;
  /** Where the access log is kept. Without it nothing is recorded; the process insists on one. */
  readonly accountFolder?: string | undefined;
  /** For tests: another clock or disk for the access log. */
  readonly ledger?: Partial<LedgerOptions>;
}

/** Starts the whole gateway; it serves when this resolves. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { supergraphSdl, subgraphUrls } = options;
  const { apiSchema, supergraph } = parseSupergraph(supergraphSdl);
  const { record } = options.faultLog ?? createFaultLog();
  const planner = await options.startPlanner(supergraphSdl);
  const execution = await options.startExecution({ supergraphSdl, subgraphUrls });
  // Apollo Server writes into the schema it is given, so it gets one of its own.
  const ownSchema = supergraph.apiSchema().toGraphQLJSSchema();
  const known = createKnownQuestions(apiSchema);
  const admission = await startAdmission({ schema: ownSchema, supergraphSdl, record, known });
  const limits = createLimits(apiSchema);
  const accessLog = await startAccessLog(accessLogOptions(options));
  const rules = rulesOf(supergraphSdl);
  let live: LiveSettings = options;
  const steps = {
    trust: createTrust(
      options.trustRule ?? { mode: 'off', isIdOnly: false },
      () => live.manifest ?? NO_MANIFEST,
      options.noteUnknown ?? createUnknownLog(),
    ),
    witness: accessLog.witness,
    identify: createIdentify(tokenVerifier(options), () => live.purposes),
    limits,
    introspect: createIntrospect({
      schema: apiSchema,
      rules,
      publicSchema: options.publicSchema ?? 'whole',
    }),
    planner,
    authorize: createAuthorize(rules, options),
    signContext: await contextSigner(options),
    execution,
    record,
  };
  let isServing = true;
  const explorer = createExplorerFiles(options.explorerFolder);
  const route = createRoutes({
    graphqlDoor: createGraphqlDoor({
      bounds: limits.bounds,
      record,
      answerAs: (wanted) =>
        createPipeline({
          ...steps,
          recall: wanted.method === 'POST' ? known.recall : () => null,
          admit: admission.admitAs(wanted),
          write: createReplyWriter(wanted),
        }),
    }),
    explorer,
    signIn: createSignInPages(options.issuers, explorer),
    dashboard: createDashboardFiles(options.dashboardFolder),
    demoRelay: options.demoUrl === undefined ? undefined : createDemoRelay(options.demoUrl),
    schemaSdl: `${printSchema(apiSchema)}\n`,
    supergraphSdl,
    securityContact: options.securityContact,
    isReady: () => isServing,
  });
  const front = await listen({ host: options.host, port: options.port, route, record });
  void warmUp(live.manifest?.documents ?? [], { schema: apiSchema, known, planner });
  return {
    url: front.url,
    reload(next) {
      live = next;
    },
    async stop() {
      isServing = false;
      await front.stop();
      await Promise.all([admission.stop(), execution.stop(), accessLog.stop()]);
    },
  };
}

function accessLogOptions({ accountFolder: folder, ledger }: GatewayOptions) {
  return folder === undefined ? undefined : { folder, now: () => new Date(), ...ledger };
}

function tokenVerifier({ issuers, isDemo = false }: GatewayOptions) {
  return issuers.length > 0 ? createTokenVerifier(issuers, { isDemo }) : refuseEveryToken;
}

async function contextSigner({ contextKey }: GatewayOptions): Promise<SignContext> {
  return contextKey ? await createContextSigner(contextKey) : async () => undefined;
}
