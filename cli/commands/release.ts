import { Command, InvalidArgumentError } from 'commander';
import type { ReleaseCommandOptions } from '../release/run-release.ts';

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

function quarter(value: string, before: readonly string[] | undefined): readonly string[] {
  if (!/^\d{4}Q[1-4]$/.test(value)) {
    throw new InvalidArgumentError('Expected a quarter such as 2026Q3.');
  }
  return [...(before ?? []), value];
}

function seconds(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= 86_400) return number;
  throw new InvalidArgumentError('Expected a whole number from 1 to 86400.');
}

const ABOUT = `
Counts every registered table, hides what could be told of few people, proves that the rest cannot be, and writes the
release into subgraphs.insights.releasesFolder, where it never changes. Run it again after an interruption: of several
quarters, those that are finished are kept. Nothing else is, because true counts are written nowhere.`;

export const releaseCommand = new Command('release')
  .description('Make the release of statistics of a quarter that has ended')
  .requiredOption('--quarter <QUARTER>', 'such as 2026Q3 (repeatable)', quarter)
  .requiredOption('--config <FILE>', 'the configuration file, such as vakgraaf.yaml')
  .option(
    '--without <PARTNER>',
    'leave out every table that needs the records of this partner (repeatable)',
    collect,
    [],
  )
  .option(
    '--seconds <N>',
    'processor time for protection; tables that are not protected by then are not published',
    seconds,
    600,
  )
  .option('--background', 'give way to every other program of the machine', false)
  .addHelpText('after', ABOUT)
  .action(async (options: ReleaseCommandOptions) => {
    await (await import('../release/run-release.ts')).runRelease(options);
  });
