/**
 * A gateway with nothing around it: any Federation 2 supergraph, every caller the public, our executor.
 * For comparisons with other gateways and for conformance suites; the demo and production have the
 * whole pipeline instead.
 */
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { GraphQLError } from 'graphql';
import { isObject } from '../../core/structures/is-object.ts';
import { AuthorizationError } from '../authorization/authorize.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import { OutputTooLarge } from '../execution/compiled/writing/json-writer.ts';
import {
  createStandaloneGraph,
  RequestError,
  type StandaloneGraph,
  type StandaloneRequest,
} from './standalone-graph.ts';
import type { CompiledExecutionOptions } from '../execution/compiled/compiled-execution.ts';
import {
  JSON_TOO_LARGE,
  RESPONSE_BYTES_MAX,
} from '../execution/compiled/writing/response-limit.ts';
import {
  responseBody,
  type WrittenResponse,
} from '../execution/compiled/writing/written-response.ts';
import { joinedValues, parseHeaderNames, passedOn } from '../execution/header-rules.ts';
import { readBody } from '../http/read-body.ts';
import { BOUNDS } from '../limits/bounds.ts';
import { limitJsonNesting } from '../limits/limit-text.ts';
import { createHotSwap } from '../supergraph/hot-swap.ts';

export interface StandaloneGatewayOptions extends CompiledExecutionOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Names of the request headers that subgraphs receive; none without a list. */
  readonly requestHeaders?: readonly string[];
}

export interface StandaloneGateway {
  readonly url: string;
  /** Puts another supergraph in use; requests under way finish on the old one. Throws when it is refused. */
  reload(supergraphSdl: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startStandaloneGateway(
  options: StandaloneGatewayOptions,
): Promise<StandaloneGateway> {
  const requestHeaders = parseHeaderNames(options.requestHeaders ?? []);
  const responseHeaders = parseHeaderNames(options.responseHeaders ?? []);
  const start = (supergraphSdl: string) =>
    createStandaloneGraph({ ...options, supergraphSdl, responseHeaders });
  const graphs = createHotSwap(start(options.supergraphSdl));
  const server = createServer(
    createListener(() => graphs.current(), requestHeaders, options.responseBytesMax),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a TCP port
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host}:${port}`,
    reload: (supergraphSdl) =>
      graphs.replace(supergraphSdl, async (before) => {
        const graph = start(supergraphSdl);
        await graph.warmUp(before.inUse());
        return graph;
      }),
    async stop() {
      server.close();
      server.closeIdleConnections();
      await graphs.stop();
      server.closeAllConnections();
    },
  };
}

function createListener(
  graph: () => StandaloneGraph,
  requestHeaders: readonly string[],
  bytesMax: number | undefined,
): RequestListener {
  const handle = async (body: Buffer, request: IncomingMessage, response: ServerResponse) => {
    try {
      const headers = passedOn(requestHeaders, request.headers);
      const call = { headers, signal: closing(request) };
      const written = await graph().handle(parseParams(body), call);
      const extra = written.responseHeaders && joinedValues(written.responseHeaders);
      send(response, 200, bodyWithin(written, bytesMax), extra);
    } catch (error) {
      send(response, 400, refusalBody(error));
    }
  };
  return (request, response) => {
    if (request.method === 'POST' && request.url === '/graphql') {
      void readBody(request, BOUNDS).then(
        (body) => handle(body, request, response),
        (error: unknown) => send(response, statusOf(error), refusalBody(error)),
      );
    } else if (request.url === '/health/ready') {
      send(response, 200, Buffer.from('{"ready":true}'));
    } else {
      send(response, 404, Buffer.from('{"errors":[{"message":"Not found"}]}'));
    }
  };
}

function bodyWithin(written: WrittenResponse, bytesMax = RESPONSE_BYTES_MAX): Buffer {
  try {
    return responseBody(written, bytesMax);
  } catch (error) {
    if (error instanceof OutputTooLarge) return Buffer.from(JSON_TOO_LARGE);
    throw error;
  }
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

const statusOf = (error: unknown): number => (error instanceof GatewayError ? error.status : 400);

function parseParams(body: Buffer): StandaloneRequest {
  limitJsonNesting(body, BOUNDS);
  const params: unknown = JSON.parse(body.toString('utf8'));
  if (!isObject(params) || typeof params['query'] !== 'string') {
    throw new GraphQLError('Send JSON with a "query"');
  }
  const { operationName, variables } = params;
  return {
    query: params['query'],
    operationName: typeof operationName === 'string' ? operationName : undefined,
    variables: isObject(variables) ? variables : {},
  };
}

function refusalBody(error: unknown): Buffer {
  if (error instanceof RequestError || error instanceof AuthorizationError) {
    return Buffer.from(JSON.stringify({ errors: error.errors }));
  }
  if (error instanceof GatewayError) {
    const refused = { message: error.message, extensions: { code: error.code } };
    return Buffer.from(JSON.stringify({ errors: [refused] }));
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
