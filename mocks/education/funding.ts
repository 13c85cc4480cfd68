import type { SchoolId, TargetGroup, Training } from '../world/world.ts';

/** The target groups of a funded short course, and their own contribution; invented, like the courses. */
const FUNDED: Readonly<Record<string, readonly [groups: readonly TargetGroup[], euro: number]>> = {
  KORI: [['JOBSEEKER', 'JOB_CHANGER', 'STATUS_HOLDER'], 0],
  KZON: [['EMPLOYED', 'SELF_EMPLOYED', 'JOB_CHANGER'], 150],
  KDIG: [['EMPLOYED', 'SELF_EMPLOYED', 'JOB_CHANGER'], 95],
  KZOR: [['EMPLOYED', 'JOB_CHANGER'], 0],
  KBOU: [['SCHOOL_LEAVER', 'JOBSEEKER', 'VULNERABLE_YOUTH'], 0],
};

const FUNDED_AT: Readonly<Record<SchoolId, readonly string[]>> = {
  aventus: ['KZON', 'KZOR', 'KDIG'],
  saxion: ['KDIG', 'KZOR'],
  'techniek-academie': ['KZON', 'KORI'],
  'smart-makers-academy': ['KDIG', 'KORI'],
  noorderpoort: ['KBOU', 'KORI'],
  'alfa-college': ['KBOU', 'KDIG'],
  'drenthe-college': ['KORI', 'KZON'],
  firda: ['KZOR', 'KBOU'],
};

/** How a school marks a funded training: OOAPI leaves the content of `consumers` to the partners. */
export function fundingOf({ school, code }: Training): readonly object[] {
  const funded = FUNDED_AT[school].includes(code) ? FUNDED[code] : undefined;
  if (funded === undefined) return [];
  const [targetGroups, euro] = funded;
  return [{ consumerKey: 'llo-funding', targetGroups, ownContribution: euro.toFixed(2) }];
}
