/** The six invented citizens of the demo, as whom a user can sign in to see one person's records. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../core/config/project-root.ts';
import { createKeySet } from '../subgraphs/kit/ids/key-set.ts';
import { encryptId } from '../subgraphs/kit/ids/encrypted-id.ts';
import type { BilingualText, DemoRole } from './roles.ts';
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

/** The encrypted person id of an invented citizen, for the token of that citizen. */
export function citizenSubject(role: DemoRole, life: string | undefined, now: Date): string {
  const context = { consumer: role.consumerOin, purpose: role.purposes[0] ?? '' };
  return encryptId('llo-person/v1', numberOf(parseLife(life)), context, readPersonKey(), now);
}

function parseLife(chosen: string | undefined): number {
  if (chosen === undefined) return 0;
  const lives = ARCHETYPES.map(({ archetype }): string => archetype);
  const index = lives.indexOf(chosen);
  if (index >= 0) return index;
  throw new Error(`Cannot find life "${chosen}": the lives of the demo are ${lives.join(', ')}`);
}

/** The six come first in every world, so that their numbers are always the same. */
function numberOf(index: number): string {
  const number = createTestNumbers(ARCHETYPES.length)[index];
  if (number === undefined) throw new Error('Cannot find the number of that life');
  return number;
}

function readPersonKey() {
  const file = join(projectRoot(), 'mocks/demo-keys/person.key.json');
  const { keys } = JSON.parse(readFileSync(file, 'utf8')) as { keys: Record<string, string> };
  return createKeySet('person', keys, true);
}
