import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  followChanges,
  readLive,
  type LiveSettings,
} from '../../gateway/settings/live-settings.ts';
import { PURPOSES_FILE } from '../../core/purposes/purposes.ts';

let folder: string;
let files: { supergraphFile: string; purposesFile: string; manifestFile: string; isDemo: boolean };
let told: string[];
let used: LiveSettings[];
let unfollow: () => void;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-live-'));
  files = {
    supergraphFile: join(folder, 'supergraph.graphql'),
    purposesFile: join(folder, 'purposes.yaml'),
    manifestFile: join(folder, 'manifest.json'),
    isDemo: false,
  };
  copyFileSync(PURPOSES_FILE, files.purposesFile);
  writeFileSync(files.manifestFile, '{"a":"{ schemes { id } }"}');
  writeFileSync(files.supergraphFile, 'type Query { schemes: [ID] }');
  told = [];
  used = [];
  unfollow = followChanges(
    files,
    (next) => void used.push(next),
    (sentence) => told.push(sentence),
  );
});
afterEach(() => {
  unfollow();
  rmSync(folder, { recursive: true });
});

const hangUp = () => void process.emit('SIGHUP', 'SIGHUP');

test('a SIGHUP reads supergraph, purposes and manifest anew', async () => {
  writeFileSync(files.supergraphFile, 'type Query { trainings: [ID] }');
  writeFileSync(files.manifestFile, '{"b":"{ schemes { name } }"}');
  hangUp();
  await expect.poll(() => told).toEqual(['Settings were reloaded']);
  expect(used.map(({ supergraphSdl }) => supergraphSdl)).toEqual([
    'type Query { trainings: [ID] }',
  ]);
  expect(used.map(({ manifest }) => manifest?.documentOf('b'))).toEqual(['{ schemes { name } }']);
});

test.each([
  ['a manifest', 'manifestFile', '{"b":"{ broken"}', 'is not a GraphQL document'],
  ['purposes', 'purposesFile', 'purposes: []', 'purposes.yaml'],
] as const)(
  'a mistake in %s is told, and the last good ones stay',
  async (_, file, text, sentence) => {
    writeFileSync(files[file], text);
    hangUp();
    await expect.poll(() => told).toEqual([expect.stringContaining(sentence)]);
    expect(used).toEqual([]);
    expect(told[0]).toContain('The last valid settings stay in use');
  },
);

test.each(['supergraphFile', 'manifestFile'] as const)(
  'a %s that is gone is told',
  async (file) => {
    rmSync(files[file]);
    hangUp();
    await expect.poll(() => told.length).toBe(1);
    expect(used).toEqual([]);
  },
);

test('production knows no purpose that is for invented data only', () => {
  const uri = 'urn:llo:purpose:development';
  expect(readLive(files).purposes.has(uri)).toBe(false);
  expect(readLive({ ...files, isDemo: true }).purposes.has(uri)).toBe(true);
});
