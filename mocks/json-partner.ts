/** A partner system of the demo that speaks plain JSON: routes, a token desk, and what was asked. */
import { createTokenDesk, TOKEN_PATH } from './education/oauth.ts';
import type { OauthClient } from './education/oauth.ts';
import { startHttpSystem } from './http-system.ts';
import type { HttpResponse, HttpRequest } from './http-system.ts';
import type { SubgraphName, PartnerSystem } from './partner-system.ts';

/** Answers one route: from the body asked with to the body answered with. */
export type Route = (body: unknown) => Readonly<Record<string, unknown>>;

export interface JsonPartnerOptions {
  readonly id: string;
  readonly kind: SubgraphName;
  /** 0 takes a free one. */
  readonly port: number;
  /** By method and path, such as `POST /v1/personen/zoek`. */
  readonly routes: Readonly<Record<string, Route>>;
  /** Who may ask for a token; without it the partner asks for none. */
  readonly client?: OauthClient;
}

/** What a partner was asked, for tests that look at what leaves us. */
export interface AskedQuestion {
  readonly route: string;
  readonly query: string;
  readonly body: unknown;
}

export interface JsonPartner extends PartnerSystem {
  /** The newest questions since the last reset, the oldest first; those for a token left out. */
  asked(): readonly AskedQuestion[];
}

/** Thrown by a route that does not answer this question. */
export class RouteRefusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const ASKED_MAX = 200;

export async function startJsonPartner(options: JsonPartnerOptions): Promise<JsonPartner> {
  const desk = options.client && createTokenDesk(options.client);
  let asked: AskedQuestion[] = [];

  const handle = (request: HttpRequest): HttpResponse => {
    if (desk && request.path === TOKEN_PATH) return desk.handle(request);
    const route = `${request.method} ${request.path}`;
    const body = parseJson(request.body);
    asked = [...asked.slice(1 - ASKED_MAX), { route, query: request.query.toString(), body }];
    if (desk && !desk.isAdmitted(request)) return json(401, { fout: 'geen geldig token' });
    const give = Object.hasOwn(options.routes, route) ? options.routes[route] : undefined;
    if (give === undefined) return json(404, { fout: 'onbekend adres' });
    try {
      // Whoever comes across an answer sees that it is invented.
      return json(200, { ...give(body), synthetisch: true });
    } catch (error) {
      const isRefusal = error instanceof RouteRefusal;
      return json(isRefusal ? error.status : 400, {
        fout: isRefusal ? error.message : 'onleesbare vraag',
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
