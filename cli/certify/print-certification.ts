import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { ConfigError } from '../../core/config/read-config.ts';
import { EXIT } from '../../core/process/exit.ts';
import { certify } from '../../subgraphs/insights/certificate/certify.ts';

const FILES = ['manifest.json', 'release.json'];

/** Prints one line, or a sentence for each finding. Throws `ConfigError` for a file that is not of a release. */
export function printCertification(file: string): void {
  const path = resolve(file);
  if (!existsSync(path) || !FILES.includes(basename(path))) {
    throw new ConfigError(
      `Cannot use "${file}": expected manifest.json or release.json of a release`,
    );
  }
  const folder = dirname(path);
  const { findings, cells, hidden, worlds, audiences } = certify(
    basename(folder) === 'evaluation' ? dirname(folder) : folder,
  );
  if (findings.length > 0) {
    console.log([...findings, `findings: ${findings.length}`].join('\n'));
    process.exitCode = EXIT.failure;
    return;
  }
  const which = audiences.includes('EVALUATION') ? 'public and evaluation tables' : 'public tables';
  console.log(
    `ok: ${which}, ${cells} cells, ${hidden} hidden, ${worlds} worlds: each hidden cell can be 0 and one less than its minimum, or is proven to be at least its minimum`,
  );
}
