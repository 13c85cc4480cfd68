/** docs/questions.md is what a release of the demo says; `npm run questions` writes it. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { currentQuestions } from '../../cli/generate/questions.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { demoReleases } from '../support/demo-releases.ts';

const MAKE_MS = 900_000;

test(
  'the committed page of the questions is the one of the newest release of the demo',
  async () => {
    const pages = await currentQuestions(join(await demoReleases(), '2026Q3'));
    expect(pages.size).toBe(1);
    for (const [path, page] of pages) {
      await expect(page).toMatchFileSnapshot(join(projectRoot(), path));
    }
  },
  MAKE_MS,
);
