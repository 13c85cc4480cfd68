/** The examples in docs/operate.md can be used. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configFile } from '../../cli/config/config-file.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { readConfig } from '../../core/config/read-config.ts';

const text = readFileSync(join(projectRoot(), 'docs/operate.md'), 'utf8');
const examples = [...text.matchAll(/```yaml\n([^]*?)```/g)].map(([, yaml = '']) => yaml);

test('every example of vakgraaf.yaml in docs/operate.md is a valid configuration file', () => {
  expect(examples).toHaveLength(3);
  for (const yaml of examples)
    expect(() => readConfig(yaml, 'operate.md', configFile)).not.toThrow();
});
