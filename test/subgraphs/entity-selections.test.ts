/** `_entities` in every form that a gateway of another make sends it, asked of every subgraph. */
import { join } from 'node:path';
import type { JSONWebKeySet } from 'jose';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoSecretOf } from '../../mocks/demo-secrets.ts';
import { DEMO_SUBGRAPHS } from '../../mocks/start/demo-parts.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { SUBGRAPH_NAMES } from '../../core/federation/subgraph-names.ts';
import { readPartners } from '../../subgraphs/partners.ts';
import { startSubgraph, type RunningSubgraph } from '../../subgraphs/start-subgraph.ts';
import {
  COACH,
  contextOf,
  NOW,
  readDemoKey,
  encryptedFor,
  type Principal,
} from '../support/subgraph-harness.ts';
import type { SubgraphName } from '../../core/federation/subgraph-names.ts';

const MOMENT = '2026-11-28T12:00:00Z';
const BOARD = { __typename: 'PartnerBoard', moment: MOMENT };

/** Every form asks for the type and the key of one entity that is public in every subgraph. */
const FORMS: readonly (readonly [string, string])[] = [
  ['__typename beside an inline fragment', '{ __typename ... on PartnerBoard { moment } }'],
  ['an inline fragment without a type', '{ ... { __typename } ... on PartnerBoard { moment } }'],
  ['a named fragment on _Entity', '{ ...F }'],
  [
    '@include on both',
    '{ __typename @include(if: $yes) ... on PartnerBoard @include(if: $yes) { moment } }',
  ],
  [
    '__typename below @skip',
    '{ ... @skip(if: $no) { __typename } ... on PartnerBoard { moment } }',
  ],
  ['__typename twice', '{ __typename __typename ... on PartnerBoard { __typename moment } }'],
];
const FRAGMENT = 'fragment F on _Entity { __typename ... on PartnerBoard { moment } }';

const principals: readonly (readonly [string, Principal | null])[] = [
  ['without a context', null],
  ['with the context of a coach', COACH],
];

describe.each(SUBGRAPH_NAMES)('the subgraph "%s"', (kind) => {
  let subgraph: RunningSubgraph;
  beforeAll(async () => {
    subgraph = await start(kind);
  });
  afterAll(() => subgraph.stop());

  describe.each(principals)('%s', (_, principal) => {
    test.each(FORMS)('resolves _entities with %s', async (__, selection) => {
      const isNamed = selection.includes('...F');
      const query = `query ($them: [_Any!]!, $yes: Boolean = true, $no: Boolean = false) {
        _entities(representations: $them) ${selection}
        ... @include(if: $yes) @skip(if: $no) { __typename } } ${isNamed ? FRAGMENT : ''}`;
      expect(await ask(subgraph, kind, principal, query, { them: [BOARD] })).toEqual({
        data: { _entities: [BOARD], __typename: 'Query' },
      });
    });

    test('serves __typename under an alias, on the root, on _Service and on two _entities', async () => {
      const query = `query ($them: [_Any!]!) {
        root: __typename
        _service { __typename }
        first: _entities(representations: $them) { kind: __typename }
        second: _entities(representations: $them) { __typename ... on PartnerBoard { moment } } }`;
      expect(await ask(subgraph, kind, principal, query, { them: [BOARD] })).toEqual({
        data: {
          root: 'Query',
          _service: { __typename: '_Service' },
          first: [{ kind: 'PartnerBoard' }],
          second: [BOARD],
        },
      });
    });
  });
});

describe('protected data below _entities { __typename }', () => {
  let subgraph: RunningSubgraph;
  beforeAll(async () => {
    subgraph = await start('uwv');
  });
  afterAll(() => subgraph.stop());

  test.each([
    ['a field of an entity', '{ __typename ... on Person { benefitEpisodes { type } } }'],
    ['the type of an entity', '{ __typename ... on Person { __typename } }'],
    ['its key in a named fragment', '{ __typename ...P }'],
  ])('is refused without a context: %s', async (_, selection) => {
    const isNamed = selection.includes('...P');
    const query = `query ($them: [_Any!]!) { _entities(representations: $them) ${selection} }
      ${isNamed ? 'fragment P on Person { id }' : ''}`;
    const id = encryptedFor(COACH, 'person', 'llo-person/v1', '999999990');
    const response = await ask(subgraph, 'uwv', null, query, {
      them: [{ __typename: 'Person', id }],
    });
    expect(response).toEqual({
      data: null,
      errors: [expect.objectContaining({ extensions: { code: 'UNAUTHENTICATED' } })],
    });
  });

  test('is not resolved where only __typename is selected: the id cannot be decrypted without a context', async () => {
    const id = encryptedFor(COACH, 'person', 'llo-person/v1', '999999990');
    const query = 'query ($them: [_Any!]!) { _entities(representations: $them) { __typename } }';
    const response = await ask(subgraph, 'uwv', null, query, {
      them: [{ __typename: 'Person', id }],
    });
    expect(response).toEqual({
      data: { _entities: [null] },
      errors: [expect.objectContaining({ extensions: { code: 'ID_INVALID' } })],
    });
  });
});

function start(kind: SubgraphName): Promise<RunningSubgraph> {
  const demo = DEMO_SUBGRAPHS.find((one) => one.kind === kind);
  return startSubgraph({
    kind,
    port: 0,
    isDemo: true,
    partners: readPartners(join(projectRoot(), 'subgraphs/partners.yaml')),
    gatewayKeys: readDemoKey('gateway.public') as JSONWebKeySet,
    keyFiles: (demo?.keys ?? []).map((one) =>
      join(projectRoot(), `mocks/demo-keys/${one}.key.json`),
    ),
    secretOf: demoSecretOf,
    now: () => NOW,
    log: pino({ level: 'silent' }),
  });
}

async function ask(
  { url }: RunningSubgraph,
  kind: SubgraphName,
  principal: Principal | null,
  query: string,
  variables: object,
): Promise<unknown> {
  const body = JSON.stringify({ query, variables });
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(principal && { 'x-llo-context': await contextOf(principal, kind, body) }),
    },
    body,
  });
  return await response.json();
}
