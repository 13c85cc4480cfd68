import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../core/config/project-root.ts';

/** A key of the demo by the name of its file. Everyone has it; production does not accept it. */
export function readDemoKey(name: string): unknown {
  const text = readFileSync(join(projectRoot(), 'mocks/demo-keys', `${name}.json`), 'utf8');
  const { demo: _, ...key } = JSON.parse(text) as Record<string, unknown>;
  return key;
}
