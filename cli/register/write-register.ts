/** `npm run register`: writes the register of processing activities to `docs/`; `-- --check` compares. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildASTSchema, parse } from 'graphql';
import { format } from 'prettier';
import { projectRoot } from '../../core/config/project-root.ts';
import { createAccessRules } from '../../core/access/access-rules.ts';
import { makeRegister, registerPage } from './make-register.ts';
import { readPurposes } from '../../core/purposes/purposes.ts';

const FOLDER = join(projectRoot(), 'docs');

/** Both files as they must be now, by name. */
export async function currentRegister(): Promise<ReadonlyMap<string, string>> {
  const sdl = readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8');
  const schema = buildASTSchema(parse(sdl), { assumeValid: true, assumeValidSDL: true });
  const activities = makeRegister(readPurposes(), createAccessRules(schema));
  const json = JSON.stringify({ demo: true, activities });
  return new Map([
    ['register-verwerkingen.md', await format(registerPage(activities), { parser: 'markdown' })],
    ['register-verwerkingen.json', await format(json, { parser: 'json', printWidth: 100 })],
  ]);
}

/** A file of the register as it is committed. */
export function committedRegister(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8');
}

/** Not when a test imports this. */
if (process.argv[1]?.includes('write-register')) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of await currentRegister()) {
    if (!process.argv.includes('--check')) writeFileSync(join(FOLDER, name), text);
    else if (committedRegister(name) !== text) {
      console.error(`docs/${name} is not current: run npm run register`);
      process.exitCode = 1;
    }
  }
}
