/** Starts the demo with stand-ins for its parts; PORT and options as `npm start` takes them. */
import { parseArguments } from '../../../core/config/settings.ts';
import { runDemo } from '../../../mocks/start/demo.ts';
import { demoOptions, demoSettings } from '../../../mocks/start/options.ts';
import { createSurroundings } from '../../../mocks/start/surroundings.ts';

const [port = '', ...args] = process.argv.slice(2);
const options = demoOptions(parseArguments(demoSettings, ['--port', port, ...args]));
const places = { code: import.meta.dirname, root: import.meta.dirname, extension: '.js' } as const;
// The parts are plain JavaScript: they do without the loader that this file needs.
process.execArgv = [];
const isUnderNpm = process.env['npm_lifecycle_event']?.startsWith('stand-in') === true;
process.exitCode = await runDemo(options, createSurroundings(places, isUnderNpm));
// As the real start does: an open channel to whoever started the demo would keep this process alive.
if (process.connected) process.disconnect();
