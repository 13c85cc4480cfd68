/** A small gateway whose supergraph a test replaces, with a record of its planners, plans and compiled operations. */
import { afterEach, beforeEach } from 'vitest';
import { createCompiledExecution } from '../../../gateway/execution/compiled/compiled-execution.ts';
import type { Validation } from '../../../gateway/operations/validation.ts';
import { createValidation } from '../../../gateway/operations/create-validation.ts';
import { createPlanner } from '../../../gateway/planning/planner.ts';
import type { GatewayOptions } from '../../../gateway/server.ts';
import { smallPurposes, startSmallGateway, type SmallGateway } from './small-gateway.ts';
import { compose } from './small-supergraph.ts';

export const supergraph = (...fields: readonly string[]) =>
  compose([
    {
      name: 'funds',
      sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
        type Query { schemes(first: Int = 5): [Scheme!] ${fields.join(' ')} }
        type Scheme @key(fields: "id") { id: ID! name: String }`,
    },
  ]);

export const BEFORE = supergraph('old: String');
export const AFTER = supergraph('fresh: String');
export const purposes = smallPurposes();

export interface ReloadHarness {
  /** Starts a gateway over `BEFORE`, unless `options` has another supergraph. It is stopped after the test. */
  readonly start: (options?: Partial<GatewayOptions>) => Promise<SmallGateway>;
  /** Its planner records its plans in `planned`; the gateways of this harness use it by default. */
  readonly startValidation: (sdl: string) => Promise<Validation>;
  /** Each operation that was planned, with the number of its planner, counted from 1. */
  readonly planned: readonly { readonly plannerNumber: number; readonly key: string }[];
  /** How many planners were started. */
  readonly planners: number;
  /** Keys of the operations that were compiled before their first request. */
  readonly prepared: readonly string[];
}

/** All records are emptied before each test of the file that calls this. */
export function createReloadHarness(): ReloadHarness {
  const running = new Set<SmallGateway>();
  let planned: { plannerNumber: number; key: string }[];
  let planners: number;
  let prepared: string[];
  beforeEach(() => {
    [planned, planners, prepared] = [[], 0, []];
  });
  afterEach(async () => {
    await Promise.all([...running].map((gateway) => gateway.stop()));
  });

  function startValidation(sdl: string): Promise<Validation> {
    const planner = createPlanner(sdl);
    const plannedKeys = new Set<string>();
    planners += 1;
    const plannerNumber = planners;
    return createValidation(sdl, {
      stop: () => planner.stop(),
      plan(operation) {
        if (!plannedKeys.has(operation.key)) planned.push({ plannerNumber, key: operation.key });
        plannedKeys.add(operation.key);
        return planner.plan(operation);
      },
    });
  }

  const startExecution: GatewayOptions['startExecution'] = async (executionOptions) => {
    const execution = createCompiledExecution(executionOptions);
    return {
      ...execution,
      prepare(operation) {
        const executable = execution.prepare(operation);
        return {
          ...executable,
          compile(turn) {
            prepared.push(operation.key);
            return executable.compile(turn);
          },
        };
      },
    };
  };

  return {
    get planned() {
      return planned;
    },
    get planners() {
      return planners;
    },
    get prepared() {
      return prepared;
    },
    startValidation,
    async start(options = {}) {
      const started = await startSmallGateway({
        isDemo: true,
        supergraphSdl: BEFORE,
        startValidation,
        startExecution,
        ...options,
      });
      const gateway: SmallGateway = {
        ...started,
        stop() {
          running.delete(gateway);
          return started.stop();
        },
      };
      running.add(gateway);
      return gateway;
    },
  };
}

/** The error codes of the response to `query`; undefined for a response without errors. */
export const codesOf = async (gateway: SmallGateway, query: string) =>
  (await gateway.ask(query)).body.errors?.map(({ extensions }) => extensions?.code);
