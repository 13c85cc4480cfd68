/** One copy of graphql for us and for Apollo's CommonJS: Vite would give us the ES module build. */
import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

const require = createRequire(import.meta.url);

// oxlint-disable-next-line import/no-default-export -- Vitest asks for one
export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: require.resolve('graphql') }] },
});
