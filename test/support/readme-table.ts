import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES } from '../../core/errors/error-codes.ts';
import { projectRoot } from '../../core/config/project-root.ts';

const README = join(projectRoot(), 'README.md');
const BETWEEN = /(<!-- error codes: begin[^\n]*-->\n)([\s\S]*?)(<!-- error codes: end -->)/;

/** The README's table of error codes, generated from `ERROR_CODES`. */
export function errorTable(): string {
  const rows = Object.entries(ERROR_CODES).map(([code, means]) => [`\`${code}\``, means] as const);
  const lines = [['code', 'what it means, and what to do'] as const, ...rows];
  const widths = [0, 1].map((column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  );
  const asRow = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = asRow(widths.map((width) => '-'.repeat(width)));
  const [head, ...body] = lines.map(asRow);
  return `\n${[head, rule, ...body].join('\n')}\n\n`;
}

/** The table that is now in the README. */
export function readErrorTable(): string {
  return BETWEEN.exec(readFileSync(README, 'utf8'))?.[2] ?? '';
}

/** `npx tsx test/support/readme-table.ts` writes the generated table to the README. */
function writeErrorTable(): void {
  const text = readFileSync(README, 'utf8');
  writeFileSync(
    README,
    text.replace(BETWEEN, (_, begin, __, end) => `${begin}${errorTable()}${end}`),
  );
}

if (process.argv[1]?.endsWith('readme-table.ts')) writeErrorTable();
