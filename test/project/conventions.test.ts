/** Conventions of the project that a reviewer would otherwise check. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEMO_SUBGRAPHS, partnerUrl } from '../../mocks/start/demo-parts.ts';
import { SUBGRAPH_NAMES } from '../../core/federation/subgraph-names.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { readPartners } from '../../subgraphs/partners.ts';
import { errorTable, readErrorTable } from '../support/readme-table.ts';

const root = projectRoot();

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`);
}

test.each(SUBGRAPH_NAMES)(
  'the folder of subgraph %s has the files that every subgraph has',
  (kind) => {
    const files = [
      'index.ts',
      'loaders.ts',
      'models.ts',
      'partner-entry.ts',
      'queries.ts',
      'records.ts',
      'resolvers.ts',
      'source.ts',
    ];
    const missing = files.filter((file) => !existsSync(join(root, 'subgraphs', kind, file)));
    expect(missing).toEqual([]);
  },
);

test('only core/config/environment.ts reads the environment, and apollo-telemetry-off.ts clears it', () => {
  const touching = ['core', 'schema', 'subgraphs', 'gateway', 'cli']
    .flatMap(sourcesIn)
    .filter((file) => readFileSync(join(root, file), 'utf8').includes('process.env'));
  expect(touching.toSorted()).toEqual([
    'core/config/environment.ts',
    'core/federation/apollo-telemetry-off.ts',
  ]);
});

test('the table of error codes in the README is that of the code', () => {
  expect(readErrorTable()).toBe(errorTable());
});

test('the demo starts exactly the partners of the partner list, at the addresses it names', () => {
  const { partners } = readPartners(join(root, 'subgraphs/partners.yaml'));
  const listed = partners.map(({ kind, id, url }) => `${kind} ${id} ${url}`);
  const started = DEMO_SUBGRAPHS.flatMap(({ kind, partnerProcess, partners: systems }) =>
    systems.map(
      ({ id, port }) => `${kind} ${id} ${partnerUrl(partnerProcess ?? 'servers', id, port)}`,
    ),
  );
  expect(started.toSorted()).toEqual(listed.toSorted());
});

test('no file is named utils, helpers, common, misc, types or manager', () => {
  const vague = /\/(utils?|helpers?|common|misc|types|manager)\.ts$/;
  const files = ['core', 'schema', 'subgraphs', 'gateway', 'cli', 'mocks', 'test'].flatMap(
    sourcesIn,
  );
  expect(files.filter((file) => vague.test(file))).toEqual([]);
});

test('every path in README, ARCHITECTURE and CONTRIBUTING exists', () => {
  const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'];
  const named = documents.flatMap((document) => {
    const text = readFileSync(join(root, document), 'utf8');
    return [
      ...text.matchAll(/`((?:core|schema|subgraphs|gateway|cli|mocks|test|bench)\/[\w./-]*)`/g),
    ].map(([, path = '']) => path);
  });
  expect([...new Set(named)].filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
