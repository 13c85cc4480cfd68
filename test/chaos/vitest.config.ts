/** For `npm run chaos`, which takes minutes: the whole table, which is no part of `npm test`. */
import { defineConfig } from 'vitest/config';
import everything from '../../vitest.config.ts';

const { projects: _, ...options } = everything.test ?? {};

export default defineConfig({
  resolve: everything.resolve ?? {},
  test: {
    ...options,
    include: ['test/chaos/whole-table.ts'],
    globalSetup: ['test/support/compiled.ts', 'test/support/shared-partners.ts'],
    disableConsoleIntercept: true,
  },
});
