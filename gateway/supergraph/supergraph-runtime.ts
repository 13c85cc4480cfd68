/**
 * Everything of the gateway that depends on a supergraph, as one value: it is started whole, put in use in
 * one assignment, and stopped whole.
 */
import { setImmediate } from 'node:timers/promises';
import { NOT_OFFERED_HEADER, PARTNERS_HEADER } from '../../core/http/headers.ts';
import type { Principal } from '../authentication/principal.ts';
import {
  createAuthorize,
  rulesOf,
  type Authorize,
  type AuthorizeOptions,
} from '../authorization/authorize.ts';
import { createNeedsContext } from '../authorization/needs-context.ts';
import { RESPONSE_BYTES_MAX } from '../execution/compiled/writing/response-limit.ts';
import { COST_BUDGETS, type CostBudgets } from '../cost/budget.ts';
import { createCostOf, type CostOf } from '../cost/cost.ts';
import type { Execution, ExecutionOptions } from '../execution/execution.ts';
import { createIntrospect, type Introspect } from '../introspection/introspect.ts';
import { createSchemaFor, type PublicSchema } from '../introspection/schema-for.ts';
import { createLimits, type Limits } from '../limits/limits.ts';
import type { Validation } from '../operations/validation.ts';
import { startValidationThread } from '../operations/validation-thread.ts';
import type { ValidationParts } from '../operations/validate-request.ts';
import { createOperationStore } from '../operations/operation-store.ts';
import { createPrepare } from '../operations/prepared-operation.ts';
import type { NormalizedOperation } from '../planning/planner.ts';
import { createOverrideChoice } from '../planning/override-labels.ts';
import { parseSupergraph } from '../planning/supergraph.ts';
import { createRests, type Rests } from '../turns/rests.ts';
import { createInFlight, type InFlight } from '../../core/process/in-flight.ts';
import { warmUp, type WarmUpOperations } from './warm-up.ts';

export interface SupergraphRuntimeOptions extends AuthorizeOptions {
  /** The bytes of a response; 16 MB without it. */
  readonly responseBytesMax?: number | undefined;
  readonly costBudgets?: CostBudgets | undefined;
  /** Elements of a list whose size the supergraph does not tell; 10 without it. */
  readonly defaultListSize?: number | undefined;
  /** Addresses that replace those in the supergraph; read at each request, since a subgraph may move. */
  readonly subgraphUrls: ReadonlyMap<string, string>;
  readonly publicSchema?: PublicSchema;
  /** The thread that plans starts after this, or for the first document before it; at once without it. */
  readonly prepareAfter?: Promise<unknown> | undefined;
  /** In place of validation in a worker thread. */
  readonly startValidation?: (supergraphSdl: string) => Validation | Promise<Validation>;
  readonly startExecution: (options: ExecutionOptions) => Promise<Execution>;
  /** Lower-case names of subgraphs' response headers that clients receive. */
  readonly responseHeaders?: readonly string[];
  /** Labels of `@override` that are in force, beside `percent(N)`. */
  readonly overrideLabels?: readonly string[];
}

export interface SupergraphRuntime extends Stoppable, ValidationParts {
  /** What it was made of: the same text makes the same one. */
  readonly supergraphSdl: string;
  readonly limits: Limits;
  readonly introspect: Introspect;
  readonly authorize: Authorize;
  /** The cost of an operation, which needs no plan of it. */
  readonly costOf: (operation: NormalizedOperation) => CostOf;
  readonly costBudgets: CostBudgets;
  readonly responseBytesMax: number;
  readonly inFlight: InFlight;
  readonly rests: Rests;
  /** The schema that this principal may read, with descriptions. */
  readonly schemaSdlFor: (principal: Principal) => string;
  /** Where each subgraph is reached now. */
  subgraphUrls(): ReadonlyMap<string, string>;
  /** Prepares operations before anyone requests them; those that do not fit this schema are left out. */
  warmUp(operations: WarmUpOperations): Promise<void>;
  /** Checks that its thread works; throws when it does not, and has stopped then. */
  verify(): Promise<void>;
  /** Stops it when the last request on it has its response, or after a bounded time. */
  drain(): Promise<void>;
}

