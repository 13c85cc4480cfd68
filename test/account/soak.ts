/**
 * `npm run soak -- kill [--rounds N]`: fifty times kill -9 under load, and a comparison.
 * `npm run soak -- cost`: what the account costs a question.
 */
import { parseArgs } from 'node:util';
import { measureCost } from './cost.ts';
import { killRounds } from './kill-rounds.ts';

const USAGE = 'npm run soak -- kill [--rounds N] | cost';
const QUESTIONS = 200;

async function kill(rounds: number): Promise<boolean> {
  const outcome = await killRounds(rounds, (text) => console.log(text));
  const { kills, answers, people, unaccounted, damages } = outcome;
  console.log(`
${kills.length} processes killed; ${answers} answers about ${people} people reached a client
${unaccounted.length} people without a line; ${damages.length} damages in the logs`);
  for (const one of unaccounted.slice(0, 20)) console.log(`  ${one}`);
  for (const { file, line, what } of damages) console.log(`  ${file} ${line ?? ''} ${what}`);
  return unaccounted.length + damages.length === 0;
}

async function cost(): Promise<boolean> {
  console.log('people   without: cpu / wait    with: cpu / wait    the account: cpu / wait');
  for (const people of [1, 20, 100]) {
    const { without, with: kept } = await measureCost(people, QUESTIONS);
    const pairs = [
      [without.cpuMs, without.waitMs],
      [kept.cpuMs, kept.waitMs],
      [kept.cpuMs - without.cpuMs, kept.waitMs - without.waitMs],
    ] as const;
    const cells = pairs.map(([cpu, wait]) => `${cpu.toFixed(2)} / ${wait.toFixed(2)} ms`);
    console.log(`${String(people).padEnd(8)} ${cells.map((cell) => cell.padEnd(20)).join('  ')}`);
  }
  return true;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '50' } },
});
const rounds = Number(values.rounds);
const isKill = positionals[0] === 'kill' && Number.isInteger(rounds) && rounds >= 1;
if (!isKill && positionals[0] !== 'cost') {
  console.error(USAGE);
  process.exit(2);
}
process.exit((await (isKill ? kill(Math.min(rounds, 1_000)) : cost())) ? 0 : 1);
