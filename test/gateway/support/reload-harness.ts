/** A small gateway whose supergraph a test changes, watched in what it plans and compiles for each. */
import { afterEach, beforeEach } from 'vitest';
import { createCompiledExecution } from '../../../gateway/execution/compiled/compiled-execution.ts';
import { createPlanner, type Planner } from '../../../gateway/planning/planner.ts';
import type { GatewayOptions } from '../../../gateway/server.ts';
import { readPurposes } from '../../../core/purposes/purposes.ts';
import { startSmallGateway, type SmallGateway } from './small-gateway.ts';
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
export const purposes = readPurposes();

export interface ReloadHarness {
  /** Over `BEFORE`, unless told otherwise; stopped after the test, if it is not by then. */
  readonly start: (options?: Partial<GatewayOptions>) => Promise<SmallGateway>;
  /** A planner that tells of every plan it makes; the one that gateways here have of themselves. */
  readonly startPlanner: (sdl: string) => Planner;
  /** Every plan that was made, and for which graph, counted from 1. */
  readonly planned: readonly { readonly graph: number; readonly key: string }[];
  /** How many planners were started. */
  readonly planners: number;
  /** The questions that were compiled before they were asked. */
  readonly prepared: readonly string[];
}

/** Counts anew before each test of the file that calls it. */
export function createReloadHarness(): ReloadHarness {
  const running = new Set<SmallGateway>();
  let planned: { graph: number; key: string }[];
  let planners: number;
  let prepared: string[];
  beforeEach(() => {
    [planned, planners, prepared] = [[], 0, []];
  });
  afterEach(async () => {
    await Promise.all([...running].map((gateway) => gateway.stop()));
  });

  function startPlanner(sdl: string): Planner {
    const planner = createPlanner(sdl);
    const known = new Set<string>();
    planners += 1;
    const graph = planners;
    return {
      stop: () => planner.stop(),
      plan(operation) {
        if (!known.has(operation.key)) planned.push({ graph, key: operation.key });
        known.add(operation.key);
        return planner.plan(operation);
      },
    };
  }

  const startExecution: GatewayOptions['startExecution'] = async (wish) => {
    const execution = createCompiledExecution(wish);
    return {
      ...execution,
      prepare(operation) {
        const executable = execution.prepare(operation);
        return {
          ...executable,
          compile() {
            prepared.push(operation.key);
            executable.compile();
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
    startPlanner,
    async start(options = {}) {
      const started = await startSmallGateway({
        isDemo: true,
        supergraphSdl: BEFORE,
        startPlanner,
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

/** The codes of the errors that a question gets; undefined when it gets none. */
export const codesOf = async (gateway: SmallGateway, query: string) =>
  (await gateway.ask(query)).body.errors?.map(({ extensions }) => extensions?.code);
