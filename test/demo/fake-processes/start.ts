/** Starts the demo with fake processes: `start.ts PORT [options of the demo]`. */
import { parseArguments } from '../../../core/config/settings.ts';
import { runDemo } from '../../../mocks/start/demo.ts';
import { demoOptions, demoSettings } from '../../../mocks/start/options.ts';
import { createEnvironment } from '../../../mocks/start/environment.ts';

const [port = '', ...args] = process.argv.slice(2);
const options = demoOptions(parseArguments(demoSettings, ['--port', port, ...args]));
const location = {
  code: import.meta.dirname,
  root: import.meta.dirname,
  extension: '.js',
} as const;
// The fake processes are plain JavaScript and need no loader.
process.execArgv = [];
const isUnderNpm = process.env['npm_lifecycle_event']?.startsWith('fake-demo') === true;
process.exitCode = await runDemo(options, createEnvironment(location, isUnderNpm));
// As in cli/main.ts: an open channel to the parent process would keep this process alive.
if (process.connected) process.disconnect();
