/** A partner system of the demo with a JSON API, a token endpoint, and a record of its requests. */
import type { SubgraphName } from '../core/federation/subgraph-names.ts';
import { createTokenEndpoint, TOKEN_PATH } from './education/oauth.ts';
import type { OauthClient } from './education/oauth.ts';
import { startHttpSystem } from './http-system.ts';
import type { HttpResponse, HttpRequest } from './http-system.ts';
import type { PartnerSystem } from './partner-system.ts';

/** Handles one route: takes the request body and returns the response body. */
export type Route = (body: unknown) => Readonly<Record<string, unknown>>;

export interface JsonPartnerOptions {
  readonly id: string;
  readonly kind: SubgraphName;
  /** 0 means a free port. */
  readonly port: number;
  /** By method and path, such as `POST /v1/personen/zoek`. */
  readonly routes: Readonly<Record<string, Route>>;
  /** The client that may get a token; without it no token is needed. */
  readonly client?: OauthClient;
}

/** A request that the partner received, for tests of what is sent to partners. */
export interface ReceivedRequest {
  readonly route: string;
  readonly query: string;
  readonly body: unknown;
}

export interface JsonPartner extends PartnerSystem {
  /** The latest requests since the last reset, oldest first, without token requests. */
  asked(): readonly ReceivedRequest[];
}

/** Thrown by a route for a request that it rejects. */
export class RouteError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const REQUESTS_MAX = 200;

export async function startJsonPartner(options: JsonPartnerOptions): Promise<JsonPartner> {
  const tokenEndpoint = options.client && createTokenEndpoint(options.client);
  let asked: ReceivedRequest[] = [];

  const handle = (request: HttpRequest): HttpResponse => {
    if (tokenEndpoint && request.path === TOKEN_PATH) return tokenEndpoint.handle(request);
    const route = `${request.method} ${request.path}`;
    const body = parseJson(request.body);
    asked = [...asked.slice(1 - REQUESTS_MAX), { route, query: request.query.toString(), body }];
    if (tokenEndpoint && !tokenEndpoint.hasValidToken(request))
      return json(401, { fout: 'geen geldig token' });
    const handleRoute = Object.hasOwn(options.routes, route) ? options.routes[route] : undefined;
    if (handleRoute === undefined) return json(404, { fout: 'onbekend adres' });
    try {
      // Marks every response as synthetic data.
      return json(200, { ...handleRoute(body), synthetisch: true });
    } catch (error) {
      const isRouteError = error instanceof RouteError;
      return json(isRouteError ? error.status : 400, {
        fout: isRouteError ? error.message : 'onleesbare vraag',
      });
    }
  };

  const system = await startHttpSystem({ ...options, handle });
  return {
    ...system,
    asked: () => asked,
    resetCalls: () => {
      system.resetCalls();
      asked = [];
    },
  };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function json(status: number, body: unknown): HttpResponse {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  };
  return { status, headers, body: JSON.stringify(body) };
}
