/** The six invented citizens of the demo, as whom a user can sign in to see one person's records. */
import type { BilingualText } from './roles.ts';
import { ARCHETYPES } from './world/archetypes.ts';
import { createTestNumbers } from './world/test-number.ts';
import type { Archetype } from './world/world.ts';

export interface CitizenLife {
  readonly id: Archetype;
  readonly name: BilingualText;
}

const NAMES: Readonly<Record<Archetype, BilingualText>> = {
  'jobseeker-45-plus': { nl: 'Werkzoekende van 52', en: 'Job seeker of 52' },
  'status-holder': { nl: 'Statushouder van 31', en: 'Status holder of 31' },
  'self-employed': { nl: 'Zzp’er van 44', en: 'Self-employed, 44' },
  'job-changer': { nl: 'Baanveranderaar van 36', en: 'Job changer of 36' },
  'school-leaver': { nl: 'Schoolverlater van 19', en: 'School leaver of 19' },
  'hybrid-teacher': { nl: 'Hybride docent van 48', en: 'Hybrid teacher of 48' },
};

/** The invented citizens that a token can be for; the first is the default. */
export function citizenLives(): readonly CitizenLife[] {
  return ARCHETYPES.map(({ archetype }) => ({ id: archetype, name: NAMES[archetype] }));
}

/** The citizen number of an invented citizen: the six come first in every world, so that it is always the same. */
export function citizenNumber(life: string | undefined): string {
  const number = createTestNumbers(ARCHETYPES.length)[parseLife(life)];
  if (number === undefined) throw new Error('Cannot find the number of that life');
  return number;
}

function parseLife(chosen: string | undefined): number {
  if (chosen === undefined) return 0;
  const lives = ARCHETYPES.map(({ archetype }): string => archetype);
  const index = lives.indexOf(chosen);
  if (index >= 0) return index;
  throw new Error(`Cannot find life "${chosen}": the lives of the demo are ${lives.join(', ')}`);
}
