/** One kind's subgraph for one test file, asked through its front door as the gateway would. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JSONWebKeySet, JWK } from 'jose';
import { importJWK, SignJWT } from 'jose';
import pino from 'pino';
import { citizenNumber } from '../../mocks/citizens.ts';
import { demoSecretOf } from '../../mocks/demo-secrets.ts';
import { parseRole } from '../../mocks/roles.ts';
import type { Archetype } from '../../mocks/world/world.ts';
import { DEMO_CONTENT } from '../../mocks/content/index.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { createKeySet } from '../../subgraphs/kit/ids/key-set.ts';
import type { KeyDomain } from '../../subgraphs/kit/ids/key-set.ts';
import { encryptId } from '../../subgraphs/kit/ids/encrypted-id.ts';
import type { IdLabel } from '../../subgraphs/kit/ids/encrypted-id.ts';
import { movePartners } from '../../subgraphs/partners.ts';
import type { PartnerList } from '../../subgraphs/partners.ts';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import type { SubgraphOptions } from '../../subgraphs/start-subgraph.ts';
import { contextDigest } from '../../core/federation/signed-context.ts';
import { TEST_DAY } from './test-day.ts';
import { usualPartners, usualPurposes } from './usual-lists.ts';
import type { SubgraphName } from '../../core/federation/subgraph-names.ts';

/** Whom the gateway's signed context names. */
export interface Principal {
  readonly consumer: string;
  readonly purpose: string;
  readonly subject?: string;
  /** That of case records by default. */
  readonly scopes?: readonly string[];
}

export interface GraphqlResult {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly unknown[];
    readonly extensions?: object;
  }[];
}

export interface SubgraphHarness {
  readonly url: string;
  /** All that was logged. */
  readonly log: () => string;
  ask(principal: Principal | null, query: string, variables?: object): Promise<GraphqlResult>;
  /** Entities of one type by id, as the gateway fetches them. */
  entities(
    principal: Principal | null,
    typeName: string,
    ids: readonly string[],
    selection: string,
  ): Promise<GraphqlResult>;
  /** Starts with new clients of its partners, which know nothing of earlier faults. */
  forget(): void;
  stop(): Promise<void>;
}

export const GATEWAY_URL = 'https://gateway.example/graphql';
export const NOW = new Date(`${TEST_DAY}T12:00:00Z`);
export const COACH: Principal = {
  consumer: '00000099000000001000',
  purpose: 'urn:llo:purpose:case-guidance',
};
/** A client for which every record of the demo is open. */
export const DEVELOPER: Principal = {
  consumer: '00000099000000004000',
  purpose: 'urn:llo:purpose:development',
};
/** A client that evaluates a programme, with statistics alone. */
export const ANALYST: Principal = {
  consumer: '00000099000000002000',
  purpose: 'urn:llo:purpose:programme-evaluation',
  scopes: ['llo:aggregate'],
};
export const MATCHER: Principal = { ...COACH, purpose: 'urn:llo:purpose:matching' };

const root = projectRoot();

/** One of the six lives, asking about themselves. */
export function citizen(life: Archetype): Principal {
  const role = parseRole('citizen');
  const context = { consumer: role.consumerOin, purpose: role.purposes[0] ?? '' };
  const subject = encryptedFor(context, 'person', 'llo-person/v1', citizenNumber(life));
  return { ...context, subject };
}

/** An id as this principal would have got it. */
export function encryptedFor(
  { consumer, purpose }: Principal,
  domain: KeyDomain,
  label: IdLabel,
  text: string,
  now = NOW,
): string {
  const { keys } = readDemoKey(`${domain}.key`) as { keys: Record<string, string> };
  return encryptId(label, text, { consumer, purpose }, createKeySet(domain, keys, true), now);
}

/** The partner list with some partners alone, at these addresses and patient for only a moment. */
export function partnersAt(urls: Readonly<Record<string, string>>): PartnerList {
  const list = usualPartners();
  const partners = list.partners
    .filter(({ id }) => Object.hasOwn(urls, id))
    .map((one) => ({ ...one, deadlineMs: 1_500 }));
  return movePartners({ ...list, partners }, new Map(Object.entries(urls)));
}

/** What a subgraph is started with in a test; nothing is logged but to `write`. */
export function settingsOf(
  kind: SubgraphName,
  partners: PartnerList,
  domains: readonly KeyDomain[],
  write: (line: string) => void = () => {},
): SubgraphOptions {
  return {
    kind,
    port: 0,
    isDemo: true,
    partners,
    purposes: usualPurposes(),
    gatewayKeys: readDemoKey('gateway.public') as JSONWebKeySet,
    keyFiles: domains.map((domain) => join(root, `mocks/demo-keys/${domain}.key.json`)),
    secretOf: demoSecretOf,
    gatewayUrl: GATEWAY_URL,
    contentFolder: DEMO_CONTENT,
    now: () => NOW,
    log: pino({ level: 'trace' }, { write }),
  };
}

export async function startSubgraphHarness(
  kind: SubgraphName,
  partners: PartnerList,
  domains: readonly KeyDomain[],
  changes: Partial<SubgraphOptions> = {},
): Promise<SubgraphHarness> {
  const lines: string[] = [];
  const subgraph = await startSubgraph({
    ...settingsOf(kind, partners, domains, (line) => lines.push(line)),
    ...changes,
  });
  const ask: SubgraphHarness['ask'] = async (principal, query, variables = {}) => {
    const body = JSON.stringify({ query, variables });
    const response = await fetch(subgraph.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(principal && { 'x-llo-context': await contextOf(principal, kind, body) }),
      },
      body,
    });
    return (await response.json()) as GraphqlResult;
  };
  return {
    url: subgraph.url,
    log: () => lines.join(''),
    ask,
    entities: (principal, typeName, ids, selection) =>
      ask(
        principal,
        `query ($them: [_Any!]!) {
           _entities(representations: $them) { ... on ${typeName} { ${selection} } } }`,
        { them: ids.map((id) => ({ __typename: typeName, id })) },
      ),
    forget: () => subgraph.reload({ partners, purposes: changes.purposes ?? usualPurposes() }),
    stop: () => subgraph.stop(),
  };
}

/** The context that the gateway signs for this body, to the subgraph of this kind. */
export async function contextOf(
  { consumer, purpose, subject, scopes = ['llo:case'] }: Principal,
  kind: SubgraphName,
  body: string,
): Promise<string> {
  const jwk = readDemoKey('gateway.private') as JWK;
  const issuedAt = Math.floor(Date.now() / 1000);
  const claims = { consumer, purpose, scopes, ...(subject && { subject }) };
  return new SignJWT({ ...claims, digest: contextDigest(body) })
    .setProtectedHeader({ alg: 'EdDSA', ...(jwk.kid && { kid: jwk.kid }) })
    .setIssuer('urn:llo:gateway')
    .setAudience(`urn:llo:subgraph:${kind}`)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + 60)
    .sign(await importJWK(jwk, 'EdDSA'));
}

export function readDemoKey(name: string): unknown {
  return JSON.parse(readFileSync(join(root, `mocks/demo-keys/${name}.json`), 'utf8'));
}
