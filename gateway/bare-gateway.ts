/**
 * A gateway with nothing around it: any Federation 2 supergraph, every caller the public, our executor.
 * For comparisons with other gateways and for conformance suites; the demo and production have the
 * whole pipeline instead.
 */
import { createHash } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { GraphQLError, parse, validate, type GraphQLFormattedError } from 'graphql';
import { createAuthorize, rulesOf, Refused } from './authorization/authorize.ts';
import {
  createCompiledExecution,
  type CompiledExecution,
  type CompiledExecutionOptions,
} from './execution/compiled/compiled-execution.ts';
import { responseBody } from './execution/compiled/written-answer.ts';
import type { PlannedQuestion } from './execution/execution.ts';
import { joinedValues, parseHeaderNames, passedOn } from './execution/header-rules.ts';
import { PUBLIC } from './identity/caller.ts';
import { createBoundedCache } from './planning/bounded-cache.ts';
import { createPlanner } from './planning/planner.ts';
import { parseSupergraph } from './planning/supergraph.ts';

export interface BareGatewayOptions extends CompiledExecutionOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Names of the request headers that subgraphs receive; none without a list. */
  readonly requestHeaders?: readonly string[];
}

export interface BareGateway {
  readonly url: string;
  stop(): Promise<void>;
}

const BODY_BYTES_MAX = 1024 * 1024;
const QUESTIONS_MAX = 1000;

export async function startBareGateway(options: BareGatewayOptions): Promise<BareGateway> {
  const requestHeaders = parseHeaderNames(options.requestHeaders ?? []);
  const replyHeaders = parseHeaderNames(options.replyHeaders ?? []);
  const execution = createCompiledExecution({ ...options, replyHeaders });
  const admit = createAdmission(options.supergraphSdl);
  const server = createServer(createListener(execution, admit, requestHeaders));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a TCP port
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host}:${port}`,
    async stop() {
      server.close();
      server.closeIdleConnections();
      await execution.stop();
      server.closeAllConnections();
    },
  };
}

interface Params {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Admission = (params: Params) => PlannedQuestion | Promise<PlannedQuestion>;

/** Parses, validates, authorizes and plans a text once; the public may ask the same thing every time. */
function createAdmission(supergraphSdl: string): Admission {
  const { apiSchema } = parseSupergraph(supergraphSdl);
  const planner = createPlanner(supergraphSdl);
  const authorize = createAuthorize(rulesOf(supergraphSdl));
  const admitted = createBoundedCache<PlannedQuestion>(QUESTIONS_MAX);

  const admit = async ({ query, operationName }: Params, text: string) => {
    const document = parse(query, { maxTokens: 20_000 });
    const problems = validate(apiSchema, document);
    if (problems.length > 0) throw new Refusal(problems.map((problem) => problem.toJSON()));
    const key = createHash('sha256').update(text).digest('base64');
    const question = { document, operationName, key };
    authorize(PUBLIC, question);
    const planned = { ...question, plan: await planner.plan(question) };
    admitted.set(text, planned);
    return planned;
  };
  return (params) => {
    const text = `${params.operationName ?? ''}\n${params.query}`;
    return admitted.get(text) ?? admit(params, text);
  };
}

class Refusal extends Error {
  readonly errors: readonly GraphQLFormattedError[];

  constructor(errors: readonly GraphQLFormattedError[]) {
    super('Refused');
    this.errors = errors;
  }
}

function createListener(
  execution: CompiledExecution,
  admit: Admission,
  requestHeaders: readonly string[],
): RequestListener {
  const answer = async (body: Buffer, request: IncomingMessage, response: ServerResponse) => {
    try {
      const params = parseParams(body);
      const question = await admit(params);
      const { variables } = params;
      const headers = passedOn(requestHeaders, request.headers);
      const call = { variables, headers, signal: closing(request) };
      const written = await execution.executeToBytes(question, call);
      const extra = written.replyHeaders && joinedValues(written.replyHeaders);
      send(response, 200, responseBody(written, written.errors), extra);
    } catch (error) {
      send(response, 400, refusalBody(error));
    }
  };
  return (request, response) => {
    if (request.method === 'POST' && request.url === '/graphql') {
      readBody(request, response, (body) => void answer(body, request, response));
    } else if (request.url === '/health/ready') {
      send(response, 200, Buffer.from('{"ready":true}'));
    } else {
      send(response, 404, Buffer.from('{"errors":[{"message":"Not found"}]}'));
    }
  };
}

const signals = new WeakMap<Socket, AbortSignal>();

/** Ends when the client goes away: one signal for all requests of a connection. */
function closing({ socket }: IncomingMessage): AbortSignal {
  const known = signals.get(socket);
  if (known) return known;
  const controller = new AbortController();
  socket.once('close', () => controller.abort());
  signals.set(socket, controller.signal);
  return controller.signal;
}

function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  then: (body: Buffer) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= BODY_BYTES_MAX) chunks.push(chunk);
  });
  request.on('end', () => {
    if (bytes <= BODY_BYTES_MAX) then(Buffer.concat(chunks));
    else send(response, 413, Buffer.from('{"errors":[{"message":"Too large"}]}'));
  });
}

function parseParams(body: Buffer): Params {
  const params: unknown = JSON.parse(body.toString('utf8'));
  if (!isRecord(params) || typeof params['query'] !== 'string') {
    throw new GraphQLError('Send JSON with a "query"');
  }
  const { operationName, variables } = params;
  return {
    query: params['query'],
    operationName: typeof operationName === 'string' ? operationName : undefined,
    variables: isRecord(variables) ? variables : {},
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refusalBody(error: unknown): Buffer {
  if (error instanceof Refusal || error instanceof Refused) {
    return Buffer.from(JSON.stringify({ errors: error.errors }));
  }
  const message = error instanceof GraphQLError ? error.message : 'Cannot answer this question';
  return Buffer.from(JSON.stringify({ errors: [{ message }] }));
}

function send(
  response: ServerResponse,
  status: number,
  body: Buffer,
  headers?: Readonly<Record<string, string>>,
): void {
  response.writeHead(status, {
    ...headers,
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
  });
  response.end(body);
}
