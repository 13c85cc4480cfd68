import { Command } from 'commander';

const schemaCommand = new Command('schema')
  .description('Print the JSON Schema of the configuration file, for editors')
  .action(async () => {
    const { z } = await import('zod');
    const { configFile } = await import('../config/config-file.ts');
    console.log(JSON.stringify(z.toJSONSchema(configFile, { io: 'input' }), null, 2));
  });

export const configCommand = new Command('config')
  .description('Describe the configuration file')
  .addCommand(schemaCommand);
