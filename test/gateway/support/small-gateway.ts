import { exportJWK, generateKeyPair, SignJWT, type JSONWebKeySet, type JWK } from 'jose';
import { createFaultLog } from '../../../gateway/responses/error-log.ts';
import { createCompiledExecution } from '../../../gateway/execution/compiled/compiled-execution.ts';
import { createApolloExecution } from '../../../gateway/execution/apollo/apollo-execution.ts';
import { ALGORITHMS, type Issuer } from '../../../gateway/authentication/issuer.ts';
import { startSharedValidation } from '../../support/shared-validation.ts';
import { startGateway, type Gateway, type GatewayOptions } from '../../../gateway/server.ts';
import type { Purposes } from '../../../core/purposes/purposes.ts';
import { startFakeSubgraph, type FakeSubgraph } from './fake-subgraph.ts';
import { usualPurposes } from '../../support/usual-lists.ts';
import { smallSupergraph } from './small-supergraph.ts';

export const CONSUMER = '00000099000000001000';

export interface ClientResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly data?: unknown;
    readonly errors?: readonly {
      message: string;
      path?: unknown;
      extensions?: { code?: string; reference?: string };
    }[];
    readonly extensions?: unknown;
  };
}

export interface SmallGateway {
  readonly url: string;
  readonly funds: FakeSubgraph;
  readonly education: FakeSubgraph;
  /** Public key set with which subgraphs verify the context that the gateway signs. */
  readonly gatewayKeys: { readonly keys: JWK[] };
  /** All text that the gateway has logged. */
  logged(): string;
  ask(query: string, options?: AskOptions): Promise<ClientResponse>;
  reload: Gateway['reload'];
  /** Another gateway with the same settings and subgraphs. */
  startFresh(): Promise<Gateway>;
  /** A token of the issuer with the claims of `coach`, unless `claims` has others. */
  token(claims?: Readonly<Record<string, unknown>>): Promise<string>;
  /** A token of the exchange, with the claims of `citizen` unless `claims` has others. */
  ownToken(
    claims?: Readonly<Record<string, unknown>>,
    header?: Readonly<Record<string, unknown>>,
  ): Promise<string>;
  stop(): Promise<void>;
}

export interface AskOptions {
  readonly token?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const coach = {
  scopes: ['llo:case'],
  purposes: ['urn:llo:purpose:case-guidance'],
  role: 'coach',
};

/** As an exchange says them (docs/token-exchange.md). */
export const citizen = {
  iss: 'urn:test:exchange',
  sub: 'encrypted-person-id-of-someone',
  azp: 'portal',
  act: { sub: CONSUMER },
  scope: 'llo:case urn:llo:purpose:inzage',
  jti: '0b3f8a52-5a4e-4d65-9d0a-3f8d2b1c7e90',
};

export const analyst = {
  scopes: ['llo:aggregate'],
  purposes: ['urn:llo:purpose:programme-evaluation'],
  role: 'analyst',
};

/** Gateway options with which a test compares the default executor with Apollo's. */
export const EXECUTORS = {
  compiled: {},
  apollo: { startExecution: createApolloExecution },
} as const satisfies Readonly<Record<string, Partial<GatewayOptions>>>;

/** The purposes of the demo without their lists of fields, which name those of the whole graph. */
export function smallPurposes(): Purposes {
  const purposes = usualPurposes();
  for (const [uri, purpose] of purposes) {
    const everything = { ...purpose };
    delete everything.fields;
    purposes.set(uri, everything);
  }
  return purposes;
}

/** Starts the whole gateway over two fake subgraphs, with its own keys and the default executor and planner. */
export async function startSmallGateway(
  options: Partial<GatewayOptions> = {},
  { hasExchange = true } = {},
): Promise<SmallGateway> {
  const [funds, education, issuer, exchange, context] = await Promise.all([
    startFakeSubgraph(),
    startFakeSubgraph(),
    createKey('issuer'),
    createKey('exchange'),
    createKey('gateway'),
  ]);
  let log = '';
  const settings: GatewayOptions = {
    host: '127.0.0.1',
    port: 0,
    supergraphSdl: smallSupergraph(),
    subgraphUrls: new Map([
      ['funds', funds.url],
      ['education', education.url],
    ]),
    issuers: [
      {
        name: 'urn:test:issuer',
        audience: 'urn:llo:gateway',
        keys: issuer.publicKeys,
        algorithms: ALGORITHMS,
      },
      ...(hasExchange ? [exchangeWith(exchange.publicKeys)] : []),
    ],
    contextKey: context.privateKey,
    purposes: smallPurposes(),
    explorerFolder: undefined,
    demoUrl: undefined,
    startValidation: startSharedValidation,
    startExecution: async (executionOptions) => createCompiledExecution(executionOptions),
    faultLog: createFaultLog({ write: (line) => void (log += line) }),
    ...options,
  };
  const gateway = await startGateway(settings);
  return {
    url: gateway.url,
    funds,
    education,
    gatewayKeys: context.publicKeys,
    logged: () => log,
    reload: (next) => gateway.reload(next),
    startFresh: () => startGateway(settings),
    ask: (query, askOptions) => ask(gateway.url, query, askOptions),
    token: (claims = coach) => issuer.sign(claims),
    ownToken: (claims = {}, header = {}) =>
      exchange.sign(
        { iat: Math.floor(Date.now() / 1000), consumer: undefined, ...citizen, ...claims },
        { typ: 'at+jwt', ...header },
      ),
    async stop() {
      await gateway.stop();
      await Promise.all([funds.stop(), education.stop()]);
    },
  };
}

const exchangeWith = (keys: JSONWebKeySet): Issuer => ({
  name: citizen.iss,
  audience: 'urn:llo:gateway',
  keys,
  algorithms: ALGORITHMS,
  isExchange: true,
});

async function ask(
  url: string,
  query: string,
  { token, variables, operationName, headers = {} }: AskOptions = {},
): Promise<ClientResponse> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: JSON.stringify({ query, variables, operationName }),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as ClientResponse['body'],
  };
}

async function createKey(kid: string) {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const privateJwk = { ...(await exportJWK(privateKey)), kid };
  return {
    privateKey: privateJwk,
    publicKeys: { keys: [{ ...(await exportJWK(publicKey)), kid }] },
    sign: async (claims: Readonly<Record<string, unknown>>, header = {}) =>
      await new SignJWT({
        iss: 'urn:test:issuer',
        aud: 'urn:llo:gateway',
        exp: Math.floor(Date.now() / 1000) + 600,
        consumer: CONSUMER,
        ...claims,
      })
        .setProtectedHeader({ alg: 'EdDSA', kid, ...header })
        .sign(privateKey),
  };
}
