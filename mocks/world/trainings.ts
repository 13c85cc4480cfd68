import { CATALOGUE } from './catalogue.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { createRandom } from './random.ts';
import { SCHOOLS } from './schools.ts';
import type { School, SchoolId, Training } from './world.ts';

// Trainings of the catalogue that a school does not offer; hbo schools offer two courses.
const NOT_OFFERED: Partial<Record<SchoolId, readonly string[]>> = {
  'techniek-academie': ['VERZ', 'HELP', 'SYST', 'SOFT', 'TIMM', 'KZOR', 'KBOU', 'KDIG'],
  'smart-makers-academy': ['VERZ', 'HELP', 'TIMM', 'WARM', 'KZOR', 'KBOU', 'KDOC'],
  'drenthe-college': ['SOFT', 'KPLC'],
  firda: ['MECH', 'KPLC', 'KDOC'],
};
const HBO_COURSES: readonly string[] = ['KDIG', 'KZOR'];

/** The programmes and courses of every school. */
export function createTrainings(seed: number): readonly Training[] {
  return SCHOOLS.flatMap((school) =>
    CATALOGUE.filter((entry) => isGivenBy(school, entry)).map((entry) =>
      trainingOf(seed, school, entry),
    ),
  );
}

function isGivenBy(school: School, entry: CatalogueEntry): boolean {
  if (school.level === 'hbo') return entry.level === 'hbo' || HBO_COURSES.includes(entry.key);
  return entry.level === 'mbo' && !NOT_OFFERED[school.id]?.includes(entry.key);
}

function trainingOf(seed: number, school: School, entry: CatalogueEntry): Training {
  const random = createRandom(seed, `training/${school.id}/${entry.key}`);
  const { key, level: _level, ...taught } = entry;
  return {
    ...taught,
    id: random.uuid(),
    school: school.id,
    code: key,
    priceCents: Math.round((taught.priceCents * random.whole(92, 108)) / 10_000) * 100,
    municipalities: school.municipalities,
  };
}