interface Stoppable {
  /** Stops it at once. */
  stop(): Promise<void>;
}

/** What subgraphs report to the gateway beside their responses. */
const REPORTED_HEADERS = [PARTNERS_HEADER, NOT_OFFERED_HEADER];

const VERIFICATION = { queue: 'verification', isTrusted: true };

/** Longer than any request may take. */
const DRAIN_MS = 35_000;

/** Starts a supergraph, or throws and leaves nothing running. It calls no subgraph until it is requested. */
export async function startSupergraphRuntime(
  supergraphSdl: string,
  options: SupergraphRuntimeOptions,
): Promise<SupergraphRuntime> {
  const running: Stoppable[] = [];
  const run = <Part extends Stoppable>(part: Part): Part => {
    running.push(part);
    return part;
  };
  const stop = async () => void (await Promise.all(running.splice(0).map((part) => part.stop())));
  try {
    return await assemble(supergraphSdl, options, run, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function assemble(
  supergraphSdl: string,
  options: SupergraphRuntimeOptions,
  run: <Part extends Stoppable>(part: Part) => Part,
  stop: () => Promise<void>,
): Promise<SupergraphRuntime> {
  const { subgraphUrls, publicSchema = 'whole' } = options;
  const { responseBytesMax = RESPONSE_BYTES_MAX, responseHeaders = [] } = options;
  const { costBudgets = COST_BUDGETS } = options;
  // Held as a whole for as long as this one is in use, so that the execution does not read it again.
  const supergraph = parseSupergraph(supergraphSdl);
  const { apiSchema } = supergraph;
  for (const [name, url] of supergraph.subgraphUrls)
    requireAddress(name, subgraphUrls.get(name) ?? url);
  // Reading a supergraph takes long; between two of these parts the gateway answers other requests.
  await setImmediate();
  const rests = createRests();
  const validation = run(
    options.startValidation
      ? await options.startValidation(supergraphSdl)
      : startValidationThread(supergraphSdl, {
          restAfter: (ms) => rests.after(ms),
          startAfter: options.prepareAfter,
        }),
  );
  const rules = rulesOf(supergraphSdl);
  const execution = run(
    await options.startExecution({
      supergraphSdl,
      subgraphUrls,
      responseHeaders: [...REPORTED_HEADERS, ...responseHeaders],
      needsContext: createNeedsContext(rules),
      responseBytesMax,
    }),
  );
  await setImmediate();
  const { defaultListSize } = options;
  const costOf = createCostOf({
    supergraph: rules.schema,
    apiSchema,
    budget: costBudgets.public,
    defaultListSize,
  });
  await setImmediate();
  const prepare = createPrepare(execution, costOf);
  const chooseLabels = createOverrideChoice(
    supergraph.overrideLabels,
    new Set(options.overrideLabels),
  );
  const operations = createOperationStore(apiSchema, validation, prepare, chooseLabels);
  const schemaFor = createSchemaFor({ schema: apiSchema, rules, publicSchema });
  const inFlight = createInFlight();

  return {
    supergraphSdl,
    limits: createLimits(apiSchema),
    validation,
    operations,
    introspect: createIntrospect(schemaFor),
    authorize: createAuthorize(options),
    costOf,
    costBudgets,
    responseBytesMax,
    inFlight,
    rests,
    schemaSdlFor: schemaFor.sdlOf,
    subgraphUrls: () =>
      new Map(
        [...supergraph.subgraphUrls].map(([name, url]) => [name, subgraphUrls.get(name) ?? url]),
      ),
    warmUp: (wanted) => warmUp(wanted, { validation, operations }),
    async verify() {
      try {
        await validation.plan('{ __typename }', VERIFICATION);
      } catch (error) {
        await stop();
        const message = 'Cannot use this supergraph: its planner cannot start';
        throw new Error(message, { cause: error });
      }
    },
    stop,
    async drain() {
      await inFlight.nothing(DRAIN_MS);
      await stop();
    },
  };
}

function requireAddress(name: string, url: string): void {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return;
  throw new Error(`Cannot use this supergraph: subgraph "${name}" has no http address`);
}
