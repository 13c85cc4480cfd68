/**
 * The second place where the decisions are enforced: every subgraph on its own, asked directly with
 * a context such as the gateway signs. It trusts nothing else, and certainly not that it was checked.
 */
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import pino from 'pino';
import type { GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createContextSigner } from '../../gateway/authentication/sign-context.ts';
import { createIdentify } from '../../gateway/authentication/authenticate.ts';
import { demoSecretOf } from '../../mocks/demo-secrets.ts';
import { DEMO_KINDS } from '../../mocks/start/demo-parts.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { SUBGRAPH_NAMES } from '../../core/federation/subgraph-names.ts';
import { movePartners, readPartners } from '../../subgraphs/partners.ts';
import { readPurposes } from '../../core/purposes/purposes.ts';
import { startSubgraph, type RunningSubgraph } from '../../subgraphs/start-subgraph.ts';
import { clientTypes, trialsOf } from './trials.ts';
import { CALLERS, readDecisions, type CallerKind } from './decisions.ts';
import { servedSchema } from './schemas.ts';
import { selectionOf } from './field-paths.ts';
import type { SubgraphName } from '../../core/federation/subgraph-names.ts';

const everywhere = readDecisions();
const root = projectRoot();
let contextOf: (caller: CallerKind, kind: SubgraphName) => Promise<string | undefined>;
let gatewayKeys: { keys: JWK[] };

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  gatewayKeys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'test' }] };
  const sign = await createContextSigner({ ...(await exportJWK(privateKey)), kid: 'test' });
  contextOf = async ({ claims, purpose }, kind) => {
    if (claims === null) return undefined;
    const identify = createIdentify(
      async () => ({ consumer: '00000099000000001000', ...claims }) as never,
      readPurposes,
    );
    const headers = { authorization: 'Bearer any' };
    const chosen = { ...headers, ...(purpose && { 'x-llo-purpose': purpose }) };
    return await sign(await identify(chosen), kind);
  };
});

/** Partners that nobody runs: enforcement comes before any of them would be asked. */
function startKind(kind: SubgraphName): Promise<RunningSubgraph> {
  const list = readPartners(join(root, 'subgraphs/partners.yaml'));
  const demo = DEMO_KINDS.find((one) => one.kind === kind);
  return startSubgraph({
    kind,
    port: 0,
    partners: movePartners(list, new Map()),
    gatewayKeys,
    keyFiles: (demo?.keys ?? []).map((key) => join(root, `mocks/demo-keys/${key}.key.json`)),
    secretOf: demoSecretOf,
    log: pino({ level: 'silent' }),
  });
}

interface GraphqlAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly path?: readonly string[]; extensions: { code: string } }[];
}

async function ask(url: string, query: string, context: string | undefined) {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(context === undefined ? {} : { 'x-llo-context': context }),
    },
    body: JSON.stringify({ query, variables: { no: false } }),
  });
  return (await response.json()) as GraphqlAnswer;
}

/** Without a purpose the gateway signs nothing: to a subgraph that caller is the public. */
function codeFor(caller: CallerKind, context: string | undefined): string {
  return context === undefined ? 'UNAUTHENTICATED' : caller.refusedWith;
}

/**
 * Asked behind `@include(if: $no)`: what is admitted then runs nothing, what is refused is refused
 * all the same, because a check that looks at variables can be talked round.
 */
const unasked = (selection: string) =>
  `query ($no: Boolean!) { ... @include(if: $no) { ${selection} } __typename }`;

describe.each(SUBGRAPH_NAMES)('the subgraph of %s', (kind) => {
  const decisions = everywhere.at(kind);
  let subgraph: RunningSubgraph;
  beforeAll(async () => {
    subgraph = await startKind(kind);
  });
  afterAll(() => subgraph.stop());
  const schema = servedSchema(kind);

  test.each(CALLERS)('admits or refuses every field as decided, for $name', async (caller) => {
    const context = await contextOf(caller, kind);
    const code = codeFor(caller, context);
    const different: string[] = [];
    for (const { selection, refused } of trialsOf(schema, caller, decisions)) {
      const { data, errors = [] } = await ask(subgraph.url, unasked(selection), context);
      const found = errors.map(({ path, extensions }) => [path?.join('.'), extensions.code]);
      const wanted = refused.map(({ path }) => [path, code]);
      const hasData = refused.length === 0 ? data !== null : data === null;
      if (JSON.stringify(found) !== JSON.stringify(wanted) || !hasData) {
        different.push(`${selection} → ${JSON.stringify(errors)}`);
      }
    }
    expect(different).toEqual([]);
  });

  test('admits or refuses every field of an entity that is asked for directly', async () => {
    const different: string[] = [];
    for (const caller of CALLERS) {
      const context = await contextOf(caller, kind);
      for (const type of entitiesOf(schema)) {
        const fields = Object.values(type.getFields());
        const isAllowed = ({ name }: { readonly name: string }) =>
          decisions.isAllowed(caller, `${type.name}.${name}`);
        for (const some of [fields.filter(isAllowed), fields.filter((one) => !isAllowed(one))]) {
          if (some.length === 0) continue;
          const entities = `_entities(representations: []) { ... on ${type.name} { ${selectionOf(some)} } }`;
          const { errors = [] } = await ask(subgraph.url, `{ ${entities} }`, context);
          const found = errors.map(({ path, extensions }) => [path?.join('.'), extensions.code]);
          const wanted = some
            .filter((one) => !isAllowed(one))
            .map(({ name }) => [`_entities.${name}`, codeFor(caller, context)]);
          if (JSON.stringify(found) !== JSON.stringify(wanted)) {
            different.push(`${caller.name} ${entities} → ${JSON.stringify(errors)}`);
          }
        }
      }
    }
    expect(different).toEqual([]);
  });
});

/** Those that this kind resolves; of the others it knows the key alone. */
function entitiesOf(schema: GraphQLSchema) {
  return clientTypes(schema).filter(({ astNode, extensionASTNodes }) =>
    [astNode, ...extensionASTNodes].some((node) =>
      node?.directives?.some(
        ({ name, arguments: given = [] }) =>
          name.value === 'key' &&
          given.every(
            (one) =>
              one.name.value !== 'resolvable' ||
              !('value' in one.value && one.value.value === false),
          ),
      ),
    ),
  );
}
