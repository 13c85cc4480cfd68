/** The README's "Your own CSV in the graph in five minutes", in a clone after `npm ci`. */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { expectedOfOwnCsv, runOwnCsv } from '../support/own-csv.ts';

test('the files and commands of the README give the answer of the README', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-own-csv-'));
  // A folder of the test, in place of that of the clone.
  symlinkSync(join(projectRoot(), 'node_modules'), join(folder, 'node_modules'));
  try {
    expect(await runOwnCsv(folder)).toEqual(expectedOfOwnCsv());
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 300_000);
