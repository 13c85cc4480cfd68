/** Starts the demo with the settings of another folder: `start-demo.ts FOLDER [options of the demo]`. */
import { join } from 'node:path';
import { projectRoot } from '../../core/config/project-root.ts';
import { parseArguments } from '../../core/config/settings.ts';
import { runDemo } from '../../mocks/start/demo.ts';
import { createEnvironment } from '../../mocks/start/environment.ts';
import { demoOptions, demoSettings } from '../../mocks/start/options.ts';

const [root = '', ...args] = process.argv.slice(2);
// Compiles sources that changed, as the command does.
await import(join(projectRoot(), 'compile.mjs'));
const location = { code: join(projectRoot(), 'dist'), root, extension: '.js' } as const;
// The compiled processes need no loader.
process.execArgv = [];
const options = demoOptions(parseArguments(demoSettings, args));
process.exitCode = await runDemo(options, createEnvironment(location));
if (process.connected) process.disconnect();
