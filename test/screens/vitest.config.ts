/** For `npm run screens`: every case, the weight and time of each page, and the pictures of the README. */
import { defineConfig } from 'vitest/config';
import everything from '../../vitest.config.ts';

const { projects: _, ...options } = everything.test ?? {};

export default defineConfig({
  resolve: everything.resolve ?? {},
  test: {
    ...options,
    include: ['test/screens/whole-matrix.ts', 'test/screens/{first-view,pictures}.ts'],
    globalSetup: ['test/support/compiled.ts', 'test/support/shared-partners.ts'],
    // The cases use a browser and four gateways; another file beside them makes first views slow.
    fileParallelism: false,
    testTimeout: 180_000,
    disableConsoleIntercept: true,
  },
});
