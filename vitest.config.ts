import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

/** Vite would give us the ES module build of graphql, beside the CommonJS one that Apollo takes. */
const GRAPHQL = createRequire(import.meta.url).resolve('graphql');

/** Tests that look at all threads or all memory of their process, so no other file may share it. */
const ALONE = ['test/gateway/reload-leftovers.test.ts'];

/** Tests that stand on the partner systems of the demo, started once for them all. */
const SHARING = ['test/journeys/**/*.test.ts', 'test/house/stack.test.ts'];

export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: GRAPHQL }] },
  test: {
    // Processes, not threads: tests change signals, ports and WebAssembly memory of their own.
    pool: 'forks',
    maxWorkers: 2,
    // Few processes run all files in turn: what they import is loaded once in each, not two hundred times.
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
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: ALONE, isolate: true },
      },
      {
        // Only these wait for the partner systems of the demo, which they share.
        extends: true,
        test: {
          name: 'journeys',
          include: SHARING,
          globalSetup: ['test/support/shared-partners.ts'],
        },
      },
    ],
  },
});
