/** What a reviewer would otherwise have to remember. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEMO_KINDS, partnerUrl } from '../../mocks/start/demo-parts.ts';
import { projectRoot } from '../../schema/project-root.ts';
import { readPartners } from '../../subgraphs/partners.ts';
import { errorTable, readErrorTable } from '../support/readme-table.ts';

const root = projectRoot();

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`);
}

/** Everything below a folder that is in the repository, or about to be. */
function filesIn(folder: string): readonly string[] {
  const notOurs = /^(\..*|node_modules|dist)$/;
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return [path];
    return notOurs.test(entry.name) ? [] : filesIn(path);
  });
}

test.each(DEMO_KINDS.map(({ kind }) => kind))('%s has the four files of a kind', (kind) => {
  const files = ['source.ts', 'loaders.ts', 'resolvers.ts', 'index.ts'];
  const missing = files.filter((file) => !existsSync(join(root, 'subgraphs', kind, file)));
  expect(missing).toEqual([]);
});

test('the environment is touched only by the files that may', () => {
  const mayTouch = [
    'gateway/settings.ts',
    'gateway/telemetry-off.ts',
    'subgraphs/settings.ts',
    'mocks/start.ts',
    'mocks/start/demo-process.ts',
  ];
  const touching = ['gateway', 'subgraphs', 'schema', 'mocks']
    .flatMap(sourcesIn)
    .filter((file) => readFileSync(join(root, file), 'utf8').includes('process.env'));
  expect(touching.filter((file) => !mayTouch.includes(file))).toEqual([]);
});

test('the error codes in the README are those in the code', () => {
  expect(readErrorTable()).toBe(errorTable());
});

test('the demo starts exactly the partners of the partner list, at the addresses it names', () => {
  const { partners } = readPartners(join(root, 'subgraphs/partners.yaml'));
  const listed = partners.map(({ kind, id, url }) => `${kind} ${id} ${url}`);
  const started = DEMO_KINDS.flatMap(({ kind, household, partners: systems }) =>
    systems.map(({ id, port }) => `${kind} ${id} ${partnerUrl(household ?? 'servers', id, port)}`),
  );
  expect(started.toSorted()).toEqual(listed.toSorted());
});

test('no file is called after a heap of things', () => {
  const heap = /\/(utils?|helpers?|common|misc|types|manager)\.ts$/;
  const files = ['gateway', 'subgraphs', 'schema', 'mocks', 'test'].flatMap(sourcesIn);
  expect(files.filter((file) => heap.test(file))).toEqual([]);
});

/**
 * Written by a command, or a list of data in which one looks something up. The SDL of a kind is one file
 * however long, as the contract of the graph has it.
 */
const LONG_FILES = [
  'bench/package-lock.json',
  'docs/register-verwerkingen.json',
  'package-lock.json',
  'schema/regions/municipalities.yaml',
  'subgraphs/partners.yaml',
  'subgraphs/reference/data/indicators.yaml',
];

test('no file is over 300 lines but those that a command writes, and three lists of data', () => {
  const written = /\.(ts|tsx|mts|mjs|css|html|yaml|yml|json)$/;
  const long = filesIn('')
    .filter((file) => written.test(file))
    .filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length - 1 > 300);
  expect(long.toSorted()).toEqual(LONG_FILES);
});

test('the documents name only files that are there', () => {
  const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'];
  const named = documents.flatMap((document) => {
    const text = readFileSync(join(root, document), 'utf8');
    return [...text.matchAll(/`((?:gateway|subgraphs|schema|mocks|test|bench)\/[\w./-]*)`/g)].map(
      ([, path = '']) => path,
    );
  });
  expect([...new Set(named)].filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
