import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEVELOPER, encryptedFor } from '../support/subgraph-harness.ts';
import { peopleWithoutLines } from './people-without-lines.ts';
import { killRounds } from './kill-rounds.ts';

test('after SIGKILL of gateway or subgraphs under load, every person in a response has an audit log line', async () => {
  const outcome = await killRounds(5);
  expect(outcome).toMatchObject({ peopleWithoutLines: [], damages: [] });
  expect(outcome.kills).toHaveLength(5);
  expect(new Set(outcome.kills)).toEqual(new Set(['education', 'gateway', 'uwv']));
  // Lines that a kill left without a receipt, on either side, are no damage.
  expect(outcome.warnings).toContainEqual(expect.objectContaining({ what: 'crashed' }));
  expect(outcome.people).toBeGreaterThan(20);
}, 180_000);

test('peopleWithoutLines reports a person without an audit log line and a trace without an access log line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-kill-'));
  // Ids are valid for one quarter, so this one is encrypted for the current quarter.
  const id = encryptedFor(DEVELOPER, 'person', 'llo-person/v1', '999990019', new Date());
  const people = [{ id, benefitEpisodes: [], enrolments: null }];
  expect(await peopleWithoutLines([{ traceId: 'a', people }], folder)).toEqual([
    'a: no line in the access log',
    expect.stringMatching(/^a: no line for uwv [\w-]+$/),
  ]);
  rmSync(folder, { recursive: true });
});
