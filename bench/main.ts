/** `npm run bench -- gateway [--quick] [--rounds N] [--scenario NAME] [--only NAME] [--json FILE]` */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../schema/project-root.ts';
import { benchGateway } from './gateway.ts';
import { CONTENDERS } from './gateways.ts';
import { SCENARIOS } from './scenarios.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    scenario: { type: 'string', multiple: true },
    only: { type: 'string', multiple: true },
    json: { type: 'string' },
  },
});

const kind = positionals[0] ?? 'gateway';
if (kind !== 'gateway') throw new Error(`Cannot measure "${kind}": there is "gateway"`);
if (!existsSync(join(projectRoot(), 'bench', 'node_modules'))) {
  throw new Error('Install the opponents first: npm --prefix bench ci');
}

// What is measured is what starts for real: tsc's output, in a folder that nothing else writes to.
const compilation = ['tsc', '-p', 'tsconfig.build.json', '--outDir', '.cache/bench'];
spawnSync('npx', [...compilation, '--incremental', 'false', '--tsBuildInfoFile', 'null'], {
  cwd: projectRoot(),
  stdio: 'ignore',
});

const everyone = CONTENDERS.map(({ name }) => name);
/** Without repeats under our flags, to stay under 90 seconds. */
const few = [
  'vakgraaf',
  'apollo-gateway',
  'apollo-undici',
  'hive-gateway',
  'floor',
  'floor-nostringify',
];
const rows = await benchGateway({
  isQuick: values.quick,
  rounds: Number(values.rounds ?? (values.quick ? 2 : 3)),
  scenarios:
    values.scenario ?? (values.quick ? ['benchmark-query'] : SCENARIOS.map(({ name }) => name)),
  contenders: values.only ?? (values.quick ? few : everyone),
});
console.log('\nCPU time of the gateway process; sharing calls across requests off on all sides.');
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
