/** The list of purposes as if each controller had registered its legal basis, for tests with real partners. */
import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { parsePurposes, PURPOSES_FILE, type Purposes } from '../../core/purposes/purposes.ts';

export const REGISTRATION = {
  basis: { law: 'Wet voorbeeld', article: 'artikel 1' },
  controller: {
    name: 'Gemeente Voorbeeld',
    oin: '00000099000000007000',
    privacyOfficer: 'fg@gemeente.example',
  },
  registeredOn: '2026-01-01',
  validFrom: '2026-01-01T00:00:00Z',
};

/** As YAML; each purpose has all of `registration`, and nothing else of it. */
export function registeredList(registration: Partial<typeof REGISTRATION> = REGISTRATION): string {
  const { purposes } = parse(readFileSync(PURPOSES_FILE, 'utf8')) as { purposes: object[] };
  const nothing = { basis: undefined, controller: undefined, registeredOn: undefined };
  return stringify({ purposes: purposes.map((one) => ({ ...one, ...nothing, ...registration })) });
}

export const registeredPurposes = (registration?: Partial<typeof REGISTRATION>): Purposes =>
  parsePurposes(registeredList(registration), 'purposes.yaml');
