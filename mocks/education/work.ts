import type { SchoolId, Training } from '../world/world.ts';

interface Work {
  readonly employers: readonly string[];
  readonly jobOffered?: boolean;
}

/** The trainings of a school that lead to work, with employers that do not exist; the other schools do not say. */
const WORK_AT: Partial<Readonly<Record<SchoolId, Readonly<Record<string, Work>>>>> = {
  aventus: {
    KZON: { employers: ['Voorbeeld Zonnestroom', 'Voorbeeld Installaties'], jobOffered: true },
    KZOR: { employers: ['Voorbeeld Zorggroep'], jobOffered: true },
    KDIG: { employers: [], jobOffered: false },
  },
  saxion: { KDIG: { employers: ['Voorbeeld Software'], jobOffered: true } },
  'techniek-academie': { KZON: { employers: ['Voorbeeld Warmte'] } },
};

/** How a school marks a training that leads to work: OOAPI leaves the content of `consumers` to the partners. */
export function workOf({ school, code }: Training): readonly object[] {
  const work = WORK_AT[school]?.[code];
  return work === undefined ? [] : [{ consumerKey: 'llo-work', ...work }];
}
