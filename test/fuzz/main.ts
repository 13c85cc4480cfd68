/** `npm run fuzz -- [--runs N] [--seed S]`: the fuzzers of `npm test` with more inputs. */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
console.log(`${values.runs} runs, seed ${values.seed}`);
const { status } = spawnSync(
  'node_modules/.bin/vitest',
  ['run', '--project', 'parts', 'test/fuzz'],
  {
    stdio: 'inherit',
    env: { ...process.env, FUZZ_RUNS: values.runs, FUZZ_SEED: values.seed },
  },
);
process.exitCode = status ?? 1;
