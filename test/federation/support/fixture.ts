/** A federation feature set up whole: real subgraphs over HTTP, both executions, and the monolith. */
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
  /** A new world for each asking, so that mutations start from the same state. */
  readonly world: () => World;
}

export interface Asked {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

export interface Fixture {
  readonly supergraphSdl: string;
  readonly apiSchema: GraphQLSchema;
  readonly subgraphUrls: ReadonlyMap<string, string>;
  /** Bodies that subgraphs received since the last asking, by subgraph. */
  readonly received: ReceivedRequest[];
  ask(execution: Execution, asked: Asked): Promise<OperationResult>;
  askMonolith(asked: Asked): Promise<OperationResult>;
  apollo(): Promise<Execution>;
  /**
   * Replaces the answers of one subgraph by raw text, for hostile cases; undefined restores it, or lets
   * one request through.
   */
  fake(subgraph: string, reply: Fake | undefined): void;
  stop(): Promise<void>;
}

export interface ReceivedRequest {
  readonly subgraph: string;
  readonly body: SubgraphRequest;
  readonly headers: IncomingHttpHeaders;
}

export interface SubgraphRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

type Fake = (body: SubgraphRequest) => FakeReply | undefined;

export interface FakeReply {
  readonly text: string;
  readonly status?: number;
  readonly type?: string;
}

export const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key" "@requires" "@provides" "@external" "@shareable" "@override" "@inaccessible" "@tag" "@interfaceObject" "@authenticated" "@requiresScopes"
])\n`;

export function composeSubgraphs(subgraphs: Readonly<Record<string, string>>): string {
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
  const received: ReceivedRequest[] = [];
  const fakes = new Map<string, Fake>();
  const servers: Server[] = [];
  const subgraphUrls = new Map<string, string>();
  const executions: Execution[] = [];
  let world = options.world();

  for (const [name, sdl] of Object.entries(options.subgraphs)) {
    const schemaOf = (current: World) =>
      createSubgraphSchema(FEDERATION + sdl, current, fullSchema);
    let schema = schemaOf(world);
    let schemaWorld = world;
    const answer = async (request: IncomingMessage, response: ServerResponse) => {
      const body: SubgraphRequest = JSON.parse(await readBody(request));
      received.push({ subgraph: name, body, headers: request.headers });
      const fake = fakes.get(name);
      if (schemaWorld !== world) [schema, schemaWorld] = [schemaOf(world), world];
      const { text, status, type }: FakeReply = fake?.(body) ?? {
        text: JSON.stringify(await executeWorld(schema, body, world)),
      };
      response.writeHead(status ?? 200, { 'content-type': type ?? 'application/json' }).end(text);
    };
    const server = createServer((request, response) => void answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
    subgraphUrls.set(name, `http://127.0.0.1:${portOf(server)}/graphql`);
  }

  return {
    supergraphSdl,
    apiSchema,
    subgraphUrls,
    received,
    async ask(execution, asked) {
      world = options.world();
      received.length = 0;
      const document = admit(apiSchema, asked.query);
      const operation = {
        document,
        operationName: asked.operationName,
        key: `${asked.operationName ?? ''}\n${print(document)}`,
      };
      const plan = await planner.plan(operation);
      const variables = coerced(apiSchema, document, asked);
      if ('errors' in variables)
        return { data: null, errors: variables.errors.map((error) => error.toJSON()) };
      const { data, errors } = await prepared(execution, { ...operation, plan }).execute({
        variables: variables.values,
        headers: {},
        signal: AbortSignal.timeout(60_000),
      });
      return { data, errors };
    },
    async askMonolith(asked) {
      admit(apiSchema, asked.query);
      const monolith = buildASTSchema(parse(printSchema(apiSchema)));
      return plain(await executeWorld(monolith, asked, options.world()));
    },
    async apollo() {
      const execution = await createApolloExecution({ supergraphSdl, subgraphUrls });
      executions.push(execution);
      return execution;
    },
    fake(subgraph, reply) {
      if (reply) fakes.set(subgraph, reply);
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

/** Prepared once, as the operation store of the gateway does it. */
function prepared(execution: Execution, planned: PlannedOperation): ExecutableOperation {
  const byKey = executables.get(execution) ?? new Map<string, ExecutableOperation>();
  executables.set(execution, byKey);
  const executable = byKey.get(planned.key) ?? execution.prepare(planned);
  byKey.set(planned.key, executable);
  return executable;
}

/** Variables as the pipeline hands them to the execution. */
function coerced(apiSchema: GraphQLSchema, document: DocumentNode, asked: Asked) {
  const operation = getOperationAST(document, asked.operationName);
  if (!operation) throw new Error('Expected one operation');
  return coerceVariables(apiSchema, operation, asked.variables ?? {});
}

function admit(apiSchema: GraphQLSchema, query: string) {
  const document = parse(query);
  const problems = validate(apiSchema, document);
  if (problems[0]) throw problems[0];
  return document;
}

export async function executeWorld(schema: GraphQLSchema, asked: Asked, world: World) {
  return execute({
    schema,
    document: parse(asked.query),
    operationName: asked.operationName,
    variableValues: asked.variables,
    rootValue: { ...world.Mutation, ...world.Query },
    fieldResolver: readWorld,
    typeResolver: typenameOf,
  });
}

/** As a client sees it: plain objects, errors in the shape of the specification. */
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
