import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { projectRoot } from '../../core/config/project-root.ts';
import { parseSettings } from '../../core/config/settings.ts';
import { EXIT } from '../../core/process/exit.ts';
import { auditSettings } from '../audit/audit-settings.ts';
import { addSettingOptions } from './setting-options.ts';

export const auditCommand = addSettingOptions(
  new Command('audit')
    .description(
      'Read the audit logs: who accessed which data, who was in a breach, or whether the logs are intact',
    )
    .argument('[TO]', 'the end of the period of --breach'),
  auditSettings,
).action(async (to: string | undefined, values: Record<string, unknown>) => {
  const { runAudit } = await import('../audit/run-audit.ts');
  const given = to === undefined ? values : { ...values, to };
  const { text, isIntact } = await runAudit(parseSettings(auditSettings, given), {
    defaultFolder,
    now: new Date(),
  });
  process.stdout.write(`${text}\n`);
  if (!isIntact) process.exitCode = EXIT.failure;
});

/** The logs of the newest start of the demo. */
function defaultFolder(): string | null {
  const starts = join(projectRoot(), '.cache/demo-logs');
  const newest = existsSync(starts) ? readdirSync(starts).toSorted().at(-1) : undefined;
  return newest === undefined ? null : join(starts, newest);
}
