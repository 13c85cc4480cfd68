/**
 * Releases of random registries and records that hide small counts alone: the check refuses exactly those of which a
 * linear program finds a hidden count, whatever kind of leak chance made.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  array,
  assert,
  asyncProperty,
  boolean,
  integer,
  nat,
  oneof,
  record,
  uniqueArray,
  type Arbitrary,
} from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { certify } from '../../subgraphs/insights/certificate/certify.ts';
import type { EarlierRelease } from '../../subgraphs/insights/protection/protect-release.ts';
import { countTables, type InventedRecord } from './support/invented-records.ts';
import { attack, isLeak } from './support/linear-attacker.ts';
import { plainTables, withBestCertificate } from './support/plain-release.ts';
import { smallRegistry } from './support/small-registry.ts';
import { writeRelease, type WrittenRelease } from './support/write-release.ts';

const root = mkdtempSync(join(tmpdir(), 'random-leaks-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const RUNS = 15;
const RELEASES = ['2025Q1', '2025Q2'];
const NAMES = ['a', 'b', 'c'];

const randomTable = record({
  attributes: uniqueArray(nat(2), { maxLength: 2 }),
  isComplement: boolean(),
  quarters: boolean(),
  hasSteps: boolean(),
});

const scenario = record({
  codes: array(integer({ min: 2, max: 3 }), { minLength: 1, maxLength: 3 }),
  isGrouped: boolean(),
  releases: integer({ min: 1, max: 2 }),
  tables: array(randomTable, { minLength: 1, maxLength: 4 }),
  hasFact: boolean(),
  /** How many records there are of each kind, in turn: many of them small. */
  counts: array(oneof(nat(9), nat(9), nat(90)), { minLength: 5, maxLength: 40 }),
});

type Scenario = typeof scenario extends Arbitrary<infer One> ? One : never;

function planted({ codes, isGrouped, releases, tables, hasFact, counts }: Scenario) {
  const attributes = Object.fromEntries(codes.map((size, at) => [NAMES[at] ?? '', size]));
  const names = Object.keys(attributes);
  const quarters = RELEASES.slice(0, releases);
  let kinds: readonly InventedRecord[] = [new Map()];
  const split = (name: string, values: readonly string[]) => {
    kinds = kinds.flatMap((kind) => values.map((value) => new Map([...kind, [name, value]])));
  };
  for (const name of names) {
    split(
      name,
      Array.from({ length: attributes[name] ?? 0 }, (_, at) => `${name}${at + 1}`),
    );
  }
  split('issued', quarters);
  kinds = kinds.flatMap((kind) => [
    kind,
    new Map([...kind, ['redeemed', kind.get('issued') ?? '']]),
  ]);
  const records = kinds.flatMap((kind, at) =>
    Array.from({ length: counts[at % counts.length] ?? 0 }, () => kind),
  );
  const registry = smallRegistry({
    attributes,
    grouped: isGrouped && (attributes['a'] ?? 0) > 2 ? ['a'] : [],
    steps: ['issued', 'redeemed'],
    tables: tables.map((table, at) => ({
      id: `t${at}`,
      steps: table.hasSteps ? ['issued', 'redeemed'] : ['issued'],
      quarters: table.quarters,
      dimensions: table.attributes.flatMap((one, place) => {
        const name = names[one];
        if (name === undefined) return [];
        return [table.isComplement && place === 0 ? { dimension: name, only: [`${name}1`] } : name];
      }),
    })),
    facts: hasFact ? [{ eq: records.length, until: quarters.at(-1) }] : [],
  });
  return { registry, quarters, records };
}

test('the check refuses a release exactly where a linear program finds a hidden count', async () => {
  const verdicts = new Set<boolean>();
  await assert(
    asyncProperty(scenario, async (one) => {
      const { registry, quarters, records } = planted(one);
      const folder = mkdtempSync(join(root, 'one-'));
      const releases: (WrittenRelease & EarlierRelease)[] = [];
      for (const release of quarters) {
        const known = records.filter((each) => (each.get('issued') ?? '') <= release);
        const tables = plainTables(
          registry,
          release,
          countTables(registry, release, { records: known }),
        );
        const made = await withBestCertificate(registry, release, tables, releases);
        releases.push(writeRelease(folder, registry, release, made, releases.at(-1) ?? null));
      }
      const { findings } = certify(releases.at(-1)?.folder ?? '');
      const files = releases.map((release) => release.public);
      const leaks = (await attack(registry, files)).filter(isLeak);
      verdicts.add(leaks.length > 0);
      expect([findings.length > 0, leaks]).toEqual([leaks.length > 0, leaks]);
    }),
    { numRuns: RUNS, seed: 14 },
  );
  expect(verdicts).toEqual(new Set([false, true]));
}, 300_000);
