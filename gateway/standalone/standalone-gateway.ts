import { PUBLIC } from '../authentication/principal.ts';
import { STANDALONE_COST_MAX } from '../cost/budget.ts';
import { createCompiledExecution } from '../execution/compiled/compiled-execution.ts';
import type { CompiledExecutionOptions } from '../execution/compiled/compiled-execution.ts';
import { startGateway, type GatewayOptions } from '../server.ts';

export interface StandaloneGatewayOptions
  extends
    Pick<
      GatewayOptions,
      | 'host'
      | 'port'
      | 'requestHeaders'
      | 'rateLimits'
      | 'proxies'
      | 'defaultListSize'
      | 'overrideLabels'
      | 'corsOrigins'
    >,
    Omit<CompiledExecutionOptions, 'needsContext'> {
  /** Largest cost of an operation; 1,000,000 without it. */
  readonly costMax?: number;
}

export interface StandaloneGateway {
  readonly url: string;
  /** Puts another supergraph in use; requests in flight finish on the old one. Throws when it cannot be used. */
  reload(supergraphSdl: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The gateway on any Federation 2 supergraph, with steps left out: no token is read, so that every principal is
 * the public, nothing is recorded, and there are no pages.
 */
export async function startStandaloneGateway(
  options: StandaloneGatewayOptions,
): Promise<StandaloneGateway> {
  const { costMax = STANDALONE_COST_MAX } = options;
  const gateway = await startGateway({
    ...options,
    costBudgets: { public: costMax, client: costMax, purpose: costMax },
    authenticate: () => Promise.resolve(PUBLIC),
    issuers: [],
    contextKey: undefined,
    purposes: NO_PURPOSES,
    explorerFolder: undefined,
    demoUrl: undefined,
    startExecution: async (execution) => createCompiledExecution({ ...options, ...execution }),
  });
  return {
    url: gateway.url,
    reload: (supergraphSdl) => gateway.reload({ supergraphSdl, purposes: NO_PURPOSES }),
    stop: () => gateway.stop(),
  };
}

const NO_PURPOSES = new Map();
