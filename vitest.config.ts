import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

/** Vite would load the ES module build of graphql, besides the CommonJS build that Apollo loads. */
const GRAPHQL = createRequire(import.meta.url).resolve('graphql');

/** Tests that count the threads or the memory of their process, so no other file may run in it. */
const ALONE = ['test/gateway/reload-leftovers.test.ts'];

/** Tests that use the partner systems of the demo, which are started once for all of them. */
const SHARING = [
  'test/journeys/**/*.test.ts',
  'test/chaos/**/*.test.ts',
  'test/hostile/**/*.test.ts',
  'test/demo/stack.test.ts',
  'test/deploy/production-layout.test.ts',
];

/** Tests start the compiled processes. */
const COMPILE = ['test/support/compiled.ts'];

export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: GRAPHQL }] },
  test: {
    // Processes and not threads, because tests change signals and WebAssembly memory.
    pool: 'forks',
    // Twice the processors of the continuous integration, because tests wait for other processes half of their time.
    maxWorkers: 4,
    // Two processes run all files in turn, so that each loads an imported module once.
    isolate: false,
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
          globalSetup: COMPILE,
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: ALONE, isolate: true },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: SHARING,
          globalSetup: [...COMPILE, 'test/support/shared-partners.ts'],
        },
      },
    ],
  },
});
