import { Command } from 'commander';
import type { DoctorOptions } from '../doctor/run-doctor.ts';

export const doctorCommand = new Command('doctor')
  .description('Look at clock, keys, certificates, disk, issuers, ports and subgraphs')
  .requiredOption('--config <FILE>', 'the configuration file, such as vakgraaf.yaml')
  .option('--json', 'print JSON, for a program', false)
  .action(async (options: DoctorOptions) => {
    process.exitCode = await (await import('../doctor/run-doctor.ts')).runDoctor(options);
  });
