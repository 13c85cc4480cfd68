/**
 * In place of the `vakgraaf` command: `gateway --config FILE`, `subgraph KIND --config FILE`, and `release`, which is in the
 * making for as long as the demo runs.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fail, runFakeProcess } from '../fake-process.js';

const [, , command, kind] = process.argv;

if (command === 'release') {
  process.on('disconnect', () => process.exit(0));
} else {
  runServer(readFileSync(process.argv.at(-1) ?? '', 'utf8'));
}

/** @param {string} config */
function runServer(config) {
  if (command === 'gateway') {
    const [, port] = /gateway:\n {2}listen:\n {4}port: (\d+)/.exec(config) ?? [];
    runFakeProcess({ port: Number(port) });
  } else if (kind === 'provinces' && config.includes('today: 1999-01-01')) {
    // Cannot start on this day.
    fail();
  } else {
    runFakeProcess({ ignoresSignals: kind === 'education' });
  }
}
