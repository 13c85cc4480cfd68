/**
 * Everything of the gateway that depends on a supergraph, as one value: it is started whole, put in use
 * in one assignment, and ended whole.
 */
import { setImmediate } from 'node:timers/promises';
import { parse } from 'graphql';
import { startAdmission } from '../operations/apollo-server.ts';
import {
  createOperationStore,
  type InUse,
  type OperationStore,
} from '../operations/operation-store.ts';
import { warmUp, type WarmUpBounds, type WarmUpOperations } from './warm-up.ts';
import { createResponseWriter, type WriteResponse } from '../responses/write-response.ts';
import type { RecordFault } from '../responses/mask-error.ts';
import {
  createAuthorize,
  rulesOf,
  type Authorize,
  type AuthorizeOptions,
} from '../authorization/authorize.ts';
import { createNeedsContext } from '../authorization/needs-context.ts';
import { RESPONSE_BYTES_MAX } from '../execution/compiled/writing/response-limit.ts';
import type { Execution, ExecutionOptions } from '../execution/execution.ts';
import type { Principal } from '../authentication/principal.ts';
import { createIntrospect, type Introspect } from '../introspection/introspect.ts';
import { createSchemaFor, type PublicSchema } from '../introspection/schema-for.ts';
import { createLimits, type Limits } from '../limits/limits.ts';
import type { Admit } from '../operations/operation-request.ts';
import type { Planner } from '../planning/planner.ts';
import { parseSupergraph } from '../planning/supergraph.ts';
import type { Swappable } from './hot-swap.ts';
import { createInFlight } from './in-flight.ts';
import { NOT_OFFERED_HEADER, PARTNERS_HEADER } from '../../core/http/headers.ts';
import type { ResponseFormat, GraphqlResponse } from '../responses/wanted-response.ts';

export interface SupergraphRuntimeOptions extends AuthorizeOptions {
  /** The bytes of a response; 16 MB without it. */
  readonly responseBytesMax?: number;
  /** Where subgraphs are, when not where the supergraph says; read at each request, since they may move. */
  readonly subgraphUrls: ReadonlyMap<string, string>;
  readonly publicSchema?: PublicSchema;
  readonly startPlanner: (supergraphSdl: string) => Planner | Promise<Planner>;
  readonly startExecution: (options: ExecutionOptions) => Promise<Execution>;
}

export interface SupergraphSteps {
  readonly limits: Limits;
  readonly introspect: Introspect;
  readonly planner: Planner;
  readonly authorize: Authorize;
  readonly execution: Execution;
  readonly nameKnown: OperationStore['nameKnown'];
  readonly recall: OperationStore['recall'];
  readonly admit: Admit<GraphqlResponse>;
  readonly write: WriteResponse;
}

export interface SupergraphRuntime extends Swappable {
  /** The schema that this caller may read, with descriptions. */
  readonly schemaSdlFor: (principal: Principal) => string;
  /** Where each subgraph is reached now. */
  subgraphUrls(): ReadonlyMap<string, string>;
  /** The steps of the pipeline that depend on the supergraph. */
  stepsFor(wanted: ResponseFormat): SupergraphSteps;
  /** Counts a request as in flight until it is settled. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
  /** The questions it has answered, newest first; none holds a value that a caller gave. */
  inUse(): readonly InUse[];
  /** Plans and compiles before anyone asks; what does not fit this graph is passed over. */
  warmUp(operations: WarmUpOperations, bounds?: WarmUpBounds): Promise<void>;
  /** Makes sure that its planner can plan; throws when not, and has ended then. */
  prove(): Promise<void>;
}

interface Stoppable {
  stop(): Promise<void>;
}

/** What subgraphs tell the gateway beside their responses. No header of theirs reaches a client. */
const responseHeaders = [PARTNERS_HEADER, NOT_OFFERED_HEADER];

/** Longer than any question may take. */
const DRAIN_MS = 35_000;

/** Starts a graph, or throws and leaves nothing running. It connects to no subgraph until it is asked. */
export async function startSupergraphRuntime(
  supergraphSdl: string,
  record: RecordFault,
  options: SupergraphRuntimeOptions,
): Promise<SupergraphRuntime> {
  const running: Stoppable[] = [];
  const run = <Part extends Stoppable>(part: Part): Part => {
    running.push(part);
    return part;
  };
  const stop = async () => void (await Promise.all(running.splice(0).map((part) => part.stop())));
  try {
    return await assemble(supergraphSdl, record, options, run, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function assemble(
  supergraphSdl: string,
  record: RecordFault,
  options: SupergraphRuntimeOptions,
  run: <Part extends Stoppable>(part: Part) => Part,
  stop: () => Promise<void>,
): Promise<SupergraphRuntime> {
  const { subgraphUrls, publicSchema = 'whole' } = options;
  const { responseBytesMax = RESPONSE_BYTES_MAX } = options;
  const { apiSchema, supergraph, subgraphUrls: writtenUrls } = parseSupergraph(supergraphSdl);
  for (const [name, url] of writtenUrls) requireAddress(name, subgraphUrls.get(name) ?? url);
  // Each part reads the supergraph for itself; between two of them the gateway goes on answering.
  await setImmediate();
  const planner = run(await options.startPlanner(supergraphSdl));
  const rules = rulesOf(supergraphSdl);
  const needsContext = createNeedsContext(rules);
  const execution = run(
    await options.startExecution({
      supergraphSdl,
      subgraphUrls,
      responseHeaders,
      needsContext,
      responseBytesMax,
    }),
  );
  await setImmediate();
  const known = createOperationStore(apiSchema);
  // Apollo Server writes into the schema it is given, so it gets one of its own.
  const schema = supergraph.apiSchema().toGraphQLJSSchema();
  const admission = run(await startAdmission({ schema, supergraphSdl, record, known }));
  await setImmediate();
  const schemaFor = createSchemaFor({ schema: apiSchema, rules, publicSchema });
  const own = {
    limits: createLimits(apiSchema),
    introspect: createIntrospect(schemaFor),
    planner,
    authorize: createAuthorize(rules, options),
    execution,
  };
  const inFlight = createInFlight();

  return {
    supergraphSdl,
    schemaSdlFor: schemaFor.sdlOf,
    subgraphUrls: () =>
      new Map([...writtenUrls].map(([name, url]) => [name, subgraphUrls.get(name) ?? url])),
    stepsFor: (wanted) => ({
      ...own,
      nameKnown: known.nameKnown,
      recall: wanted.method === 'POST' ? known.recall : () => null,
      admit: admission.admitAs(wanted),
      write: createResponseWriter(wanted, responseBytesMax),
    }),
    during: (work) => inFlight.during(work),
    inUse: () => known.inUse(),
    warmUp: (operations, bounds) =>
      warmUp(operations, { schema: apiSchema, known, planner, execution }, bounds),
    async prove() {
      try {
        await planner.plan({
          document: parse('{ __typename }'),
          operationName: undefined,
          key: '',
        });
      } catch (error) {
        await stop();
        throw new Error('Cannot use this supergraph: nothing can be planned over it', {
          cause: error,
        });
      }
    },
    stop,
    async retire() {
      await inFlight.nothing(DRAIN_MS);
      await stop();
    },
  };
}

function requireAddress(name: string, url: string): void {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return;
  throw new Error(`Cannot use this supergraph: subgraph "${name}" has no http address`);
}
