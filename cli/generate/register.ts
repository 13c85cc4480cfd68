import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildASTSchema, parse } from 'graphql';
import { format } from 'prettier';
import { createAccessRules } from '../../core/access/access-rules.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { readPurposes } from '../../core/purposes/purposes.ts';
import type { GeneratedFiles } from './generate-command.ts';
import { makeRegister, registerPage } from './make-register.ts';

/** The register of processing activities, for people and for programs. */
export async function currentRegister(): Promise<GeneratedFiles> {
  const sdl = readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8');
  const schema = buildASTSchema(parse(sdl), { assumeValid: true, assumeValidSDL: true });
  const activities = makeRegister(readPurposes(), createAccessRules(schema));
  const json = JSON.stringify({ demo: true, activities });
  return new Map([
    [
      'docs/register-verwerkingen.md',
      await format(registerPage(activities), { parser: 'markdown' }),
    ],
    ['docs/register-verwerkingen.json', await format(json, { parser: 'json', printWidth: 100 })],
  ]);
}
