/** The sectors of the schema, and which sectors a sector includes. */

export const SECTORS = [
  'TECHNIEK',
  'INSTALLATION_TECHNOLOGY',
  'CONSTRUCTION',
  'CARE',
  'ICT',
  'MANUFACTURING',
  'PAPER_AND_BOARD',
  'AVIATION',
  'ENERGY_TRANSITION',
  'EDUCATION',
  'OTHER',
] as const;

export type Sector = (typeof SECTORS)[number];

/** Whether a partner's value is a sector of the schema. */
export function isSector(value: unknown): value is Sector {
  return SECTORS.some((sector) => sector === value);
}

/**
 * The branches of techniek. Construction and ICT are not among them because the programmes name them
 * beside techniek, nor is aviation, because the programmes help people move from aviation to techniek.
 * Paper and board is an industry, which counts as techniek.
 */
const BRANCHES_OF_TECHNIEK: readonly Sector[] = [
  'INSTALLATION_TECHNOLOGY',
  'MANUFACTURING',
  'PAPER_AND_BOARD',
  'ENERGY_TRANSITION',
];

/** The sectors that a filter on these sectors matches: `TECHNIEK` includes its branches. */
export function matchedSectors(wanted: readonly Sector[]): ReadonlySet<Sector> {
  return new Set(wanted.includes('TECHNIEK') ? [...wanted, ...BRANCHES_OF_TECHNIEK] : wanted);
}

/**
 * Whether a list of sectors covers one sector: a scheme for `TECHNIEK` pays for a training in
 * installation technology. An empty list covers all sectors.
 */
export function isSectorCovered(sectors: readonly Sector[], sector: Sector): boolean {
  return sectors.length === 0 || matchedSectors(sectors).has(sector);
}
