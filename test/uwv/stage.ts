/** UWV's system of the demo and its subgraph, for one test file, asked as the gateway would. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JSONWebKeySet, JWK } from 'jose';
import { importJWK, SignJWT } from 'jose';
import pino from 'pino';
import { citizenSubject } from '../../mocks/citizens.ts';
import { demoSecretOf } from '../../mocks/demo-secrets.ts';
import type { JsonPartner } from '../../mocks/json-partner.ts';
import { parseRole } from '../../mocks/roles.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import type { Archetype, World } from '../../mocks/world/world.ts';
import { startUwv } from '../../mocks/uwv/start-uwv.ts';
import { projectRoot } from '../../schema/project-root.ts';
import { createKeyRing } from '../../subgraphs/identity/key-ring.ts';
import { sealId } from '../../subgraphs/identity/sealed-id.ts';
import { movePartners, readPartners } from '../../subgraphs/partners.ts';
import type { PartnerList } from '../../subgraphs/partners.ts';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import { TEST_DAY } from '../support/test-day.ts';

export interface Asker {
  readonly consumer: string;
  readonly purpose: string;
  readonly subject?: string;
}

export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: object }[];
}

export interface Stage {
  readonly world: World;
  readonly uwv: JsonPartner;
  /** All that was logged. */
  readonly log: () => string;
  ask(asker: Asker | null, query: string, variables?: object): Promise<Answer>;
  /** Person entities by id, as the gateway fetches them. */
  people(asker: Asker, ids: readonly string[], selection: string): Promise<Answer>;
  stop(): Promise<void>;
}

export const NOW = new Date(`${TEST_DAY}T12:00:00Z`);
export const COACH: Asker = {
  consumer: '00000099000000001000',
  purpose: 'urn:llo:purpose:case-guidance',
};
export const MATCHER: Asker = { ...COACH, purpose: 'urn:llo:purpose:matching' };

export function citizen(life: Archetype): Asker {
  const role = parseRole('citizen');
  const subject = citizenSubject(role, life, NOW);
  return { consumer: role.consumerOin, purpose: role.purposes[0] ?? '', subject };
}

const root = projectRoot();

/** The sealed id of a number for this asker. */
export function personId(number: string, { consumer, purpose }: Asker): string {
  const { keys } = readKey('person.key') as { keys: Record<string, string> };
  const ring = createKeyRing('person', keys, true);
  return sealId('llo-person/v1', number, { consumer, purpose }, ring, NOW);
}

export async function startStage(): Promise<Stage> {
  const world = createWorld({ date: TEST_DAY });
  const uwv = await startUwv(world);
  const lines: string[] = [];
  const subgraph = await startSubgraph({
    kind: 'uwv',
    port: 0,
    partners: uwvAlone(uwv.url),
    gatewayKeys: readKey('gateway.public') as JSONWebKeySet,
    keyFiles: [join(root, 'mocks/demo-keys/person.key.json')],
    secretOf: demoSecretOf,
    now: () => NOW,
    log: pino({ level: 'trace' }, { write: (line: string) => lines.push(line) }),
  });
  const ask: Stage['ask'] = async (asker, query, variables = {}) => {
    const response = await fetch(subgraph.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(asker && { 'x-llo-context': await contextOf(asker) }),
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  };
  // The token is fetched once, and does not count as a question of a test.
  await ask(COACH, '{ jobseekers(first: 1) { nodes { id } } }');
  uwv.resetCalls();
  return {
    world,
    uwv,
    log: () => lines.join(''),
    ask,
    people: (asker, ids, selection) =>
      ask(
        asker,
        `query ($them: [_Any!]!) { _entities(representations: $them) { ... on Person { ${selection} } } }`,
        { them: ids.map((id) => ({ __typename: 'Person', id })) },
      ),
    stop: async () => {
      await subgraph.stop();
      await uwv.stop();
    },
  };
}

/** The partner list with UWV alone, at this address and patient for only a moment. */
export function uwvAlone(url: string): PartnerList {
  const list = readPartners(join(root, 'subgraphs/partners.yaml'));
  const partners = list.partners.flatMap((one) =>
    one.kind === 'uwv' ? [{ ...one, deadlineMs: 700 }] : [],
  );
  return movePartners({ ...list, partners }, new Map([['uwv', url]]));
}

async function contextOf({ consumer, purpose, subject }: Asker): Promise<string> {
  const key = await importJWK(readKey('gateway.private') as JWK, 'EdDSA');
  return new SignJWT({ consumer, purpose, scopes: ['llo:case'], ...(subject && { subject }) })
    .setProtectedHeader({ alg: 'EdDSA', kid: (readKey('gateway.private') as JWK).kid ?? '' })
    .setIssuer('urn:llo:gateway')
    .setAudience('urn:llo:subgraph')
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(key);
}

function readKey(name: string): unknown {
  return JSON.parse(readFileSync(join(root, `mocks/demo-keys/${name}.json`), 'utf8'));
}
