import { readFileSync } from 'node:fs';

/** Settings of the hand-written process. */
export interface DirectSettings {
  readonly partnerUrls: Readonly<Record<string, string>>;
  readonly today: string;
  /** The folder of the releases of statistics. */
  readonly releases: string;
}

export function readDirectSettings(): DirectSettings {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by domain/contenders.ts
  return JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as DirectSettings;
}
