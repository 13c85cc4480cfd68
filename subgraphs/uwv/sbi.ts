import { matchedSectors, SECTORS, type Sector } from '../../core/sectors/sectors.ts';

/**
 * Which industries of the SBI (Standaard Bedrijfsindeling, CBS; the same to two digits in the
 * versions of 2008 and 2025 as far as it is used here) make a sector. No prefix lies within another,
 * so that a filter by sector and the sector of a job always agree.
 */
const PREFIXES: Readonly<Partial<Record<Sector, readonly string[]>>> = {
  TECHNIEK: ['45', '71', '95'],
  INSTALLATION_TECHNOLOGY: ['432'],
  CONSTRUCTION: ['41', '42', '430', '431', ...range(433, 439)],
  CARE: ['86', '87', '88'],
  ICT: ['62', '63'],
  MANUFACTURING: [...range(10, 16), ...range(18, 33)],
  PAPER_AND_BOARD: ['17'],
  AVIATION: ['51'],
  ENERGY_TRANSITION: ['35'],
  EDUCATION: ['85'],
};

const NAMED = SECTORS.flatMap((sector) =>
  (PREFIXES[sector] ?? []).map((prefix) => [prefix, sector] as const),
);

/** The two-digit industries that belong to no named sector. */
const OTHERS = range(1, 99).filter((division) => !NAMED.some(([one]) => one.startsWith(division)));

/** The sector of an industry; null for another text. */
export function sectorOfIndustry(code: string): Sector | null {
  const digits = code.replaceAll('.', '');
  if (!/^\d{2,6}$/.test(digits)) return null;
  return NAMED.find(([prefix]) => digits.startsWith(prefix))?.[1] ?? 'OTHER';
}

/** The industries, as prefixes, that a filter by these sectors matches. */
export function industriesIn(sectors: readonly Sector[]): readonly string[] {
  return [...matchedSectors(sectors)].flatMap((sector) =>
    sector === 'OTHER' ? OTHERS : (PREFIXES[sector] ?? []),
  );
}

function range(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index).padStart(2, '0'));
}
