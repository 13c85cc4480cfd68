/** The facts in docs/dpia.nl.md that follow from the purposes; the rest of that page is written by hand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { projectRoot } from '../../core/config/project-root.ts';
import { readPurposes } from '../../core/purposes/purposes.ts';
import type { GeneratedFiles } from './generate-command.ts';

const FILE = 'docs/dpia.nl.md';
const BEGIN = '<!-- begin: gemaakt met npm run dpia -->';
const END = '<!-- einde -->';

/** The page with the facts of now between its marks. */
export async function currentDpia(): Promise<GeneratedFiles> {
  const page = readFileSync(join(projectRoot(), FILE), 'utf8');
  const [before, rest = ''] = page.split(BEGIN);
  const [, after] = rest.split(END);
  if (after === undefined) throw new Error(`Cannot write ${FILE}: it has no place for the facts`);
  const whole = [before, BEGIN, '\n\n', ...facts(), '\n', END, after].join('');
  return new Map([[FILE, await format(whole, { parser: 'markdown', proseWrap: 'preserve' })]]);
}

function facts(): readonly string[] {
  return [
    row('doel', 'gegevens', 'dossiers van', 'betrokkenen', 'logboek bewaard', 'alleen verzonnen'),
    row('---', '---', '---', '---', '---', '---'),
    ...[...readPurposes().values()].map((one) =>
      row(
        one.nl,
        one.layers.includes('case') ? 'dossiers' : 'beschermde aantallen',
        one.partners.join(', ') || 'geen',
        one.subjects.nl,
        `${one.auditLogDays} dagen`,
        one.syntheticOnly ? 'ja' : 'nee',
      ),
    ),
  ];
}

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
