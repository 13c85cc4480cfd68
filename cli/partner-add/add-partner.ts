/** `vakgraaf partner add`: puts the entry of a partner, and the layout that comes with it, into the partner list. */
import {
  chmodSync,
  chownSync,
  existsSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { isSeq, parseDocument } from 'yaml';
import { projectRoot } from '../../core/config/project-root.ts';
import { ConfigError } from '../../core/config/read-config.ts';
import { readText } from '../../core/config/read-file.ts';
import { parsePartners } from '../../subgraphs/partners.ts';
import { readConfigFile } from '../config/config-file.ts';

const NEW_LIST = '# The partner list: one entry for each organisation.\n';

/**
 * Adds what `file` holds, which has the form of a partner list, to the partner list of the configuration, and leaves
 * every other line as it is. A running subgraph reads the list again. Gives the ids of the new partners. Throws
 * `ConfigError` with the place of each mistake in `file`, and then writes nothing.
 */
export function addPartners(file: string, configFile: string): readonly string[] {
  const list = partnersFileOf(configFile);
  const text = readText(file);
  const before = existsSync(list) ? readText(list) : undefined;
  const known = before === undefined ? undefined : parsePartners(before, basename(list));
  const { partners } = parsePartners(text, basename(file), known);
  replaceFile(list, before === undefined ? NEW_LIST + text : merge(before, text));
  return partners.map(({ id }) => id);
}

function partnersFileOf(configFile: string): string {
  const { partnersFile } = readConfigFile(configFile).configuration;
  if (partnersFile !== join(projectRoot(), 'subgraphs', 'partners.yaml')) return partnersFile;
  throw new ConfigError(`${configFile} has no "partners": name the file with the partner list`);
}

/** Both texts are valid. */
function merge(before: string, added: string): string {
  const document = parseDocument(before);
  const sections: Record<string, unknown> = parseDocument(added).toJS();
  for (const [section, values] of Object.entries(sections)) {
    if (Array.isArray(values)) {
      const partners = document.get(section);
      // A list in one line gets a line for each field.
      if (isSeq(partners)) partners.flow = false;
      for (const partner of values) document.addIn([section], partner);
    } else {
      for (const [name, layout] of Object.entries(values ?? {})) {
        document.setIn([section, name], layout);
      }
    }
  }
  return document.toString({ lineWidth: 0 });
}

/** A reader of the file sees the old text or the new one, never a part. Mode and owner stay, and so does a link. */
function replaceFile(link: string, text: string): void {
  const isNew = !existsSync(link);
  const file = isNew ? link : realpathSync(link);
  const temporary = `${file}.new`;
  writeFileSync(temporary, text);
  if (!isNew) {
    const { mode, uid, gid } = statSync(file);
    // A subgraph that runs as another user must be able to read it, also when root adds the partner.
    if (process.getuid?.() === 0) chownSync(temporary, uid, gid);
    chmodSync(temporary, mode);
  }
  renameSync(temporary, file);
}
