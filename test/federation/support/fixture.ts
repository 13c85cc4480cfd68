/** Subgraphs over HTTP, their supergraph, and a monolith with the same data. */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { composeServices } from '@apollo/composition';
import {
  buildASTSchema,
  execute,
  getOperationAST,
  parse,
  print,
  printSchema,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import type {
  ExecutableOperation,
  Execution,
  OperationResult,
  PlannedOperation,
} from '../../../gateway/execution/execution.ts';
import { createApolloExecution } from '../../../gateway/execution/apollo/apollo-execution.ts';
import { coerceVariables } from '../../../gateway/operations/coerce-variables.ts';
import { createPlanner } from '../../../gateway/planning/planner.ts';
import { parseSupergraph } from '../../../gateway/planning/supergraph.ts';
import { createSubgraphSchema, typenameOf } from './subgraph-schema.ts';
import { readWorld, type World } from './world.ts';

export interface FixtureOptions {
  readonly subgraphs: Readonly<Record<string, string>>;
  /** Creates the data for each execution, so that mutations start from the same state. */
  readonly world: () => World;
}

export interface OperationRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

export interface Fixture {
  readonly supergraphSdl: string;
  readonly apiSchema: GraphQLSchema;
  readonly subgraphUrls: ReadonlyMap<string, string>;
  /** The requests that subgraphs received in the last execution. */
  readonly received: ReceivedRequest[];
  execute(execution: Execution, request: OperationRequest): Promise<OperationResult>;
  executeMonolith(request: OperationRequest): Promise<OperationResult>;
  apollo(): Promise<Execution>;
  /**
   * Replaces the responses of one subgraph by raw text. Without a fake, or when the fake returns undefined, the
   * subgraph executes the request.
   */
  fake(subgraph: string, fakeResponse: Fake | undefined): void;
  stop(): Promise<void>;
}

export interface ReceivedRequest {
  readonly subgraph: string;
  readonly body: SubgraphRequest;
  /** The body as it was sent. */
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
}

export interface SubgraphRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

type Fake = (body: SubgraphRequest, text: string) => FakeResponse | undefined;

export interface FakeResponse {
  readonly text: string;
  readonly status?: number;
  readonly type?: string;
}

export const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key" "@requires" "@provides" "@external" "@shareable" "@override" "@inaccessible" "@tag" "@interfaceObject" "@context" "@fromContext" "@authenticated" "@requiresScopes"
])\n`;

const composed = new Map<string, string>();

/** Composes the same subgraphs once. */
export function composeSubgraphs(subgraphs: Readonly<Record<string, string>>): string {
  const key = JSON.stringify(subgraphs);
  const supergraphSdl = composed.get(key) ?? compose(subgraphs);
  composed.set(key, supergraphSdl);
  return supergraphSdl;
}

function compose(subgraphs: Readonly<Record<string, string>>): string {
  const result = composeServices(
    Object.entries(subgraphs).map(([name, sdl]) => ({
      name,
      typeDefs: parse(FEDERATION + sdl),
      url: `http://127.0.0.1:1/${name}`,
    })),
  );
  if (result.errors) throw new Error(result.errors.map(({ message }) => message).join('\n'));
  return result.supergraphSdl;
}

