/**
 * Compares the repository with the seed texts. They may not be published, so the tests run only with a
 * folder that holds them: `SEED_TEXTS=<folder> npx vitest run test/seeds`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { DEMO_CONTENT } from '../../mocks/content/index.ts';
import { readFacts } from '../../subgraphs/reference/source.ts';
import { SEEDS } from './seeds.ts';

const folder = process.env['SEED_TEXTS'];
const RUN = 8;
const BINARY = /\.(png|jpe?g|gif|ico|woff2?|xlsx|pdf|gz|tar|bin)$/;

describe.skipIf(folder === undefined)('compared with the seed texts', () => {
  const texts = folder === undefined ? [] : SEEDS.map(({ file }) => readSeed(folder, file));

  test.each(SEEDS.map((seed, index) => ({ ...seed, index })))(
    '$file has the number of sentences that its rows state',
    ({ sentenceCount, index }) => {
      expect(sentencesOf(texts[index] ?? '').length).toBe(sentenceCount);
    },
  );

  test(`no file copies ${RUN} consecutive words of a seed text, except titles of documents`, () => {
    const runs = new Set(texts.flatMap(runsOf));
    const copied = trackedFiles()
      .filter((file) => !BINARY.test(file) && existsSync(join(projectRoot(), file)))
      .flatMap((file) => {
        const content = readFileSync(join(projectRoot(), file), 'utf8');
        const found = runsOf(withoutTitles(content)).filter((run) => runs.has(run));
        return found.map((run) => `${file}: ${run}`);
      });
    expect(copied).toEqual([]);
  }, 120_000);

  test('the search finds a copied sentence', () => {
    const runs = new Set(texts.flatMap(runsOf));
    const sentence = sentencesOf(texts[2] ?? '').find((one) => wordsOf(one).length > 12) ?? '';
    expect(runsOf(`# ${sentence}`).some((run) => runs.has(run))).toBe(true);
  });
});

function readSeed(from: string, file: string): string {
  return readFileSync(join(from, file), 'utf8');
}

/** Splits lines after a full stop before a capital, as the numbers in the rows do. */
function sentencesOf(text: string): readonly string[] {
  return text
    .split(/\n+|(?<=[.!?][”"’)]?)\s+(?=[\p{Lu}“”"‘*])/u)
    .filter((part) => /\p{L}{2}/u.test(part));
}

/** Committed files, and new files that are not ignored. */
function trackedFiles(): readonly string[] {
  const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: projectRoot(),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const files = list.split('\n').filter((file) => file !== '');
  return [...new Set(files)].filter((file) => file !== 'package-lock.json');
}

/** Titles of documents are citations, not copies. */
function withoutTitles(content: string): string {
  const titles = readFacts([], DEMO_CONTENT).sourceDocuments.map(({ title }) => title);
  return titles.reduce((left, title) => left.replaceAll(title, ' | '), content);
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function runsOf(text: string): readonly string[] {
  const words = wordsOf(text);
  return words.slice(0, Math.max(0, words.length - RUN + 1)).map((_, index) => {
    return words.slice(index, index + RUN).join(' ');
  });
}
