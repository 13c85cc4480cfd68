import { createRequire } from 'node:module';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { quickTests } from './test/support/quick-tests.ts';

const ROOT = import.meta.dirname;

/** Vite would load the ES module build of graphql, besides the CommonJS build that Apollo loads. */
const GRAPHQL = createRequire(import.meta.url).resolve('graphql');

/** Threads run compiled modules, as processes do. */
const THREADS = {
  find: /^.*\/core\/threads\/start-thread\.ts$/,
  replacement: join(ROOT, 'test/support/compiled-threads.ts'),
};

/** Tests that count the threads or the memory of their process, so no other file may run in it. */
const ALONE = ['test/gateway/reload-leftovers.test.ts'];

/** Tests that use the partner systems of the demo, which are started once for all of them. */
const SHARING = [
  'test/journeys/**/*.test.ts',
  'test/chaos/**/*.test.ts',
  'test/hostile/**/*.test.ts',
  'test/screens/**/*.test.ts',
  'test/demo/stack.test.ts',
  'test/deploy/production-layout.test.ts',
];

/**
 * Quick files come last, so that all processes end at about the same moment: without times of an earlier run the order is
 * that of the size, and short files that start processes would come last.
 */
class QuickLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const quick = new Set(quickTests(ROOT).map((file) => join(ROOT, file)));
    // oxlint-disable-next-line unicorn/no-array-sort -- the method of a sequencer, not of an array
    const sorted = await super.sort(files);
    // Projects stay together, because a process runs the files of one.
    const projects = [...new Set(sorted.map(({ project }) => project))];
    return projects.flatMap((project) => {
      const own = sorted.filter((one) => one.project === project);
      const isQuick = ({ moduleId }: TestSpecification) => quick.has(moduleId);
      return [...own.filter((one) => !isQuick(one)), ...own.filter(isQuick)];
    });
  }
}

/**
 * Most code runs a few times in a test, so the optimizing compiler of V8 waits eight times as long as it does by default:
 * Node.js 20 counts bytes of executed bytecode, later versions count calls. The heap starts larger, so that it is collected
 * less often.
 */
const SHORT_RUN = [
  process.versions.node.startsWith('20.')
    ? '--interrupt-budget=540672'
    : '--invocation-count-for-turbofan=24000',
  '--min-semi-space-size=16',
  '--max-semi-space-size=32',
  '--initial-old-space-size=300',
];

/** Tests start compiled processes and threads. */
const COMPILE = ['test/support/compiled.ts'];

export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: GRAPHQL }, THREADS] },
  test: {
    // Processes and not threads, because tests change signals and WebAssembly memory.
    pool: 'forks',
    // Twice the processors of the continuous integration, because tests wait for other processes half of their time.
    maxWorkers: 4,
    // Two pages of one browser: while one waits for the gateway the other is looked at.
    maxConcurrency: 2,
    // Two processes run all files in turn, so that each loads an imported module once.
    isolate: false,
    sequence: { sequencer: QuickLast },
    testTimeout: 60_000,
    hookTimeout: 180_000,
    // Tests wait for events; how long one takes depends on the machine.
    expect: { poll: { timeout: 10_000 } },
    env: { APOLLO_TELEMETRY_DISABLED: '1' },
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: [...SHARING, ...ALONE],
          execArgv: SHORT_RUN,
          globalSetup: COMPILE,
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: ALONE, isolate: true, globalSetup: COMPILE },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: SHARING,
          execArgv: SHORT_RUN,
          globalSetup: [...COMPILE, 'test/support/shared-partners.ts'],
        },
      },
    ],
  },
});
