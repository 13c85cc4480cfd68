import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { projectRoot } from '../../core/config/project-root.ts';

/** Writes the partner list of the repository with these addresses, by partner, and gives its path. */
export function writePartnerList(urls: ReadonlyMap<string, string>, folder: string): string {
  const text = readFileSync(join(projectRoot(), 'subgraphs/partners.yaml'), 'utf8');
  const list = parse(text) as { partners: readonly { id: string; url: string }[] };
  const partners = list.partners.map((one) => ({ ...one, url: urls.get(one.id) ?? one.url }));
  const file = join(folder, 'partners.yaml');
  writeFileSync(file, stringify({ ...list, partners }));
  return file;
}
