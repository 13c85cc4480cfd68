/** A folder with the settings of the demo, in which the supergraph and the manifest can be changed. */
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../core/config/project-root.ts';

export interface DemoFolder {
  readonly path: string;
  /** Writes a supergraph with another text and the same meaning, which the gateway puts in use. */
  changeSupergraph(): void;
  /** Makes the gateway read the manifest again. */
  touchManifest(): void;
  remove(): void;
}

const SUPERGRAPH = 'schema/supergraph.graphql';
const MANIFEST = 'gateway/persisted-operations/manifest.json';
const OWN = ['.cache', '.git', 'schema', 'gateway'];

export function createDemoFolder(): DemoFolder {
  const root = projectRoot();
  const path = mkdtempSync(join(tmpdir(), 'vakgraaf-soak-'));
  for (const name of readdirSync(root).filter((one) => !OWN.includes(one))) {
    symlinkSync(join(root, name), join(path, name));
  }
  for (const file of [SUPERGRAPH, MANIFEST]) {
    mkdirSync(join(path, file, '..'), { recursive: true });
    copyFileSync(join(root, file), join(path, file));
  }
  let changes = 0;
  return {
    path,
    changeSupergraph: () => {
      changes += 1;
      appendFileSync(join(path, SUPERGRAPH), `\n# change ${changes}\n`);
    },
    touchManifest: () => utimesSync(join(path, MANIFEST), new Date(), new Date()),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
