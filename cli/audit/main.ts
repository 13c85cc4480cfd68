/** `npm run account`: reads the account back, on paper as it were. Writes only when told to delete. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../core/config/project-root.ts';
import { runAuditCommand } from './audit-command.ts';

/** The newest start of the demo; elsewhere the folder must be named. */
function defaultFolder(): string | null {
  const starts = join(projectRoot(), '.cache/demo-logs');
  const newest = existsSync(starts) ? readdirSync(starts).toSorted().at(-1) : undefined;
  return newest === undefined ? null : join(starts, newest);
}

try {
  const { text, isWhole } = await runAuditCommand(process.argv.slice(2), {
    defaultFolder,
    now: new Date(),
  });
  process.stdout.write(`${text}\n`);
  if (!isWhole) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
