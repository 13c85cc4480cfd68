/**
 * Every subgraph enforces the access decisions itself (the second of two layers), from the context that
 * the gateway signs, without relying on the checks of the gateway.
 */
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import pino from 'pino';
import type { GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createContextSigner } from '../../gateway/authentication/sign-context.ts';
import { createAuthenticate } from '../../gateway/authentication/authenticate.ts';
import { demoSecretOf } from '../../mocks/demo-secrets.ts';
import { DEMO_SUBGRAPHS } from '../../mocks/start/demo-parts.ts';
import { DEMO_CONTENT } from '../../mocks/content/index.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { SUBGRAPH_NAMES } from '../../core/federation/subgraph-names.ts';
import { movePartners, readPartners } from '../../subgraphs/partners.ts';
import { readPurposes } from '../../core/purposes/purposes.ts';
import { startSubgraph, type RunningSubgraph } from '../../subgraphs/start-subgraph.ts';
import { clientTypes, trialsOf } from './trials.ts';
import { CLIENTS, readDecisions, type TestClient } from './decisions.ts';
import { servedSchema } from './schemas.ts';
import { selectionOf } from './field-paths.ts';
import type { SubgraphName } from '../../core/federation/subgraph-names.ts';

const everywhere = readDecisions();
const root = projectRoot();
type ContextOf = (body: string) => string | undefined;
let contextFor: (client: TestClient, subgraphName: SubgraphName) => Promise<ContextOf | null>;
let gatewayKeys: { keys: JWK[] };

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  gatewayKeys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'test' }] };
  const sign = createContextSigner({ ...(await exportJWK(privateKey)), kid: 'test' });
  contextFor = async ({ claims, purpose }, subgraphName) => {
    if (claims === null) return null;
    const identify = createAuthenticate(
      async () => ({ consumer: '00000099000000001000', ...claims }) as never,
      readPurposes,
      true,
    );
    const headers = { authorization: 'Bearer any' };
    const chosen = { ...headers, ...(purpose && { 'x-llo-purpose': purpose }) };
    const principal = await identify(chosen);
    const contextOf: ContextOf = (body) => sign(principal, subgraphName, body);
    return contextOf('') === undefined ? null : contextOf;
  };
});

/** With partners that do not run, because the checks come before any partner is called. */
function startSubgraphOf(subgraphName: SubgraphName): Promise<RunningSubgraph> {
  const list = readPartners(join(root, 'subgraphs/partners.yaml'));
  const demo = DEMO_SUBGRAPHS.find((one) => one.kind === subgraphName);
  return startSubgraph({
    kind: subgraphName,
    port: 0,
    isDemo: true,
    partners: movePartners(list, new Map()),
    gatewayKeys,
    keyFiles: (demo?.keys ?? []).map((key) => join(root, `mocks/demo-keys/${key}.key.json`)),
    secretOf: demoSecretOf,
    contentFolder: DEMO_CONTENT,
    log: pino({ level: 'silent' }),
  });
}

interface GraphqlResponse {
  readonly data?: unknown;
  readonly errors?: readonly { readonly path?: readonly string[]; extensions: { code: string } }[];
}

async function ask(url: string, query: string, contextOf: ContextOf | null) {
  const body = JSON.stringify({ query, variables: { no: false } });
  const context = contextOf?.(body);
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(context === undefined ? {} : { 'x-llo-context': context }),
    },
    body,
  });
  return (await response.json()) as GraphqlResponse;
}

/** Without a purpose the gateway signs no context, so the subgraph sees a request without a token. */
function codeFor(client: TestClient, contextOf: ContextOf | null): string {
  return contextOf === null ? 'UNAUTHENTICATED' : client.deniedWith;
}

/**
 * Behind `@include(if: $no)` an allowed selection executes nothing, and a denied one must still be denied,
 * because the checks may not depend on variables.
 */
const neverExecuted = (selection: string) =>
  `query ($no: Boolean!) { ... @include(if: $no) { ${selection} } __typename }`;

describe.each(SUBGRAPH_NAMES)('the %s subgraph', (subgraphName) => {
  const decisions = everywhere.at(subgraphName);
  let subgraph: RunningSubgraph;
  beforeAll(async () => {
    subgraph = await startSubgraphOf(subgraphName);
  });
  afterAll(() => subgraph.stop());
  const schema = servedSchema(subgraphName);

  test.each(CLIENTS)('allows or denies every field as decided, for $name', async (client) => {
    const contextOf = await contextFor(client, subgraphName);
    const code = codeFor(client, contextOf);
    const different: string[] = [];
    for (const { selection, denied } of trialsOf(schema, client, decisions)) {
      const { data, errors = [] } = await ask(subgraph.url, neverExecuted(selection), contextOf);
      const found = errors.map(({ path, extensions }) => [path?.join('.'), extensions.code]);
      const wanted = denied.map(({ path }) => [path, code]);
      const hasData = denied.length === 0 ? data !== null : data === null;
      if (JSON.stringify(found) !== JSON.stringify(wanted) || !hasData) {
        different.push(`${selection} → ${JSON.stringify(errors)}`);
      }
    }
    expect(different).toEqual([]);
  });

  test('allows or denies every field of an entity in _entities as decided', async () => {
    const different: string[] = [];
    for (const client of CLIENTS) {
      const contextOf = await contextFor(client, subgraphName);
      for (const type of entitiesOf(schema)) {
        const fields = Object.values(type.getFields());
        const isAllowed = ({ name }: { readonly name: string }) =>
          decisions.isAllowed(client, `${type.name}.${name}`);
        for (const some of [fields.filter(isAllowed), fields.filter((one) => !isAllowed(one))]) {
          if (some.length === 0) continue;
          const entities = `_entities(representations: []) { ... on ${type.name} { ${selectionOf(some)} } }`;
          const { errors = [] } = await ask(subgraph.url, `{ ${entities} }`, contextOf);
          const found = errors.map(({ path, extensions }) => [path?.join('.'), extensions.code]);
          const wanted = some
            .filter((one) => !isAllowed(one))
            .map(({ name }) => [`_entities.${name}`, codeFor(client, contextOf)]);
          if (JSON.stringify(found) !== JSON.stringify(wanted)) {
            different.push(`${client.name} ${entities} → ${JSON.stringify(errors)}`);
          }
        }
      }
    }
    expect(different).toEqual([]);
  });
});

/** The entities that this subgraph resolves. */
function entitiesOf(schema: GraphQLSchema) {
  return clientTypes(schema).filter(({ astNode, extensionASTNodes }) =>
    [astNode, ...extensionASTNodes].some((node) =>
      node?.directives?.some(
        ({ name, arguments: required = [] }) =>
          name.value === 'key' &&
          required.every(
            (one) =>
              one.name.value !== 'resolvable' ||
              !('value' in one.value && one.value.value === false),
          ),
      ),
    ),
  );
}
