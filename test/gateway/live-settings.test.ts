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
let messages: string[];
let applied: LiveSettings[];
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
  messages = [];
  applied = [];
  unfollow = followChanges(
    files,
    (next) => void applied.push(next),
    (message) => messages.push(message),
  );
});
afterEach(() => {
  unfollow();
  rmSync(folder, { recursive: true });
});

const sendSighup = () => void process.emit('SIGHUP', 'SIGHUP');

test('SIGHUP reloads the supergraph, the purposes and the manifest', async () => {
  writeFileSync(files.supergraphFile, 'type Query { trainings: [ID] }');
  writeFileSync(files.manifestFile, '{"b":"{ schemes { name } }"}');
  sendSighup();
  await expect.poll(() => messages).toEqual(['Settings were reloaded']);
  expect(applied.map(({ supergraphSdl }) => supergraphSdl)).toEqual([
    'type Query { trainings: [ID] }',
  ]);
  expect(applied.map(({ manifest }) => manifest?.documentOf('b'))).toEqual([
    '{ schemes { name } }',
  ]);
});

test.each([
  ['manifest', 'manifestFile', '{"b":"{ broken"}', 'is not a GraphQL document'],
  ['purposes', 'purposesFile', 'purposes: []', 'purposes.yaml'],
] as const)(
  'an invalid %s file is reported after SIGHUP, and the last valid settings stay in use',
  async (_, file, text, message) => {
    writeFileSync(files[file], text);
    sendSighup();
    await expect.poll(() => messages).toEqual([expect.stringContaining(message)]);
    expect(applied).toEqual([]);
    expect(messages[0]).toContain('The last valid settings stay in use');
  },
);

test.each(['supergraphFile', 'manifestFile'] as const)(
  'a missing %s is reported after SIGHUP, and no settings change',
  async (file) => {
    rmSync(files[file]);
    sendSighup();
    await expect.poll(() => messages.length).toBe(1);
    expect(applied).toEqual([]);
  },
);

test('a purpose for invented data only is read in the demo, and not in production', () => {
  const uri = 'urn:llo:purpose:development';
  expect(readLive(files).purposes.has(uri)).toBe(false);
  expect(readLive({ ...files, isDemo: true }).purposes.has(uri)).toBe(true);
});
