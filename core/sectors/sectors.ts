/** Which sectors a sector stands for. */

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

/** Whether a partner's word is a sector of the graph. */
export function isSector(value: unknown): value is Sector {
  return SECTORS.some((sector) => sector === value);
}

/**
 * The branches of techniek. Construction, ICT and aviation are left out: the programmes name bouw
 * and ICT beside techniek, and help people out of aviation into it. Paper and board is industry,
 * which counts as techniek.
 */
const BRANCHES_OF_TECHNIEK: readonly Sector[] = [
  'INSTALLATION_TECHNOLOGY',
  'MANUFACTURING',
  'PAPER_AND_BOARD',
  'ENERGY_TRANSITION',
];

/** The sectors that a filter on these sectors matches: `TECHNIEK` also means its branches. */
export function matchedSectors(wanted: readonly Sector[]): ReadonlySet<Sector> {
  return new Set(wanted.includes('TECHNIEK') ? [...wanted, ...BRANCHES_OF_TECHNIEK] : wanted);
}

/**
 * Whether something meant for some sectors is open to one sector: a scheme for `TECHNIEK` pays for
 * a training in installation technology. Meant for none in particular means meant for all.
 */
export function isSectorCovered(meantFor: readonly Sector[], sector: Sector): boolean {
  return meantFor.length === 0 || matchedSectors(meantFor).has(sector);
}
