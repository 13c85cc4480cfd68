import { Command } from 'commander';
import { environmentVariable } from '../../core/config/environment.ts';
import { parseSettings } from '../../core/config/settings.ts';
import { demoSettings } from '../../mocks/start/options.ts';
import { addSettingOptions } from './setting-options.ts';

export const demoCommand = addSettingOptions(
  new Command('demo').description('Start gateway, subgraphs and invented partner systems here'),
  demoSettings,
)
  .addHelpText('after', '\nPORT=N in the environment does the same as --port N')
  .action(async (values: Record<string, unknown>) => {
    const port = environmentVariable('PORT');
    const { startDemo } = await import('../../mocks/start.ts');
    process.exitCode = await startDemo(
      parseSettings(demoSettings, { ...(port !== undefined && { port }), ...values }),
      environmentVariable('npm_lifecycle_event') !== undefined,
    );
  });
