/**
 * `npm test`: quick checks first, and then the tests; stops at the first check that fails. Arguments are passed
 * to vitest. The last line counts the tests.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countTests } from './support/count-tests.ts';
import { quickTests } from './support/quick-tests.ts';

interface Step {
  readonly title: string;
  readonly command: readonly string[];
  /** Part of `--fast`. */
  readonly isQuick?: boolean;
}

const STEPS: readonly Step[] = [
  { title: 'types', command: ['tsc', '--noEmit', '-p', 'tsconfig.json'], isQuick: true },
  {
    title: 'types of the explorer',
    command: ['tsc', '--noEmit', '-p', 'explorer/tsconfig.json'],
    isQuick: true,
  },
  {
    title: 'types of the dashboard',
    command: ['tsc', '--noEmit', '-p', 'dashboard/tsconfig.json'],
    isQuick: true,
  },
  { title: 'lint', command: ['oxlint', '--deny-warnings'], isQuick: true },
  { title: 'no dead exports, files or dependencies', command: ['knip'] },
  {
    title: 'format',
    command: [
      'prettier',
      '--check',
      '--cache',
      '--cache-location',
      '.cache/prettier',
      '--log-level',
      'warn',
      '.',
    ],
  },
  { title: 'supergraph is current', command: ['tsx', 'cli/main.ts', 'compose', '--check'] },
  { title: 'generated types are current', command: ['tsx', 'cli/main.ts', 'types', '--check'] },
];

/** Most checks use one processor, and the machine of the continuous integration has two. */
const CHECKS_AT_ONCE = 2;

/** Runs all checks; after the first that fails no other begins. */
async function runSteps(steps: readonly Step[]): Promise<boolean> {
  const waiting = [...steps];
  let hasPassed = true;
  const runInTurn = async () => {
    for (let step = waiting.shift(); step && hasPassed; step = waiting.shift()) {
      hasPassed = (await runStep(step)) && hasPassed;
    }
  };
  await Promise.all(Array.from({ length: CHECKS_AT_ONCE }, runInTurn));
  return hasPassed;
}

async function runStep({ title, command }: Step): Promise<boolean> {
  const startedAt = Date.now();
  const [tool = '', ...args] = command;
  const child = spawn(join('node_modules/.bin', tool), args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  const status = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      printed += error.message;
      resolve(null);
    });
    child.once('close', resolve);
  });
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`${status === 0 ? '✓' : '✗'} ${title} (${seconds} s)`);
  if (status !== 0) console.log(printed);
  return status === 0;
}

function runTests(args: readonly string[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-tests-'));
  const resultFile = join(folder, 'result.json');
  const { status } = spawnSync(
    'node_modules/.bin/vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${resultFile}`, ...args],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const count = countTests(readResult(resultFile));
  rmSync(folder, { recursive: true });
  if (count === null) {
    console.log('Cannot read how many tests ran');
    return 1;
  }
  console.log(count.line);
  return status === 0 && count.failed === 0 ? 0 : 1;
}

function readResult(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** `--fast` checks types and lint and runs the tests that are quick, in about a minute. */
const FAST = '--fast';
const given = process.argv.slice(2);
const isFast = given.includes(FAST);
const rest = given.filter((argument) => argument !== FAST);

const steps = isFast ? STEPS.filter(({ isQuick }) => isQuick) : STEPS;
const hasPassed = await runSteps(steps);
const files = isFast ? ['--project', 'parts', ...quickTests(process.cwd())] : [];
process.exitCode = hasPassed ? runTests([...files, ...rest]) : 1;
