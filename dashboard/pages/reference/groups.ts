import type { Reference, TypeEntry } from './reference.ts';

/** In the order of the page. */
export const GROUPS = [
  'reference',
  'funds',
  'education',
  'guidance',
  'uwv',
  'provinces',
  'insights',
  'shared',
] as const;

export type Group = (typeof GROUPS)[number];

/** The root of every query stands before the groups. */
export const ROOT = 'Query';

/** Types by the subgraph that gives most of each; those that several give alike are shared. */
export function groupsOf({ types }: Reference): ReadonlyMap<Group, readonly TypeEntry[]> {
  const groups = new Map<Group, TypeEntry[]>(GROUPS.map((group) => [group, []]));
  for (const type of types) {
    if (type.name !== ROOT) groups.get(groupOf(type))?.push(type);
  }
  return groups;
}

function groupOf({ owners, fields }: TypeEntry): Group {
  const [only] = owners;
  if (owners.length === 1) return GROUPS.find((group) => group === only) ?? 'shared';
  const own = fields.flatMap((field) => (field.owners.length === 1 ? field.owners : []));
  const counts = GROUPS.map((group) => own.filter((owner) => owner === group).length);
  const most = Math.max(...counts);
  // Each subgraph gives its own part of the partner board: nobody gives most of it.
  const isOne = most > 0 && counts.indexOf(most) === counts.lastIndexOf(most);
  return isOne ? (GROUPS[counts.indexOf(most)] ?? 'shared') : 'shared';
}

/** Fields that give the type, as `Type.field`. */
export function usesOf({ types }: Reference, name: string): readonly string[] {
  const isName = (type: string) => type.replaceAll(/[[\]!]/g, '') === name;
  return types.flatMap((type) =>
    type.fields
      .filter((field) => isName(field.type) || field.args.some((one) => isName(one.type)))
      .map((field) => `${type.name}.${field.name}`),
  );
}
