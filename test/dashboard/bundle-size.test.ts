/** Sizes of the dashboard's bundle after gzip. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { buildDashboard } from '../../dashboard/build.mjs';
import { projectRoot } from '../../core/config/project-root.ts';

const outDir = join(projectRoot(), '.cache/dashboard');

beforeAll(async () => {
  await buildDashboard({ outDir });
}, 60_000);

function gzippedKilobytes(name: RegExp): number {
  const assets = join(outDir, 'assets');
  const files = readdirSync(assets).filter((file) => name.test(file));
  const bytes = files.map((file) => gzipSync(readFileSync(join(assets, file))).length);
  return bytes.reduce((sum, size) => sum + size, 0) / 1000;
}

test.each([
  ['page script', /^index-.*\.js$/, 90],
  ['style sheet without unused theme tokens', /^index-.*\.css$/, 10],
  ['style sheets of every page together', /\.css$/, 20],
])('dashboard %s: files %s are at most %d kB gzipped', (_, name, kilobytesMax) => {
  expect(gzippedKilobytes(name)).toBeGreaterThan(0);
  expect(gzippedKilobytes(name)).toBeLessThan(kilobytesMax);
});
