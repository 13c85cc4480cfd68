import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COACH, encryptedFor } from '../support/subgraph-harness.ts';
import { unaccounted } from './unaccounted.ts';
import { killRounds } from './kill-rounds.ts';

test('kill -9 of any process under load leaves nobody holding a person that no line accounts for', async () => {
  const outcome = await killRounds(5);
  expect(outcome).toMatchObject({ unaccounted: [], damages: [] });
  expect(outcome.kills).toHaveLength(5);
  expect(outcome.people).toBeGreaterThan(20);
}, 180_000);

test('the comparison finds a person without a line, and a question without an asker', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-kill-'));
  // Sealed for the quarter in which the comparison is made.
  const id = encryptedFor(COACH, 'person', 'llo-person/v1', '999990019', new Date());
  const people = [{ id, benefitEpisodes: [], enrolments: null }];
  expect(await unaccounted([{ traceId: 'a', people }], folder)).toEqual([
    'a: nobody is said to have asked',
    expect.stringMatching(/^a: no line for uwv [\w-]+$/),
  ]);
  rmSync(folder, { recursive: true });
});
