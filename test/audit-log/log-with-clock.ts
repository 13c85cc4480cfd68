/** A log in a temporary folder, with a clock that only the test moves. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { deletionIn, type Deletion } from '../../core/audit-log/deletion.ts';
import type { Expired } from '../../core/audit-log/expiry.ts';
import {
  startAppendOnlyLog,
  type AppendOnlyLog,
  type AppendOnlyLogOptions,
} from '../../core/audit-log/audit-log.ts';
import { daysKeptBy } from '../../core/audit-log/retention.ts';
import { parseFileName } from '../../core/audit-log/log-files.ts';
import { readPurposes } from '../../core/purposes/purposes.ts';

export const SHORT = 'urn:llo:purpose:development';
export const LONG = 'urn:llo:purpose:case-guidance';
const purposes = readPurposes();
/** How long a line of this purpose is kept. */
export const daysOf = daysKeptBy(() => purposes);

export interface LogWithClock {
  /** Created for each test and removed after it. */
  readonly folder: string;
  readonly now: Date;
  /** Moves the clock forward. */
  readonly days: (count: number) => void;
  readonly start: (more?: Partial<AppendOnlyLogOptions>) => Promise<AppendOnlyLog>;
  readonly line: () => string;
  /** Writes one file for each day, with lines of these purposes, each to the files of its retention. */
  readonly write: (each: readonly (readonly (string | null)[])[]) => Promise<void>;
  /** The numbers of the existing files whose lines are kept for so many days. */
  readonly numbers: (days?: number) => readonly number[];
  readonly deletions: () => readonly Deletion[];
  /** Starts the log, deletes expired files, and stops. */
  readonly restart: (more?: Partial<AppendOnlyLogOptions>) => Promise<readonly Expired[]>;
}

/** Registers hooks that reset the log before each test of the calling file. */
export function createLogWithClock(): LogWithClock {
  let folder: string;
  let now: Date;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vakgraaf-retention-'));
    now = new Date('2026-01-01T12:00:00Z');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const files = () => readdirSync(folder).toSorted();
  const days = (count: number) => {
    now = new Date(now.getTime() + count * 86_400_000);
  };
  const start = (more: Partial<AppendOnlyLogOptions> = {}) =>
    startAppendOnlyLog({
      folder,
      name: 'uwv',
      now: () => now,
      retryAfterMs: 0,
      ...more,
    });
  const line = () => JSON.stringify({ n: 0, trace_id: 'ab'.repeat(16), end_time: now.getTime() });
  return {
    get folder() {
      return folder;
    },
    get now() {
      return now;
    },
    days,
    start,
    line,
    write: async (each) => {
      const log = await start();
      for (const lines of each) {
        for (const purpose of lines) await log.append([line()], daysOf(purpose));
        days(1);
      }
      await log.stop();
    },
    numbers: (wanted = daysOf(SHORT)) =>
      files().flatMap((file) => {
        const { days: kept, number = 0 } = parseFileName(file) ?? {};
        return kept === wanted ? [number] : [];
      }),
    deletions: () =>
      files()
        .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
        .flatMap((text) => deletionIn(text) ?? []),
    restart: async (more) => {
      const log = await start(more);
      const expired = await log.expire();
      await log.stop();
      return expired;
    },
  };
}
