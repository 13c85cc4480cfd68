/** `npm run soak -- kill [--rounds N]`: fifty times kill -9 under load, and a comparison. */
import { parseArgs } from 'node:util';
import { killRounds } from './kill-rounds.ts';

const USAGE = 'npm run soak -- kill [--rounds N]';
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '50' } },
});
const rounds = Number(values.rounds);
if (positionals[0] !== 'kill' || !Number.isInteger(rounds) || rounds < 1 || rounds > 1_000) {
  console.error(USAGE);
  process.exit(2);
}
const outcome = await killRounds(rounds, (text) => console.log(text));
console.log(`
${outcome.kills.length} processes killed; ${outcome.answers} answers about ${outcome.people} people reached a client
${outcome.unaccounted.length} people without a line; ${outcome.damages.length} damages in the logs`);
for (const one of outcome.unaccounted.slice(0, 20)) console.log(`  ${one}`);
for (const { file, line, what } of outcome.damages) console.log(`  ${file} ${line ?? ''} ${what}`);
process.exit(outcome.unaccounted.length + outcome.damages.length === 0 ? 0 : 1);
