/** Changes of logs as somebody makes them who can write to the disk of one side. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chainLine, NO_SUM, splitLine } from '../../core/audit-log/chained-line.ts';
import { parseFileName } from '../../core/audit-log/log-files.ts';

/** The files of a log in a folder and below it, oldest first, as paths. */
export function filesOf(folder: string, name: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && parseFileName(entry.name)?.name === name)
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

export const linesIn = (file: string): string[] => readFileSync(file, 'utf8').trimEnd().split('\n');

export function writeLines(file: string, lines: readonly string[]): void {
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
}

/** The lines with new checksums, so that each continues from the one before it. */
function rechained(lines: readonly string[]): readonly string[] {
  let sum = NO_SUM;
  return lines.map((line) => {
    const chained = chainLine(splitLine(line)?.json ?? line, sum);
    ({ sum } = chained);
    return chained.text;
  });
}

/** Changes the lines of a file and computes its whole chain again. */
export function rewrite(file: string, change: (lines: string[]) => readonly string[]): void {
  writeLines(file, rechained(change(linesIn(file))));
}

/** What a log records of requests and people, whatever the lines around it are. */
export function recordsOf(folder: string, name: string): readonly string[] {
  return filesOf(folder, name)
    .flatMap(linesIn)
    .filter((line) => !line.startsWith('{"llo.'))
    .map((line) => splitLine(line)?.json ?? line);
}
