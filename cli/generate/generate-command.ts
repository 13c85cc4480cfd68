import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Command } from 'commander';
import { projectRoot } from '../../core/config/project-root.ts';
import { EXIT } from '../../core/process/exit.ts';

/** The text of generated files, by their path in the repository or an absolute one. */
export type GeneratedFiles = ReadonlyMap<string, string>;

/** A command that writes generated files, which are committed; with `--check` it compares them. */
export function generateCommand(
  name: string,
  description: string,
  generate: (
    options: Readonly<Record<string, string | undefined>>,
  ) => GeneratedFiles | Promise<GeneratedFiles>,
): Command {
  return new Command(name)
    .description(description)
    .option('--check', 'write nothing; fail when a committed file is not current', false)
    .action(async ({ check, ...options }: { readonly check: boolean }) => {
      for (const [path, text] of await generate(options)) {
        if (!check) {
          write(path, text);
        } else if (committed(path) === text) {
          console.log(`${path} is current`);
        } else {
          console.error(
            `${path} is not current: run "npm run ${name}" and commit it with its cause`,
          );
          process.exitCode = EXIT.failure;
        }
      }
    });
}

function write(path: string, text: string): void {
  const file = resolve(projectRoot(), path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`Wrote ${path}`);
}

/** A generated file as it is in the repository; null when it is not there. */
export function committed(path: string): string | null {
  const file = resolve(projectRoot(), path);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
