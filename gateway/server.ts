/** Assembles the gateway from its parts. Decides nothing of its own. */
// oxlint-disable-next-line import/no-unassigned-import -- must run before Apollo is imported
import './telemetry-off.ts';
import { printSchema } from 'graphql';
import type { JWK } from 'jose';
import type { Purposes } from '../subgraphs/purposes.ts';
import { startAdmission } from './admission/apollo-admission.ts';
import { createFaultLog, type FaultLog } from './answering/fault-log.ts';
import { createKnownQuestions } from './admission/known-questions.ts';
import { createReplyWriter } from './admission/write-reply.ts';
import { createAuthorize } from './authorization/authorize.ts';
import { createDemoRelay } from './demo-relay/demo-relay.ts';
import type { Execution, ExecutionOptions } from './execution/execution.ts';
import { createExplorerFiles } from './explorer-page/explorer-files.ts';
import { createGraphqlDoor } from './front/graphql-door.ts';
import { listen, type Listening } from './front/listen.ts';
import { createRoutes } from './front/routes.ts';
import { createContextSigner, type SignContext } from './identity/context.ts';
import { createIdentify, refuseEveryToken } from './identity/identify.ts';
import { createTokenVerifier, type Issuer } from './identity/verify-token.ts';
import { createIntrospect } from './introspection/introspect.ts';
import { createLimits } from './limits/limits.ts';
import { createPipeline } from './pipeline.ts';
import type { Planner } from './planning/planner.ts';
import { parseSupergraph } from './planning/supergraph.ts';

export interface GatewayOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly supergraphSdl: string;
  readonly subgraphUrls: ReadonlyMap<string, string>;
  /** Without an issuer every caller is the public. */
  readonly issuer: Issuer | undefined;
  /** Without a key subgraphs are told nothing about the caller. */
  readonly contextKey: JWK | undefined;
  readonly purposes: Purposes;
  readonly explorerFolder: string | undefined;
  readonly demoUrl: string | undefined;
  readonly startPlanner: (supergraphSdl: string) => Planner | Promise<Planner>;
  readonly startExecution: (options: ExecutionOptions) => Promise<Execution>;
  readonly faultLog?: FaultLog;
}

/** Starts the whole gateway; it serves when this resolves. */
export async function startGateway(options: GatewayOptions): Promise<Listening> {
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
  const steps = {
    identify: createIdentify(tokenVerifier(options), options.purposes),
    limits,
    introspect: createIntrospect(apiSchema),
    planner,
    authorize: createAuthorize(supergraphSdl),
    signContext: await contextSigner(options),
    execution,
    record,
  };
  let isServing = true;
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
    explorer: createExplorerFiles(options.explorerFolder),
    demoRelay: options.demoUrl === undefined ? undefined : createDemoRelay(options.demoUrl),
    schemaSdl: `${printSchema(apiSchema)}\n`,
    supergraphSdl,
    isReady: () => isServing,
  });
  const front = await listen({ host: options.host, port: options.port, route, record });
  return {
    url: front.url,
    async stop() {
      isServing = false;
      await front.stop();
      await Promise.all([admission.stop(), execution.stop()]);
    },
  };
}

function tokenVerifier({ issuer }: GatewayOptions) {
  return issuer ? createTokenVerifier(issuer) : refuseEveryToken;
}

async function contextSigner({ contextKey }: GatewayOptions): Promise<SignContext> {
  return contextKey ? await createContextSigner(contextKey) : async () => undefined;
}
