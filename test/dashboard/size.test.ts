/** The first page stays small: what a reader's browser takes in, as it is packed for sending. */
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

function packedKilobytes(name: RegExp): number {
  const assets = join(outDir, 'assets');
  const files = readdirSync(assets).filter((file) => name.test(file));
  const bytes = files.map((file) => gzipSync(readFileSync(join(assets, file))).length);
  return bytes.reduce((sum, size) => sum + size, 0) / 1000;
}

test.each([
  ['its text and tables', /^index-.*\.js$/, 90],
  ['what draws the charts, which comes later', /^chart-.*\.js$/, 90],
  ['its look, without the tokens of a theme that it does not use', /\.css$/, 10],
])('%s', (_, name, kilobytesMax) => {
  expect(packedKilobytes(name)).toBeGreaterThan(0);
  expect(packedKilobytes(name)).toBeLessThan(kilobytesMax);
});
