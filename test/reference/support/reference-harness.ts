/** The reference subgraph as it runs, asked over HTTP; no other kind and no partner system. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importJWK, SignJWT, type JSONWebKeySet, type JWK } from 'jose';
import pino from 'pino';
import { DEMO_CONTENT } from '../../../mocks/content/index.ts';
import { projectRoot } from '../../../core/config/project-root.ts';
import { usualPartners, usualPurposes } from '../../support/usual-lists.ts';
import { parsePartners, type PartnerList } from '../../../subgraphs/partners.ts';
import { startSubgraph } from '../../../subgraphs/start-subgraph.ts';
import { TEST_DAY } from '../../support/test-day.ts';
import {
  CONTEXT_ISSUER,
  contextAudience,
  contextDigest,
} from '../../../core/federation/signed-context.ts';

/** Whom the signed context of a request names. */
export interface Client {
  readonly purpose: string;
  readonly subject?: string;
}

export interface ReferenceGraph {
  ask(query: string, variables?: object, client?: Client): Promise<GraphAnswer>;
  stop(): Promise<void>;
}

export interface GraphAnswer {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: { readonly code?: string };
  }[];
}

export async function startReference(partners = usualPartners()): Promise<ReferenceGraph> {
  const subgraph = await startSubgraph({
    kind: 'reference',
    port: 0,
    isDemo: true,
    partners,
    purposes: usualPurposes(),
    gatewayKeys: readKey('gateway.public') as JSONWebKeySet,
    keyFiles: [],
    contentFolder: DEMO_CONTENT,
    now: () => new Date(`${TEST_DAY}T12:00:00Z`),
    log: pino({ level: 'silent' }),
  });
  return {
    ask: async (query, variables = {}, client) => {
      const body = JSON.stringify({ query, variables });
      const response = await fetch(subgraph.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(client && { 'x-llo-context': await signedContext(client, body) }),
        },
        body,
      });
      return (await response.json()) as GraphAnswer;
    },
    stop: () => subgraph.stop(),
  };
}

/** A partner list of one school, whatever the real list says. */
export function onlySchool(id: string, name: string): PartnerList {
  const entry = { id, name, kind: 'education', url: 'http://127.0.0.1:1' };
  return parsePartners(JSON.stringify({ partners: [entry] }), 'partners.yaml');
}

/** A context that the gateway signs for this body, with its demo key. */
async function signedContext({ purpose, subject }: Client, body: string): Promise<string> {
  const key = readKey('gateway.private') as JWK;
  const issuedAt = Math.floor(Date.now() / 1000);
  return new SignJWT({
    consumer: '00000099000000005000',
    purpose: `urn:llo:purpose:${purpose}`,
    scopes: ['llo:case'],
    ...(subject === undefined ? {} : { subject }),
    digest: contextDigest(body),
  })
    .setProtectedHeader({ alg: 'EdDSA', ...(key.kid && { kid: key.kid }) })
    .setIssuer(CONTEXT_ISSUER)
    .setAudience(contextAudience('reference'))
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + 60)
    .sign(await importJWK(key, 'EdDSA'));
}

function readKey(name: string): unknown {
  return JSON.parse(readFileSync(join(projectRoot(), `mocks/demo-keys/${name}.json`), 'utf8'));
}
