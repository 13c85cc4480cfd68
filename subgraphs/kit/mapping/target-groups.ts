import { nameHint } from '../../../core/config/nearest-name.ts';
import { codedError } from '../../../core/errors/coded-error.ts';

export type Named = readonly [dutch: string, english: string];

export const GROUP_NAMES: Readonly<Record<string, Named>> = {
  JOBSEEKER: ['werkzoekenden', 'job seekers'],
  EMPLOYED: ['werkenden', 'people in work'],
  SELF_EMPLOYED: ["zzp'ers", 'the self-employed'],
  JOB_CHANGER: ['baanveranderaars', 'people who change jobs'],
  SCHOOL_LEAVER: ['schoolverlaters', 'school leavers'],
  EMPLOYER: ['werkgevers', 'employers'],
  VULNERABLE_YOUTH: ['kwetsbare jongeren', 'vulnerable young people'],
  AGE_45_PLUS: ['45-plussers', 'people of 45 and over'],
  STATUS_HOLDER: ['statushouders', 'refugees with a residence permit'],
  WOMEN: ['vrouwen', 'women'],
  STARTER: ['starters', 'starters'],
  OLDER_WORKER: ['oudere werknemers', 'older employees'],
  SIDE_ENTRANT: ['zij-instromers', 'side entrants'],
  DISTANCE_TO_LABOUR_MARKET: [
    'mensen met een afstand tot de arbeidsmarkt',
    'people at a distance from the labour market',
  ],
  PRACTICALLY_EDUCATED: ['praktisch opgeleiden', 'people with a practical education'],
  LOW_EDUCATED: ['lager opgeleiden', 'people with a lower education'],
  MEDIUM_EDUCATED: ['middelbaar opgeleiden', 'people with a medium education'],
};

/** Whether a word is one of the graph's target groups. */
export function isTargetGroup(word: string): boolean {
  return Object.hasOwn(GROUP_NAMES, word);
}

/** The target groups of a filter; throws `ARGUMENT_INVALID` with the nearest code for an unknown one. */
export function checkTargetGroups(codes: readonly string[]): ReadonlySet<string> {
  const unknown = codes.find((code) => !isTargetGroup(code));
  if (unknown === undefined) return new Set(codes);
  const hint = nameHint(unknown, Object.keys(GROUP_NAMES));
  throw codedError('ARGUMENT_INVALID', `Cannot use this target group: ${hint}`);
}
