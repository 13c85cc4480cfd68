import { Option, type Command } from 'commander';
import type { z } from 'zod';
import { flagsOf } from '../../core/config/settings.ts';

/** Adds an option for each of the settings; `parseSettings` checks the values that commander collects. */
export function addSettingOptions(command: Command, settings: z.ZodObject): Command {
  for (const { flag, placeholder, isRepeatable, description, ...rest } of flagsOf(settings)) {
    const isShown = rest.default !== undefined && rest.default !== false && !isRepeatable;
    const notes = [
      ...(isRepeatable ? ['repeatable'] : []),
      ...(isShown ? [`default: ${String(rest.default)}`] : []),
    ];
    const option = new Option(
      placeholder === undefined ? flag : `${flag} <${placeholder}>`,
      notes.length === 0 ? description : `${description} (${notes.join(', ')})`,
    );
    if (isRepeatable) {
      option.argParser((value, before: readonly string[] | undefined) => [
        ...(before ?? []),
        value,
      ]);
    }
    command.addOption(option);
  }
  return command;
}
