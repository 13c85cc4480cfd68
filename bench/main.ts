/**
 * `npm run bench -- gateway [--quick] [--rounds N] [--scenario NAME] [--only NAME] [--json FILE]`
 * `npm run bench -- trust [--quick] [--rounds N] [--people N] [--json FILE]`
 * `npm run bench -- domain [--quick] [--rounds N] [--scale N] [--delay MS] [--question ID] [--json FILE]`
 */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../core/config/project-root.ts';
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
    scale: { type: 'string', multiple: true },
    delay: { type: 'string', multiple: true },
    question: { type: 'string', multiple: true },
    people: { type: 'string', multiple: true },
    json: { type: 'string' },
  },
});

/** Without repeats under our flags, to stay under 90 seconds. */
const FEW = [
  'vakgraaf',
  'apollo-gateway',
  'apollo-undici',
  'hive-gateway',
  'floor',
  'floor-nostringify',
];

const KINDS: Readonly<Record<string, () => Promise<readonly object[]>>> = {
  gateway: async () => {
    const everyone = CONTENDERS.map(({ name }) => name);
    const rows = await benchGateway({
      isQuick: values.quick,
      rounds: Number(values.rounds ?? (values.quick ? 2 : 3)),
      scenarios:
        values.scenario ?? (values.quick ? ['benchmark-query'] : SCENARIOS.map(({ name }) => name)),
      contenders: values.only ?? (values.quick ? FEW : everyone),
    });
    console.log(
      '\nCPU time of the gateway process; sharing calls across requests off on all sides.',
    );
    return rows;
  },
  domain: async () => {
    const { benchDomain } = await import('./domain/domain.ts');
    const { domainRows, printDomain } = await import('./domain/domain-report.ts');
    const { QUESTION_IDS } = await import('./domain/questions.ts');
    const result = await benchDomain({
      rounds: Number(values.rounds ?? (values.quick ? 1 : 3)),
      scales: (values.scale ?? (values.quick ? ['1'] : ['1', '100'])).map(Number),
      delaysMs: (values.delay ?? (values.quick ? ['0'] : ['0', '20', '200'])).map(Number),
      operations: values.question ?? QUESTION_IDS,
      durationS: 2,
      warmupMsMax: values.quick ? 2_000 : 6_000,
    });
    const rows = domainRows(result);
    printDomain(rows, result.refused);
    if (result.refused.length > 0) process.exitCode = 1;
    return rows;
  },
  trust: async () => {
    const { benchTrust } = await import('./trust/trust.ts');
    const { printTrust, trustRows } = await import('./trust/trust-report.ts');
    const measured = await benchTrust({
      rounds: Number(values.rounds ?? (values.quick ? 1 : 5)),
      people: (values.people ?? (values.quick ? ['20'] : ['1', '20', '100'])).map(Number),
      durationS: values.quick ? 1 : 2,
      warmupMsMax: values.quick ? 3_000 : 12_000,
    });
    const rows = trustRows(measured);
    printTrust(rows);
    return rows;
  },
};

const kind = KINDS[positionals[0] ?? 'gateway'];
if (kind === undefined) {
  const known = Object.keys(KINDS).map((name) => `"${name}"`);
  throw new Error(`Cannot measure "${positionals[0]}": there is ${known.join(', ')}`);
}
if (!existsSync(join(projectRoot(), 'bench', 'node_modules'))) {
  throw new Error('Install the opponents first: npm --prefix bench ci');
}

// What is measured is what starts for real: tsc's output, in a folder that nothing else writes to.
const compilation = ['tsc', '-p', 'tsconfig.build.json', '--outDir', '.cache/bench'];
spawnSync('npx', [...compilation, '--incremental', 'false', '--tsBuildInfoFile', 'null'], {
  cwd: projectRoot(),
  stdio: 'ignore',
});

const rows = await kind();
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
