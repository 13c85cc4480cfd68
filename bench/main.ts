/**
 * `npm run bench -- gateway [--quick] [--rounds N] [--scenario NAME] [--only NAME] [--rival NAME=PATH] [--json FILE]`
 * `npm run bench -- security [--quick] [--rounds N] [--people N] [--json FILE]`, or `trust`
 * `npm run bench -- new-operations [--quick] [--json FILE]`
 * `npm run bench -- cost [--quick] [--json FILE]`
 * `npm run bench -- domain [--quick] [--rounds N] [--scale N] [--delay MS] [--operation ID] [--json FILE]`
 * `npm run bench -- release [--quick] [--people N] [--vouchers N] [--seconds N] [--json FILE]`
 * `npm run bench -- start [--rounds N] [--json FILE]`
 *
 * `--results` writes what was printed into `bench/RESULTS.md`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../core/config/project-root.ts';
import { benchGateway } from './gateway.ts';
import { CONTENDERS } from './gateways.ts';
import { print, writeResults } from './results.ts';
import { SCENARIOS } from './scenarios.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    scenario: { type: 'string', multiple: true },
    only: { type: 'string', multiple: true },
    rival: { type: 'string', multiple: true, default: [] },
    scale: { type: 'string', multiple: true },
    delay: { type: 'string', multiple: true },
    operation: { type: 'string', multiple: true },
    people: { type: 'string', multiple: true },
    vouchers: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '120' },
    json: { type: 'string' },
    results: { type: 'boolean', default: false },
  },
});

/** Without the variants with flags, to stay under 90 seconds. */
const QUICK_CONTENDERS = [
  'vakgraaf',
  'apollo-gateway',
  'apollo-vakgraaf',
  'apollo-undici',
  'hive-gateway',
  'floor',
  'floor-nostringify',
];

const BENCHMARKS: Readonly<Record<string, () => Promise<readonly object[]>>> = {
  gateway: async () => {
    const allContenders = CONTENDERS.map(({ name }) => name);
    const rows = await benchGateway({
      isQuick: values.quick,
      rounds: Number(values.rounds ?? (values.quick ? 2 : 3)),
      scenarios:
        values.scenario ?? (values.quick ? ['benchmark-query'] : SCENARIOS.map(({ name }) => name)),
      contenders: values.only ?? (values.quick ? QUICK_CONTENDERS : allContenders),
      rivals: new Map(values.rival.map(pairOf)),
    });
    print('\nCPU time of the gateway process; sharing calls between requests is off for all.');
    return rows;
  },
  domain: async () => {
    const { benchDomain } = await import('./domain/domain.ts');
    const { domainRows, printDomain } = await import('./domain/domain-report.ts');
    const { OPERATION_IDS } = await import('./domain/operations.ts');
    const result = await benchDomain({
      rounds: Number(values.rounds ?? (values.quick ? 1 : 3)),
      scales: (values.scale ?? (values.quick ? ['1'] : ['1', '100'])).map(Number),
      delaysMs: (values.delay ?? (values.quick ? ['0'] : ['0', '20', '200'])).map(Number),
      operations: values.operation ?? OPERATION_IDS,
      durationS: 2,
      warmupMsMax: values.quick ? 2_000 : 6_000,
    });
    const rows = domainRows(result);
    printDomain(rows, result.skipped);
    if (result.skipped.length > 0) process.exitCode = 1;
    return rows;
  },
  'new-operations': async () => {
    const { benchNewOperations } = await import('./new-operations/new-operations.ts');
    return await benchNewOperations({
      documents: values.quick ? 100 : 500,
      clients: 10,
      quietS: values.quick ? 3 : 10,
    });
  },
  cost: async () => {
    const { benchCost, printCost } = await import('./cost.ts');
    const rows = await benchCost({ generated: 200, requests: values.quick ? 5 : 25 });
    printCost(rows);
    return rows;
  },
  security: async () => {
    const { benchSecurity } = await import('./security/security-cost.ts');
    const { printSecurity, securityRows } = await import('./security/security-report.ts');
    const measured = await benchSecurity({
      rounds: Number(values.rounds ?? (values.quick ? 1 : 5)),
      people: (values.people ?? (values.quick ? ['20'] : ['1', '20', '100'])).map(Number),
      durationS: values.quick ? 1 : 2,
      warmupMsMax: values.quick ? 3_000 : 12_000,
    });
    const rows = securityRows(measured);
    printSecurity(rows);
    return rows;
  },
  start: async () => {
    const { benchStart } = await import('./start.ts');
    return await benchStart(Number(values.rounds ?? 3));
  },
  release: async () => {
    const { benchRelease } = await import('./release/release.ts');
    const { printReleases } = await import('./release/release-report.ts');
    const people = values.people ?? (values.quick ? ['3000'] : ['10000', '100000']);
    const vouchers = Number(values.vouchers);
    const rows = await benchRelease({
      sizes: people.map((one) => ({ people: Number(one), vouchers })),
      protectSeconds: Number(values.seconds),
    });
    printReleases(rows);
    return rows;
  },
};

function pairOf(text: string): readonly [name: string, path: string] {
  const at = text.indexOf('=');
  if (at < 1) throw new Error(`Cannot read --rival ${text}: expected NAME=PATH`);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** Trust is what security costs. */
const NAMES: Readonly<Record<string, string>> = { trust: 'security' };
const chosen = positionals[0] ?? 'gateway';
const benchmark = BENCHMARKS[NAMES[chosen] ?? chosen];
if (benchmark === undefined) {
  const known = Object.keys(BENCHMARKS).map((name) => `"${name}"`);
  throw new Error(`Cannot measure "${positionals[0]}": expected one of ${known.join(', ')}`);
}
if (!existsSync(join(projectRoot(), 'bench', 'node_modules'))) {
  throw new Error('Install the other gateways first: npm --prefix bench ci');
}

// Measures the compiled code, as in production, in a folder of its own.
const compilation = ['tsc', '-p', 'bench/tsconfig.json'];
spawnSync('npx', [...compilation, '--incremental', 'false', '--tsBuildInfoFile', 'null'], {
  cwd: projectRoot(),
  stdio: 'ignore',
});

const rows = await benchmark();
if (values.results) writeResults(NAMES[chosen] ?? chosen, process.argv.slice(2));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
