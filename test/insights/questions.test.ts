/** docs/questions.md and the saved operations of the evaluation questions. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { currentQuestions } from '../../cli/generate/questions.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { readRegistry } from '../../subgraphs/insights/registry/registry.ts';
import { cellsOf, tablesOf } from '../../subgraphs/insights/registry/registered-tables.ts';
import type { ReleaseFile, ReleaseTable } from '../../subgraphs/insights/release/release-file.ts';
import { parseSavedQuery } from '../../ui/saved-query.ts';

const QUESTIONS = Array.from({ length: 41 }, (_, index) => index + 1);
const tables = tablesOf(readRegistry(), '2026Q3');
const folder = join(projectRoot(), 'explorer/saved-queries');
const operations = readdirSync(folder)
  .filter((name) => name.startsWith('vraag-'))
  .map((name) => parseSavedQuery(name, readFileSync(join(folder, name), 'utf8')));

test('each question has a saved operation under a theme, and its file has its number', () => {
  expect([...new Set(operations.map(({ question }) => question))]).toEqual(QUESTIONS);
  for (const { id, theme, question } of operations) {
    expect(theme).toEqual({ nl: expect.any(String), en: expect.any(String) });
    expect(id.startsWith(`vraag-${String(question).padStart(2, '0')}-`)).toBe(true);
  }
});

const tablesIn = (document: string) =>
  [...document.matchAll(/statisticsTable\(\s*id: "([^"]+)"\s*\)/g)].map(([, id = '']) => id);

test('saved operations ask for registered tables, and every table is asked for by one of its questions', () => {
  const asked = operations.flatMap(({ document, question }) =>
    tablesIn(document).map((id) => ({ id, question })),
  );
  const registered = new Set(tables.map(({ id }) => id));
  expect(asked.filter(({ id }) => !registered.has(id))).toEqual([]);
  const unasked = tables.filter(
    ({ id, entry }) =>
      !asked.some((one) => one.id === id && entry.questions.includes(one.question ?? 0)),
  );
  expect(unasked.map(({ id }) => id)).toEqual([]);
});

test('rows of an evaluation table are asked for as an analyst with the purpose of evaluation', () => {
  const evaluation = new Set(
    tables.filter(({ entry }) => entry.audience === 'EVALUATION').map(({ id }) => id),
  );
  const asking = operations.filter(({ document }) =>
    [...document.matchAll(/statisticsTable\(\s*id: "([^"]+)"\s*\) \{\s*\.\.\.Tabel/g)].some(
      ([, id = '']) => evaluation.has(id),
    ),
  );
  expect(asking.length).toBeGreaterThan(0);
  for (const { role, purpose } of asking) {
    expect({ role, purpose }).toEqual({
      role: 'analyst',
      purpose: 'urn:llo:purpose:programme-evaluation',
    });
  }
});

let release: string;
beforeAll(() => {
  release = mkdtempSync(join(tmpdir(), 'questions-'));
  mkdirSync(join(release, 'evaluation'));
  for (const [name, audience] of [
    ['release.json', 'PUBLIC'],
    ['evaluation/release.json', 'EVALUATION'],
  ] as const) {
    writeFileSync(join(release, name), JSON.stringify(inventedRelease(audience)));
  }
});
afterAll(() => rmSync(release, { recursive: true }));

/** Every public number is 120, except those of quarters. */
function inventedRelease(audience: ReleaseFile['audience']): ReleaseFile {
  return {
    id: '2026Q3',
    quarter: '2026Q3',
    publishedAt: '2026-10-01T00:00:00Z',
    policy: 'vakgraaf-releases-1',
    synthetic: true,
    audience,
    previous: null,
    tables: tables
      .filter(({ entry }) => entry.audience === audience)
      .map((table): ReleaseTable => {
        const { notPublishable, sourceUnavailable, answer } = table.entry;
        const own = { id: table.id, sources: [], loss: null };
        if (notPublishable) {
          return { ...own, status: 'NOT_PUBLISHABLE', reason: notPublishable, rows: [] };
        }
        if (sourceUnavailable) {
          return { ...own, status: 'SOURCE_UNAVAILABLE', reason: sourceUnavailable, rows: [] };
        }
        const { needsLegalBasis } = table.recordSet;
        if (needsLegalBasis) {
          return { ...own, status: 'NO_LEGAL_BASIS', reason: needsLegalBasis, rows: [] };
        }
        const rows = [...cellsOf(table)].map(({ step, period, codes }) => ({
          keys: [step, period, ...codes],
          value: answer === undefined && period === 'to-date' ? 120 : null,
          ...(answer !== undefined && { answer: codes[0] === 'AM06' ? false : null }),
        }));
        return { ...own, status: 'PUBLISHED', reason: null, rows };
      }),
  };
}

test('the page has for each question its operation, and a table or the reason that there is none', async () => {
  const [[path, page] = ['', '']] = [...(await currentQuestions(release))];
  expect(path).toBe('docs/questions.md');
  const sections = page.split(/^## /m).slice(1);
  expect(sections.map((one) => Number.parseInt(one, 10))).toEqual(QUESTIONS);
  for (const one of sections) {
    expect(one).toMatch(/- \*\*Bewerking \/ operation\*\*: \[`vraag-\d\d-/);
    expect(one).toMatch(
      /gepubliceerd \/ published|niet te publiceren|geen bron|geen wettelijke grondslag|Zonder tabel/,
    );
    expect(one).toMatch(/- \*\*Wet \/ law\*\*: /);
  }
});

test('the page shows public numbers, a hidden number as a dash, a yes or no, and no number for researchers', async () => {
  const [[, page] = ['', '']] = [...(await currentQuestions(release))];
  expect(page).toContain(
    '  - uitgereikt: totaal 120 · de deelnemer zelf 120 · de werkgever 120 · een arbeidsmarktcoach 120 · onbekend 120\n',
  );
  expect(page).toContain(
    '  - beoordeeld: Stedendriehoek en Noordwest Veluwe nee · Midden-Gelderland - ·',
  );
  const researchers = /^.*`gelders-vakmanschap\.vulnerable-groups-by-region`.*\n(.*)/m.exec(page);
  expect(researchers?.[0]).toContain('voor onderzoekers / for researchers');
  expect(researchers?.[1]).toBe('');
});

test('without a release the page is not written', async () => {
  await expect(currentQuestions(undefined)).rejects.toThrow(
    'Cannot write the questions: expected --release, the folder of a release',
  );
  await expect(currentQuestions('/nonexistent')).rejects.toThrow(
    'Cannot read a release in "/nonexistent"',
  );
});
