/** The bytes between all processes while two releases are made: insights, the subgraphs that count, and their partners. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JSONWebKeySet } from 'jose';
import pino from 'pino';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { readSigningKey } from '../../core/keys/signing-key.ts';
import { demoSecretOf } from '../../mocks/demo-secrets.ts';
import { DEMO_SUBGRAPHS } from '../../mocks/start/demo-parts.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { readRegistry } from '../../subgraphs/insights/registry/registry.ts';
import type { SourceKind } from '../../subgraphs/insights/registry/registry.ts';
import { createStatisticsClient } from '../../subgraphs/insights/release/ask-statistics.ts';
import { computeTables } from '../../subgraphs/insights/release/compute-release.ts';
import { planRelease } from '../../subgraphs/insights/release/plan-release.ts';
import { movePartners, readPartners } from '../../subgraphs/partners.ts';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import { findIn } from '../canary/find-secrets.ts';
import { numbersHeld, WORLD_SECRETS } from '../canary/secrets.ts';
import { countTokens, violationsIn, type Link } from '../canary/statistics-traffic.ts';
import { startTrafficRecorder, type TrafficRecorder } from '../canary/traffic-recorder.ts';
import { keyFile } from '../support/config-file.ts';
import { registeredPurposes } from '../support/registered-purposes.ts';
import { SHARED } from '../support/shared-partners.ts';
import { COACH, DEVELOPER, encryptedFor } from '../support/subgraph-harness.ts';
import { KEY_QUARTER } from '../support/statistics-client.ts';
import { TEST_DAY } from '../support/test-day.ts';

const RELEASES = ['2026Q2', '2026Q3'];
const COUNTED = DEMO_SUBGRAPHS.filter(({ hasStatistics }) => hasStatistics);

interface Recorded {
  readonly name: string;
  readonly end: Link['end'];
  readonly recorder: TrafficRecorder;
}

let releases: ReadonlyMap<string, readonly Link[]>;
let stop: () => Promise<void>;

beforeAll(async () => {
  const urls = inject(SHARED);
  const partnersOf = COUNTED.flatMap(({ partners }) => partners.map(({ id }) => id));
  const recorded: Recorded[] = await Promise.all(
    partnersOf.map(async (name) => ({
      name,
      end: 'partner' as const,
      recorder: await startTrafficRecorder(urls[name] ?? ''),
    })),
  );
  const list = movePartners(
    readPartners(join(projectRoot(), 'subgraphs/partners.yaml')),
    new Map([
      ...Object.entries(urls),
      ...recorded.map(({ name, recorder }) => [name, recorder.url] as const),
    ]),
  );
  // A busy machine is no fault of a partner.
  const partners = {
    ...list,
    partners: list.partners.map((one) => ({ ...one, deadlineMs: 30_000 })),
  };
  const readKeys = (name: string) =>
    JSON.parse(readFileSync(keyFile(name), 'utf8')) as JSONWebKeySet;
  const running = await Promise.all(
    COUNTED.map(async ({ kind, keys }) => {
      const subgraph = await startSubgraph({
        kind: kind as 'funds',
        port: 0,
        isDemo: true,
        partners,
        purposes: registeredPurposes(),
        gatewayKeys: readKeys('gateway.public'),
        statisticsKeys: readKeys('insights.public'),
        keyFiles: keys.map((domain) => keyFile(`${domain}.key`)),
        secretOf: demoSecretOf,
        now: () => new Date(`${TEST_DAY}T12:00:00Z`),
        today: TEST_DAY,
        log: pino({ level: 'silent' }),
      });
      const recorder = await startTrafficRecorder(subgraph.url);
      recorded.push({ name: kind, end: 'insights', recorder });
      return { kind, subgraph, recorder };
    }),
  );
  const client = await createStatisticsClient(
    new Map(running.map(({ kind, recorder }) => [kind, recorder.url])),
    readSigningKey(keyFile('insights.private'), true),
  );
  stop = async () => {
    await client.stop();
    await Promise.all(running.map(({ subgraph }) => subgraph.stop()));
    await Promise.all(recorded.map(({ recorder }) => recorder.stop()));
  };
  const made = new Map<string, readonly Link[]>();
  const before = new Map<TrafficRecorder, number>();
  for (const release of RELEASES) {
    const registry = readRegistry();
    const { open, underLegalBasis } = planRelease(registry, release, [], true);
    for (const tables of [open, underLegalBasis]) {
      await computeTables({
        registry,
        release,
        tables,
        keyQuarter: KEY_QUARTER,
        partners: new Map(
          COUNTED.map(({ kind, partners: own }) => [kind as SourceKind, own.map(({ id }) => id)]),
        ),
        ask: client.ask,
        signal: new AbortController().signal,
      });
    }
    const links = recorded.map(({ name, end, recorder }) => {
      const all = recorder.sent();
      // Connections of a database stay open, so the second release has all that went over them.
      const isDatabase = recorder.url.startsWith('postgres');
      const sent = isDatabase ? all : all.slice(before.get(recorder) ?? 0);
      before.set(recorder, all.length);
      return { name, end, sent: [...sent] };
    });
    made.set(release, links);
  }
  releases = made;
}, 600_000);
afterAll(() => stop());

/** Ids of vouchers and people as clients with access to them get them. */
function* idsOfClients(): Generator<string> {
  const world = createWorld({ date: TEST_DAY });
  for (const client of [COACH, DEVELOPER]) {
    for (const { fund, number } of world.vouchers) {
      yield encryptedFor(client, 'voucher', 'llo-voucher/v1', `${fund}:${number}`);
    }
    for (const { bsn } of world.people) {
      yield encryptedFor(client, 'person', 'llo-person/v1', bsn);
    }
  }
}

test('two releases read the records of every partner, and give tokens', () => {
  for (const release of RELEASES) {
    // A search that could not read the bytes of a partner would find nothing in them either.
    const unread = (releases.get(release) ?? []).filter(({ name, end, sent }) => {
      const texts = sent.map(({ text }) => ({ name, text }));
      return end === 'partner' && findIn(texts, WORLD_SECRETS).length === 0;
    });
    expect(unread.map(({ name }) => name)).toEqual([]);
  }
  expect(countTokens(releases)).toBeGreaterThan(1_000);
});

test('no key of a record reaches insights or another partner, and no token is an id or of another table or release', () => {
  const violations = violationsIn({
    releases,
    keys: WORLD_SECRETS,
    ids: idsOfClients(),
    holders: new Set(numbersHeld().keys()),
  });
  expect(violations).toEqual([]);
});
