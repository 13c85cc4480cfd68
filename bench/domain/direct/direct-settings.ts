import { readFileSync } from 'node:fs';

/** What the hand-written process is told. */
export interface DirectSettings {
  readonly partnerUrls: Readonly<Record<string, string>>;
  readonly today: string;
}

export function readDirectSettings(): DirectSettings {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by domain/stage.ts
  return JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as DirectSettings;
}
