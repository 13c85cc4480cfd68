import type { Random } from './random.ts';

/** An industry by SBI code, to four digits. */
export interface Industry {
  readonly code: string;
  readonly weight: number;
}

/** The industries in which people of the demo work, mostly techniek. */
const WORKPLACES: readonly Industry[] = [
  { code: '4321', weight: 12 },
  { code: '4322', weight: 12 },
  { code: '2511', weight: 9 },
  { code: '2822', weight: 7 },
  { code: '1721', weight: 5 },
  { code: '4391', weight: 6 },
  { code: '3511', weight: 4 },
  { code: '7112', weight: 6 },
  { code: '4711', weight: 9 },
  { code: '5320', weight: 7 },
  { code: '4941', weight: 6 },
  { code: '8710', weight: 8 },
  { code: '6419', weight: 4 },
  { code: '5110', weight: 2 },
];

/** The industries in which job seekers of the demo look for work, with occupations. */
const WISHES: readonly (Industry & { readonly occupations: readonly string[] })[] = [
  { code: '4322', weight: 20, occupations: ['Loodgieter', 'Monteur warmtepompen'] },
  { code: '4321', weight: 18, occupations: ['Elektromonteur', 'Servicemonteur'] },
  { code: '2511', weight: 14, occupations: ['Lasser', 'Constructiebankwerker'] },
  { code: '2822', weight: 10, occupations: ['Mechatronicus', 'Assemblagemedewerker'] },
  { code: '3511', weight: 8, occupations: ['Monteur zonnestroom'] },
  { code: '4391', weight: 10, occupations: ['Timmerman', 'Dakdekker'] },
  { code: '8710', weight: 12, occupations: ['Verzorgende', 'Helpende'] },
  { code: '6210', weight: 10, occupations: ['Softwareontwikkelaar', 'Medewerker ICT-beheer'] },
  { code: '7112', weight: 6, occupations: ['Technisch tekenaar'] },
];

export function workplace(random: Random): string {
  return random.weighted(WORKPLACES.map(({ code, weight }) => [code, weight] as const));
}

/** A random preferred industry, and an occupation in it. */
export function preferredJob(random: Random): {
  readonly code: string;
  readonly occupation: string;
} {
  const industry = random.weighted(WISHES.map((one) => [one, one.weight] as const));
  return { code: industry.code, occupation: random.pick(industry.occupations) };
}
