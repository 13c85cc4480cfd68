// oxlint-disable-next-line import/no-unassigned-import -- must run before Apollo is imported
import '../core/federation/apollo-telemetry-off.ts';
import { existsSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { ConfigError } from '../core/config/read-config.ts';
import { EXIT } from '../core/process/exit.ts';
import { auditCommand } from './commands/audit.ts';
import { certifyCommand } from './commands/certify.ts';
import { checkCommand, partnerCommand } from './commands/check.ts';
import { configCommand } from './commands/config.ts';
import { doctorCommand } from './commands/doctor.ts';
import { planCommand } from './commands/plan.ts';
import { releaseCommand } from './commands/release.ts';
import { schemaCommand } from './commands/schema.ts';
import { gatewayCommand, subgraphCommand } from './commands/serve.ts';

/** Elsewhere there is no demo, and nothing to generate. */
const isCheckout = existsSync(new URL('../mocks', import.meta.url));

const COMMANDS = [
  ...(isCheckout ? [(await import('./commands/demo.ts')).demoCommand] : []),
  gatewayCommand,
  subgraphCommand,
  planCommand,
  certifyCommand,
  ...(isCheckout ? [(await import('./commands/token.ts')).tokenCommand] : []),
  auditCommand,
  configCommand,
  doctorCommand,
  checkCommand,
  partnerCommand,
  releaseCommand,
  schemaCommand,
  ...(isCheckout ? (await import('./commands/generate.ts')).generateCommands : []),
];

const HELP = `
Exit codes:
  ${EXIT.ok}   done; a check found nothing wrong
  ${EXIT.failure}   something failed, or a check found something wrong
  ${EXIT.usage}   the command line cannot be used
  ${EXIT.config}  a setting or a configuration file cannot be used`;

function createProgram(): Command {
  const program = new Command('vakgraaf')
    .description('GraphQL federation gateway over the partner systems of Dutch lifelong learning')
    .addHelpText('after', HELP)
    .exitOverride();
  for (const command of COMMANDS) {
    command.copyInheritedSettings(program);
    for (const subcommand of command.commands) subcommand.copyInheritedSettings(program);
    program.addCommand(command);
  }
  return program;
}

/** Prints an error as a sentence; gives the exit code. */
function report(error: unknown): number {
  // Commander has printed its errors and its help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  console.error(error instanceof Error ? error.message : String(error));
  return error instanceof ConfigError ? EXIT.config : EXIT.failure;
}

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = report(error);
}
// An open channel to the process that started this one would keep it alive.
if (process.connected) process.disconnect();
