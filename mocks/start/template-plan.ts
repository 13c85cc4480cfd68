import { existsSync } from 'node:fs';
import { PLAIN_WASM, templateRecipe } from '../funds/template.ts';
import type { ProcessPlan } from './demo-process.ts';

const MAKE_MS = 60_000;

const TEMPLATE = 'database template';

/** Makes the template of the databases before they start, so that its memory is free again. */
export function planTemplate(): readonly ProcessPlan[] {
  const { program, file } = templateRecipe();
  if (existsSync(file)) return [];
  return [
    {
      name: TEMPLATE,
      module: program,
      args: [file],
      nodeFlags: PLAIN_WASM,
      readyMs: MAKE_MS,
      isTask: true,
    },
  ];
}