export async function startFixture(options: FixtureOptions): Promise<Fixture> {
  const supergraphSdl = composeSubgraphs(options.subgraphs);
  const { apiSchema, fullSchema } = parseSupergraph(supergraphSdl);
  const planner = createPlanner(supergraphSdl);
  const plans = new Map<string, PlannedOperation['plan']>();
  const received: ReceivedRequest[] = [];
  const fakes = new Map<string, Fake>();
  const servers: Server[] = [];
  const subgraphUrls = new Map<string, string>();
  const executions: Execution[] = [];
  let world = options.world();
  let monolith: GraphQLSchema | undefined;

  for (const [name, sdl] of Object.entries(options.subgraphs)) {
    const schema = createSubgraphSchema(FEDERATION + sdl, () => world, fullSchema);
    const handle = async (request: IncomingMessage, response: ServerResponse) => {
      const text = await readBody(request);
      const body: SubgraphRequest = JSON.parse(text);
      received.push({ subgraph: name, body, text, headers: request.headers });
      const fake = fakes.get(name);
      const {
        text: sent,
        status,
        type,
      }: FakeResponse = fake?.(body, text) ?? {
        text: JSON.stringify(await executeWorld(schema, body, world)),
      };
      response.writeHead(status ?? 200, { 'content-type': type ?? 'application/json' }).end(sent);
    };
    const server = createServer((request, response) => void handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
    subgraphUrls.set(name, `http://127.0.0.1:${portOf(server)}/graphql`);
  }

  return {
    supergraphSdl,
    apiSchema,
    subgraphUrls,
    received,
    async execute(execution, request) {
      world = options.world();
      received.length = 0;
      const document = validated(apiSchema, request.query);
      const operation = {
        document,
        operationName: request.operationName,
        key: `${request.operationName ?? ''}\n${print(document)}`,
      };
      const plan = plans.get(operation.key) ?? (await planner.plan(operation));
      plans.set(operation.key, plan);
      const variables = coerced(apiSchema, document, request);
      if ('errors' in variables)
        return { data: null, errors: variables.errors.map((error) => error.toJSON()) };
      const { data, errors } = await prepared(execution, { ...operation, plan }).execute({
        variables: variables.values,
        headers: {},
        signal: AbortSignal.timeout(60_000),
      });
      return { data, errors };
    },
    async executeMonolith(request) {
      validated(apiSchema, request.query);
      monolith ??= buildASTSchema(parse(printSchema(apiSchema)));
      return plain(await executeWorld(monolith, request, options.world()));
    },
    async apollo() {
      const execution = await createApolloExecution({ supergraphSdl, subgraphUrls });
      executions.push(execution);
      return execution;
    },
    fake(subgraph, fakeResponse) {
      if (fakeResponse) fakes.set(subgraph, fakeResponse);
      else fakes.delete(subgraph);
    },
    async stop() {
      await Promise.all(executions.map((execution) => execution.stop()));
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

const executables = new WeakMap<Execution, Map<string, ExecutableOperation>>();

/** Prepares an operation once, as the operation store of the gateway does. */
function prepared(execution: Execution, planned: PlannedOperation): ExecutableOperation {
  const byKey = executables.get(execution) ?? new Map<string, ExecutableOperation>();
  executables.set(execution, byKey);
  const executable = byKey.get(planned.key) ?? execution.prepare(planned);
  byKey.set(planned.key, executable);
  return executable;
}

/** Coerces variables, as the pipeline of the gateway does before execution. */
function coerced(apiSchema: GraphQLSchema, document: DocumentNode, request: OperationRequest) {
  const operation = getOperationAST(document, request.operationName);
  if (!operation) throw new Error('Expected one operation');
  return coerceVariables(apiSchema, operation, request.variables ?? {});
}

function validated(apiSchema: GraphQLSchema, query: string) {
  const document = parse(query);
  const problems = validate(apiSchema, document);
  if (problems[0]) throw problems[0];
  return document;
}

export async function executeWorld(schema: GraphQLSchema, request: OperationRequest, world: World) {
  return execute({
    schema,
    document: parse(request.query),
    operationName: request.operationName,
    variableValues: request.variables,
    rootValue: { ...world.Mutation, ...world.Query },
    fieldResolver: readWorld,
    typeResolver: typenameOf,
  });
}

/** Plain objects, with errors in the form of the GraphQL specification. */
function plain(result: Awaited<ReturnType<typeof executeWorld>>): OperationResult {
  const errors = (result.errors ?? []).map((error) => error.toJSON());
  return { data: result.data ? JSON.parse(JSON.stringify(result.data)) : null, errors };
}

async function readBody(request: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('Expected a TCP port');
  return address.port;
}
