import { Argument, Command } from 'commander';
import { z } from 'zod';

/** The settings and configuration files that have a schema, by name; loaded when one is printed. */
const SCHEMAS: Readonly<Record<string, () => Promise<z.ZodType>>> = {
  gateway: async () => (await import('../../gateway/settings/settings.ts')).gatewaySettings,
  standalone: async () => (await import('../../gateway/settings/settings.ts')).standaloneSettings,
  subgraph: async () => (await import('../../subgraphs/settings.ts')).subgraphSettings,
};

const schemaCommand = new Command('schema')
  .description('Print a JSON Schema: the name, type, default and meaning of each setting')
  .addArgument(new Argument('<PROCESS>', 'whose settings').choices(Object.keys(SCHEMAS)))
  .action(async (name: string) => {
    const schema = await SCHEMAS[name]?.();
    if (schema !== undefined)
      console.log(JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2));
  });

export const configCommand = new Command('config')
  .description('Describe the configuration')
  .addCommand(schemaCommand);
