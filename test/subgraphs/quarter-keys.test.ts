/** In production a key of ids is that of one quarter, and the next one is used without a restart. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import pino from 'pino';
import { afterAll, expect, test } from 'vitest';
import { metricsText } from '../../core/metrics/metrics.ts';
import { startUwv } from '../../mocks/uwv/start-uwv.ts';
import { readDemoKey } from '../../mocks/demo-keys.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import { DEVELOPER, partnersAt, startSubgraphHarness } from '../support/subgraph-harness.ts';
import { TEST_DAY } from '../support/test-day.ts';

const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-quarter-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

const keyOf = (seed: string) => Buffer.alloc(64, seed).toString('base64url');
const file = join(folder, 'person.json');
const demoKey = (readDemoKey('person.key') as { keys: { any: string } }).keys.any;
const write = (keys: Readonly<Record<string, string>>) =>
  writeFileSync(file, JSON.stringify({ domain: 'person', keys }), { mode: 0o600 });

test.each([
  [
    'for any quarter',
    { any: keyOf('a') },
    'Cannot use one person key for every quarter: make a key for each quarter, such as "2026Q4" in place of "any"',
  ],
  [
    'for any quarter beside one of its own',
    { '2026Q4': keyOf('a'), any: keyOf('b') },
    'Cannot use one person key for every quarter',
  ],
  [
    'that is of two quarters',
    { '2026Q3': keyOf('a'), '2026Q4': keyOf('a') },
    'Cannot use the person key of 2026Q4: it is that of 2026Q3 too',
  ],
])('in production a key %s is refused', async (_, keys, message) => {
  write(keys);
  const list = partnersAt({ uwv: 'http://127.0.0.1:1' });
  const { publicKey } = generateKeyPairSync('ed25519');
  const started = startSubgraph({
    kind: 'uwv',
    port: 0,
    partners: { ...list, partners: list.partners.map((one) => ({ ...one, synthetic: false })) },
    gatewayKeys: { keys: [publicKey.export({ format: 'jwk' })] },
    keyFiles: [file],
    secretOf: () => 'a secret of its own',
    log: pino({ level: 'silent' }),
  });
  await expect(started).rejects.toThrow(message);
});

test('a quarter that begins needs its key, which is used when the file has it, and earlier ids stay valid', async () => {
  const uwv = await startUwv(createWorld({ date: TEST_DAY }));
  write({ '2026Q4': keyOf('a') });
  let now = new Date('2026-12-20T12:00:00Z');
  const harness = await startSubgraphHarness('uwv', partnersAt({ uwv: uwv.url }), ['person'], {
    keyFiles: [file],
    now: () => now,
  });
  const list = async () => {
    const { data, errors } = await harness.ask(
      DEVELOPER,
      '{ jobseekers(first: 3) { nodes { id } } }',
    );
    const { jobseekers } = (data ?? { jobseekers: null }) as { jobseekers: Ids | null };
    return errors === undefined ? (jobseekers?.nodes.map(({ id }) => id) ?? []) : errors;
  };
  interface Ids {
    readonly nodes: readonly { readonly id: string }[];
  }
  const days = async () =>
    /^vakgraaf_id_key_days\{domain="person"\} (\d+)$/m.exec(await metricsText())?.[1];
  try {
    const december = await list();
    expect(december).toHaveLength(3);
    expect(await days()).toBe('11');

    now = new Date('2027-01-02T12:00:00Z');
    expect(await days()).toBe('0');
    expect(await list()).toEqual([
      expect.objectContaining({
        extensions: expect.objectContaining({ code: 'INTERNAL' }) as object,
      }),
    ]);

    write({ '2026Q4': keyOf('a'), '2027Q1': 'too short' });
    expect(() => harness.forget()).toThrow(
      'Cannot use the person key of 2027Q1: expected 64 bytes',
    );
    // The partner has the membership key that follows from this one.
    write({ '2026Q4': keyOf('a'), '2027Q1': demoKey });
    harness.forget();
    expect(await days()).toBe('88');
    const january = await list();
    expect(january).toHaveLength(3);
    const [former = ''] = december as string[];
    expect(january).not.toContain(former);
    expect(harness.log()).toContain('There is no person key of 2027Q1');
    const read = await harness.entities(
      DEVELOPER,
      'Person',
      [former],
      'id jobseekerProfile { hoursPerWeekMin }',
    );
    expect(read).toEqual({
      data: {
        _entities: [
          { id: former, jobseekerProfile: { hoursPerWeekMin: expect.any(Number) as number } },
        ],
      },
    });
  } finally {
    await Promise.all([harness.stop(), uwv.stop()]);
  }
});
