/** `npm start` compiles first; two that do so at once must not show each other half a file. */
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { runCommand } from '../support/run-command.ts';

const LONG_MS = 240_000;
const dist = join(projectRoot(), 'dist');
const module = join(dist, 'mocks/start.js');

test(
  'two compilations at once put whole files in place, and a third finds nothing to do',
  {
    timeout: LONG_MS,
  },
  async () => {
    expect(await runCommand(['node', 'compile.mjs']).ended).toBe(0);
    const before = { text: readFileSync(module, 'utf8'), file: statSync(module).ino };
    rmSync(join(dist, '.hash'));
    const both = [runCommand(['node', 'compile.mjs']), runCommand(['node', 'compile.mjs'])];
    expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0]);
    // Another file with the same text: whoever was reading the old one has read it whole.
    const after = statSync(module).ino;
    expect(after).not.toBe(before.file);
    expect(readFileSync(module, 'utf8')).toBe(before.text);
    expect(existsSync(join(dist, '.hash'))).toBe(true);
    expect(await runCommand(['node', 'compile.mjs']).ended).toBe(0);
    expect(statSync(module).ino).toBe(after);
  },
);
