/** What the bare gateway does with one supergraph: admits, plans and answers; no caller, no account. */
import { setImmediate } from 'node:timers/promises';
import { parse, validate, type GraphQLFormattedError } from 'graphql';
import { hashParts } from '../../core/structures/hash-parts.ts';
import { createAuthorize, rulesOf } from '../authorization/authorize.ts';
import {
  createCompiledExecution,
  type CompiledExecutionOptions,
} from '../execution/compiled/compiled-execution.ts';
import type { WrittenResponse } from '../execution/compiled/writing/written-response.ts';
import type { Call, PlannedOperation } from '../execution/execution.ts';
import { PUBLIC } from '../authentication/principal.ts';
import { limitVariables } from '../limits/limit-document.ts';
import { createLimits } from '../limits/limits.ts';
import { createBoundedCache } from '../../core/structures/bounded-cache.ts';
import { createPlanner } from '../planning/planner.ts';
import { parseSupergraph } from '../planning/supergraph.ts';
import type { Swappable } from '../supergraph/hot-swap.ts';
import { createInFlight } from '../supergraph/in-flight.ts';

export interface StandaloneRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface StandaloneGraph extends Swappable {
  /** Throws `Refusal`, or what limits, parsing and authorization throw. */
  handle(
    request: StandaloneRequest,
    call: Pick<Call, 'headers' | 'signal'>,
  ): Promise<WrittenResponse>;
  /** What it was asked, newest first, without variables. */
  inUse(): readonly StandaloneRequest[];
  /** Plans and compiles before anyone asks; what does not fit is passed over. */
  warmUp(requests: readonly StandaloneRequest[]): Promise<void>;
}

/** The document does not fit the schema. */
export class RequestError extends Error {
  readonly errors: readonly GraphQLFormattedError[];

  constructor(errors: readonly GraphQLFormattedError[]) {
    super('Refused');
    this.errors = errors;
  }
}

const QUESTIONS_MAX = 1000;
const WARM_UP_MAX = 500;
const WARM_UP_MS = 10_000;
const DRAIN_MS = 35_000;
const NOTHING = {};

interface Admitted {
  readonly asked: StandaloneRequest;
  readonly planned: PlannedOperation;
}

/** Parses, validates, authorizes and plans a text once; the public may ask the same thing every time. */
export function createStandaloneGraph(options: CompiledExecutionOptions): StandaloneGraph {
  const { supergraphSdl } = options;
  const { apiSchema } = parseSupergraph(supergraphSdl);
  const execution = createCompiledExecution(options);
  const planner = createPlanner(supergraphSdl);
  const authorize = createAuthorize(rulesOf(supergraphSdl));
  const limits = createLimits(apiSchema);
  const admitted = createBoundedCache<Admitted>(QUESTIONS_MAX);
  const inFlight = createInFlight();

  const admit = async ({ query, operationName }: StandaloneRequest, key: string) => {
    limits.limit({ query, variables: NOTHING });
    const document = parse(query);
    const problems = validate(apiSchema, document);
    if (problems.length > 0) throw new RequestError(problems.map((problem) => problem.toJSON()));
    const operation = { document, operationName, key };
    authorize(PUBLIC, operation);
    const planned = { ...operation, plan: await planner.plan(operation) };
    admitted.set(key, { asked: { query, operationName, variables: NOTHING }, planned: planned });
    return planned;
  };
  const plannedFor = (asked: StandaloneRequest) => {
    const key = hashParts([asked.operationName ?? null, asked.query]);
    return admitted.get(key)?.planned ?? admit(asked, key);
  };
  const stop = () => execution.stop();

  return {
    supergraphSdl,
    handle: (asked, { headers, signal }) =>
      inFlight.during(async () => {
        const { variables } = asked;
        limitVariables(variables, limits.bounds);
        const planned = await plannedFor(asked);
        return await execution.executeToBytes(planned, { variables, headers, signal });
      }),
    inUse: () =>
      admitted
        .keys()
        .toReversed()
        .flatMap((key) => admitted.get(key)?.asked ?? []),
    async warmUp(requests) {
      const endsAt = performance.now() + WARM_UP_MS;
      for (const asked of requests.slice(0, WARM_UP_MAX)) {
        if (performance.now() > endsAt) return;
        try {
          execution.prepare(await plannedFor(asked));
        } catch {
          // Whoever asks it is told why.
        }
        await setImmediate();
      }
    },
    stop,
    async retire() {
      await inFlight.nothing(DRAIN_MS);
      await stop();
    },
  };
}
