/**
 * Starts the demo with fake processes: `start.js PORT [options of the demo]`. Plain JavaScript over compiled modules,
 * because a loader would take longer than all the rest.
 */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { load } from './load-compiled.js';

const { parseArguments } = await load('core/config/settings');
const { runDemo } = await load('mocks/start/demo');
const { demoOptions, demoSettings } = await load('mocks/start/options');
const { createEnvironment } = await load('mocks/start/environment');

const [port = '', ...args] = process.argv.slice(2);
const options = demoOptions(parseArguments(demoSettings, ['--port', port, ...args]));
// The configuration of the demo is written below it.
const root = fileURLToPath(new URL('../../../.cache/fake-demo', import.meta.url));
const location = { code: import.meta.dirname, root, extension: '.js' };
const isUnderNpm = process.env['npm_lifecycle_event']?.startsWith('fake-demo') === true;
process.exitCode = await runDemo(options, createEnvironment(location, isUnderNpm));
// As in cli/main.ts: an open channel to the parent process would keep this process alive.
if (process.connected) process.disconnect();
