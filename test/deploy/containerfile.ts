/** Reads deploy/Containerfile, as far as the tests need it. */
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../core/config/project-root.ts';
import { installedWith, readLock } from '../project/dependency-graph.ts';

interface Instruction {
  readonly name: string;
  /** The text after its name, on one line. */
  readonly text: string;
}

interface Copy {
  readonly sources: readonly string[];
  readonly destination: string;
}

const WORK_FOLDER = '/build/';

/** The instructions of each stage; those before the first are a stage of their own. */
function readStages(): readonly (readonly Instruction[])[] {
  const text = readFileSync(join(projectRoot(), 'deploy/Containerfile'), 'utf8');
  const lines = text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const stages: Instruction[][] = [[]];
  for (const line of lines) {
    const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (name === 'FROM') stages.push([]);
    stages.at(-1)?.push({ name, text: rest });
  }
  return stages;
}

export const stages = readStages();
const last = stages.at(-1) ?? [];

/** The text of an instruction of the image itself, which it has once. */
export function instruction(name: string): string {
  const found = last.filter((one) => one.name === name);
  if (found.length !== 1) throw new Error(`The Containerfile has ${found.length} ${name}`);
  return found[0]?.text ?? '';
}

/** The value of an instruction in JSON, such as ENTRYPOINT. */
export function jsonInstruction(name: string): readonly string[] {
  const text = instruction(name).replace(/^[^[]*/, '');
  return z.array(z.string()).parse(JSON.parse(text));
}

/** The folders after `--workspace=` of the production install. */
export function installedWorkspaces(): readonly string[] {
  const install = stages.flat().find(({ text }) => text.includes('--omit=dev'))?.text ?? '';
  return [...install.matchAll(/--workspace=(\S+)/g)].map(([, folder = '']) => folder);
}

/** What the image takes from the build, as paths of the repository. */
export const copies: readonly Copy[] = last
  .filter(({ name }) => name === 'COPY')
  .map(({ text }) => {
    const paths = text.split(/\s+/).filter((part) => !part.startsWith('--'));
    return {
      sources: paths.slice(0, -1).map((path) => path.replace(WORK_FOLDER, '')),
      destination: paths.at(-1) ?? '',
    };
  });

/** Puts the files of the image in a folder, as the Containerfile says, and gives the path of its command. */
export function makeImage(folder: string): string {
  const root = projectRoot();
  for (const { sources, destination } of copies) {
    for (const source of sources) {
      const to = join(folder, destination, destination.endsWith('/') ? source : '');
      if (source === 'node_modules') linkPackages(folder);
      else if (source.startsWith('dist/')) linkFiles(join(root, source), to, () => true);
      else linkFiles(join(root, source), to, (name) => !/\.ts$|^node_modules$/.test(name));
    }
  }
  return join(folder, 'cli/vakgraaf.mjs');
}

/** Those that the production install brings, apart from the workspaces, which no compiled module imports by name. */
function linkPackages(folder: string): void {
  const installed = installedWith(readLock(), installedWorkspaces());
  for (const path of installed.filter((one) => /^node_modules\/(?!@vakgraaf\/)/.test(one))) {
    const from = join(projectRoot(), path);
    // Packages for other systems are in the lock file and are not installed.
    if (existsSync(from)) linkFiles(from, join(folder, path), isRead);
  }
}

/** Half of the files of packages are types, source maps and texts, which no process reads. */
const isRead = (name: string) => !/^node_modules$|\.(?:map|md|d\.[cm]?ts)$/.test(name);

/** Hard links, which take a fraction of the time of copies. */
function linkFiles(from: string, to: string, isTaken: (name: string) => boolean): void {
  if (!statSync(from).isDirectory()) return linkFile(from, to);
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from).filter(isTaken))
    linkFiles(join(from, entry), join(to, entry), isTaken);
}

function linkFile(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  try {
    linkSync(from, to);
  } catch {
    // Another file system.
    copyFileSync(from, to);
  }
}
