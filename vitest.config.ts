import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Processes, not threads: tests change signals, ports and WebAssembly memory of their own.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 15_000,
    hookTimeout: 60_000,
    env: { APOLLO_TELEMETRY_DISABLED: '1' },
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: ['test/journeys/**'],
        },
      },
      {
        // Only these wait for the partner systems of the demo, which they share.
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          globalSetup: ['test/support/shared-partners.ts'],
        },
      },
    ],
  },
});
