/** compile.mjs: several processes may compile at the same time. */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { parsedValue } from '../../core/config/parsed-files.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { runCommand } from '../support/run-command.ts';

const LONG_MS = 240_000;
const dist = join(projectRoot(), 'dist');
const module = join(dist, 'mocks/start.js');

test(
  'two compilations at the same time replace each file as a whole, and a third compiles nothing',
  {
    timeout: LONG_MS,
  },
  async () => {
    expect(await runCommand(['node', 'compile.mjs']).ended).toBe(0);
    const before = { text: readFileSync(module, 'utf8'), file: statSync(module).ino };
    rmSync(join(dist, '.hash'));
    const both = [runCommand(['node', 'compile.mjs']), runCommand(['node', 'compile.mjs'])];
    expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0]);
    // The file was replaced, not rewritten: a process that was reading the old one has read all of it.
    expect(statSync(module).ino).not.toBe(before.file);
    expect(readFileSync(module, 'utf8')).toBe(before.text);
    expect(existsSync(join(dist, '.hash'))).toBe(true);
    const isFileKept = async () => {
      const file = statSync(module).ino;
      expect(await runCommand(['node', 'compile.mjs']).ended).toBe(0);
      return statSync(module).ino === file;
    };
    // Polled, because a process of another test may have begun to compile while the hash was missing.
    await expect.poll(isFileKept, { timeout: LONG_MS }).toBe(true);
  },
);

test('a compiled module loads zod and undici from one file each, and graphql from its package', async () => {
  expect(await runCommand(['node', 'compile.mjs']).ended).toBe(0);
  const script = join(dist, 'subgraphs', 'resolve.mjs');
  const names = ['zod', 'undici', '@graphql-tools/schema', 'graphql'];
  writeFileSync(
    script,
    `for (const name of ${JSON.stringify(names)}) console.log(import.meta.resolve(name));`,
  );
  try {
    const command = runCommand(['node', script]);
    expect(await command.ended).toBe(0);
    const root = pathToFileURL(projectRoot()).href;
    expect(command.printed().trim().replaceAll(root, '').split('\n')).toEqual([
      '/dist/node_modules/zod/index.js',
      '/dist/node_modules/undici/index.js',
      '/dist/node_modules/@graphql-tools/schema/index.js',
      '/node_modules/graphql/index.js',
    ]);
  } finally {
    rmSync(script);
  }
});

test.each([
  'core/regions/municipalities.yaml',
  'core/purposes/purposes.yaml',
  'subgraphs/partners.yaml',
  'subgraphs/insights/statistics.yaml',
])('%s has been parsed at compile time, and with one more comment it has not', async (file) => {
  expect(await runCommand(['node', 'compile.mjs']).ended).toBe(0);
  const text = readFileSync(join(projectRoot(), file), 'utf8');
  expect(parsedValue(text)).toEqual(parse(text));
  expect(parsedValue(`${text}# changed\n`)).toBeUndefined();
});
