/** What a benchmark prints, and the page with the newest of each: `bench/RESULTS.md`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../core/config/project-root.ts';

const printed: string[] = [];

/** Prints a line of the result on the terminal; `writeResults` writes it into the page. */
export function print(text: string): void {
  console.log(text);
  printed.push(text.replaceAll(/ +$/gm, ''));
}

const FILE = join(projectRoot(), 'bench/RESULTS.md');
const HEAD = `# Results of the benchmarks

Written by \`npm run bench -- NAME --results\`, of which each replaces its own part. What is measured, and how, is in
[README.md](README.md). Machines differ: compare ratios within one table, and not figures of two tables.
`;
const PACKAGES = [
  '@apollo/server',
  '@apollo/gateway',
  '@graphql-hive/gateway-runtime',
  '@graphql-hive/router-runtime',
  'graphql',
  'undici',
];

/** Replaces the part of one benchmark, which was started with these arguments, by what it printed. */
export function writeResults(name: string, given: readonly string[]): void {
  const before = existsSync(FILE) ? readFileSync(FILE, 'utf8') : HEAD;
  const parts = new Map(
    before
      .split(/^## /m)
      .slice(1)
      .map((part) => [part.slice(0, part.indexOf('\n')), part.trimEnd()]),
  );
  const command = `npm run bench -- ${given.join(' ')}`.replaceAll(/ --results| --json \S+/g, '');
  const facts = [
    `\`${withoutFolders(command)}\`, ${new Date().toISOString().slice(0, 10)}`,
    `${cpus()[0]?.model ?? 'processor'}, ${cpus().length} processors, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    `${type()} ${release().split('-', 1)[0]}, Node.js ${process.version}`,
    ...(name === 'gateway' ? [PACKAGES.map(withVersion).join(', ')] : []),
  ];
  const text = `${name}\n\n${facts.map((fact) => `- ${fact}`).join('\n')}\n\n\`\`\`\n${printed.join('\n').trim()}\n\`\`\``;
  parts.set(name, text);
  const sorted = [...parts].toSorted(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(FILE, `${HEAD}\n${sorted.map(([, part]) => `## ${part}\n`).join('\n')}`);
}

/** The page names no folder of a machine. */
function withoutFolders(command: string): string {
  return command.replaceAll(/(?<=[= ])\/\S*\//g, '');
}

function withVersion(name: string): string {
  const file = join(projectRoot(), 'node_modules', name, 'package.json');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a package's own file
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string };
  return `${name} ${version}`;
}
