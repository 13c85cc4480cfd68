/** `npm start`: the whole demo on this machine. Reads the surroundings; the rest is in start/. */
import { dirname, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '../core/config/project-root.ts';
import { parseOptions, USAGE } from './start/options.ts';
import type { DemoOptions } from './start/options.ts';
import type { Places } from './start/process-plans.ts';
import { createSurroundings } from './start/surroundings.ts';
import { nodeTooOldText } from './start/welcome.ts';

function isNodeSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number);
  return major < 25 && (major > 20 || (major === 20 && minor >= 20));
}

function readOptions(): DemoOptions | 'help' {
  if (!isNodeSupported(process.version)) throw new Error(nodeTooOldText(process.version));
  return parseOptions(process.argv.slice(2), process.env['PORT']);
}

/** The other parts run as this one does: compiled, or as the source stands. */
function ownPlaces(): Places {
  const self = fileURLToPath(import.meta.url);
  return {
    code: dirname(dirname(self)),
    root: projectRoot(),
    extension: extname(self) === '.ts' ? '.ts' : '.js',
  };
}

async function start(): Promise<number> {
  const options = readOptions();
  if (options === 'help') {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  // Loaded only now: an old Node gets its sentence before anything it cannot read.
  const { runDemo } = await import('./start/demo.ts');
  return runDemo(
    options,
    createSurroundings(ownPlaces(), process.env['npm_lifecycle_event'] !== undefined),
  );
}

try {
  process.exitCode = await start();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
// An open channel to whoever started the demo would keep this process alive.
if (process.connected) process.disconnect();
