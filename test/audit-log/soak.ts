/** `npm run soak -- kill [--rounds N]`: SIGKILL under load, 50 times by default, and a comparison of the logs. */
import { parseArgs } from 'node:util';
import { killRounds } from './kill-rounds.ts';

const USAGE = 'npm run soak -- kill [--rounds N]';

async function kill(rounds: number): Promise<boolean> {
  const outcome = await killRounds(rounds, (text) => console.log(text));
  const { kills, responses, people, peopleWithoutLines, damages } = outcome;
  console.log(`
${kills.length} processes killed; ${responses} responses with ${people} people reached a client
${peopleWithoutLines.length} people without a line; ${damages.length} damaged files or lines`);
  for (const one of peopleWithoutLines.slice(0, 20)) console.log(`  ${one}`);
  for (const { file, line, what } of damages) console.log(`  ${file} ${line ?? ''} ${what}`);
  return peopleWithoutLines.length + damages.length === 0;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '50' } },
});
const rounds = Number(values.rounds);
const isKill = positionals[0] === 'kill' && Number.isInteger(rounds) && rounds >= 1;
if (!isKill) {
  console.error(USAGE);
  process.exit(2);
}
process.exit((await kill(Math.min(rounds, 1_000))) ? 0 : 1);
