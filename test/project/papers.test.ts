/** The papers for privacy officers and partners: what they name is there, and the README leads to each. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { currentDpia } from '../../cli/generate/dpia.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { COMMAND } from '../support/config-file.ts';
import { runCommand } from '../support/run-command.ts';

const root = projectRoot();
const PAPERS = [
  'docs/api-design-rules.md',
  'docs/datalek.nl.md',
  'docs/dpia.nl.md',
  'docs/privacy.en.md',
  'docs/privacy.nl.md',
  'docs/toegankelijkheid.nl.md',
  'docs/token-exchange.md',
];
const read = (path: string) => readFileSync(join(root, path), 'utf8');

test.each(PAPERS)('%s is linked from the README, and its links and tests are there', (paper) => {
  expect(read('README.md')).toContain(`](${paper})`);
  const text = read(paper);
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, link = '']) =>
    join(dirname(paper), link),
  );
  const tests = [...text.matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => path);
  expect(links.length + tests.length).toBeGreaterThan(0);
  expect([...links, ...tests].filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('the facts in docs/dpia.nl.md are those of the purposes (npm run dpia writes them)', async () => {
  for (const [path, text] of await currentDpia()) expect(read(path)).toBe(text);
});

test('every option of "vakgraaf audit" in docs/datalek.nl.md is one that the command has', async () => {
  const help = runCommand(['node', COMMAND, 'audit', '--help']);
  await help.ended;
  const named = [...read('docs/datalek.nl.md').matchAll(/vakgraaf audit (--[a-z-]+)/g)];
  const options = new Set(named.map(([, option = '']) => option));
  expect(options.size).toBeGreaterThan(2);
  // `--breach` comes with the report of a breach; until then the page says what it will be.
  const announced = '--breach';
  const missing = [...options].filter((option) => !help.printed().includes(option));
  expect(missing.filter((option) => option !== announced)).toEqual([]);
});
