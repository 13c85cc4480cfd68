/**
 * Prints the help of several commands, as lines of JSON with the command, the exit code and what it printed:
 * `print-helps.mjs MODULE NAME…`. One process for all of them, because its start takes longer than all the rest.
 */
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const [module = '', ...names] = process.argv.slice(2);
const write = process.stdout.write.bind(process.stdout);
for (const name of names) {
  let printed = '';
  process.stdout.write = (text) => {
    printed += String(text);
    return true;
  };
  process.argv = [process.execPath, module, ...name.split(' '), '--help'];
  // Another address each time, so that the module runs again.
  await import(`${pathToFileURL(module).href}?${name}`);
  write(`${JSON.stringify([name, process.exitCode, printed])}\n`);
}
