/**
 * Tests that start a process start its compiled module, as users do: under a loader a process takes several times as
 * long to start. `setup` compiles what changed, once before the tests of a project.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../core/config/project-root.ts';

export function setup(): void {
  execFileSync(process.execPath, [join(projectRoot(), 'compile.mjs')], { stdio: 'inherit' });
}

/** The path of a compiled module, for example of `gateway/main.ts`. */
export function compiled(module: string): string {
  return join(projectRoot(), 'dist', module.replace(/\.ts$/, '.js'));
}
