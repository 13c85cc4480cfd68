/** Gateways of others in front of the subgraphs of a test. */
import { join } from 'node:path';
import { projectRoot } from '../../../core/config/project-root.ts';
import { startProcess } from '../../../mocks/start/demo-process.ts';
import type { GraphqlResult } from '../../support/stack.ts';

export const ENGINES = [
  'Hive Gateway, default engine',
  'Hive Gateway, engine in Rust',
  'Apollo Gateway',
] as const;
export type Engine = (typeof ENGINES)[number];

/** The composed graphs by profile. */
export const GRAPHS = { full: 'supergraph.graphql', public: 'public-supergraph.graphql' } as const;
export type Graph = keyof typeof GRAPHS;

export interface EngineResponse extends GraphqlResult {
  readonly status: number;
}

export interface Engines {
  /** Sends an operation without a token. */
  ask(
    engine: Engine,
    query: string,
    options?: { readonly variables?: object; readonly graph?: Graph },
  ): Promise<EngineResponse>;
  stop(): Promise<void>;
}

const READY_MS = 120_000;

/** Starts all of them in one process. */
export async function startEngines(subgraphUrls: ReadonlyMap<string, string>): Promise<Engines> {
  const child = startProcess(
    {
      name: 'other engines',
      module: join(projectRoot(), 'test/journeys/other-engines/engines-main.ts'),
      args: [...subgraphUrls].map((entry) => entry.join('=')),
      nodeFlags: ['--import', 'tsx'],
      readyMs: READY_MS,
    },
    () => {},
  );
  const readiness = await child.readiness;
  if (readiness.state !== 'ready') {
    throw new Error(`Cannot start the engines: ${readiness.state}\n${child.lastOutput()}`);
  }
  return {
    async ask(engine, query, { variables = {}, graph = 'full' } = {}) {
      const response = await fetch(readiness.partners.get(`${engine}/${graph}`) ?? '', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      return { status: response.status, ...((await response.json()) as GraphqlResult) };
    },
    async stop() {
      child.signal('SIGTERM');
      await child.ended;
    },
  };
}
