/**
 * Who may have which field, as it was decided: `decisions.yaml`, read. The rules in the SDL are held
 * against this table at the gateway and again at each subgraph, so a decision is made twice or not.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectRoot } from '../../core/config/project-root.ts';

/** A sort of caller: what its token says, and what it is told where it may not come. */
export interface CallerKind {
  readonly name: string;
  /** `null` is the public. */
  readonly claims: Readonly<Record<string, unknown>> | null;
  /** The value of `x-llo-purpose`, where the token leaves a choice. */
  readonly purpose?: string;
  readonly refusedWith: 'UNAUTHENTICATED' | 'SCOPE_DENIED' | 'PURPOSE_DENIED';
}

const purpose = (name: string): string => `urn:llo:purpose:${name}`;
const COACH = {
  scopes: ['llo:case'],
  purposes: [purpose('case-guidance'), purpose('matching')],
  role: 'coach',
};
const EVALUATION = { scopes: ['llo:aggregate'], purposes: [purpose('programme-evaluation')] };

export const CALLERS: readonly CallerKind[] = [
  { name: 'public', claims: null, refusedWith: 'UNAUTHENTICATED' },
  { name: 'dashboard', claims: { ...EVALUATION, role: 'dashboard' }, refusedWith: 'SCOPE_DENIED' },
  { name: 'analyst', claims: { ...EVALUATION, role: 'analyst' }, refusedWith: 'SCOPE_DENIED' },
  {
    name: 'developer',
    claims: { scopes: ['llo:case'], purposes: [purpose('development')], role: 'developer' },
    refusedWith: 'PURPOSE_DENIED',
  },
  {
    name: 'guidance',
    claims: COACH,
    purpose: purpose('case-guidance'),
    refusedWith: 'PURPOSE_DENIED',
  },
  { name: 'matching', claims: COACH, purpose: purpose('matching'), refusedWith: 'PURPOSE_DENIED' },
  { name: 'unchosen', claims: COACH, refusedWith: 'PURPOSE_DENIED' },
  {
    name: 'purposeless',
    claims: { scopes: ['llo:case', 'llo:aggregate'], purposes: [] },
    refusedWith: 'PURPOSE_DENIED',
  },
  {
    name: 'citizen',
    claims: { scopes: ['llo:case'], purposes: [purpose('inzage')], role: 'citizen', subject: 's' },
    refusedWith: 'PURPOSE_DENIED',
  },
];

export interface Decisions {
  /** May this caller have this field? Throws where nobody decided. */
  isAllowed(caller: CallerKind, coordinate: string): boolean;
  /** The same as one kind of partner decides on its own. */
  at(kind: string): Decisions;
  readonly coordinates: ReadonlySet<string>;
}

const file = z.object({
  groups: z.record(z.string(), z.array(z.string())),
  only: z.record(z.string(), z.array(z.string())),
  fields: z.record(z.string(), z.record(z.string(), z.string())),
});

/** Reads the table; a field that is decided twice, or for an unknown group, is a mistake. */
export function readDecisions(): Decisions {
  const path = join(projectRoot(), 'test/access/decisions.yaml');
  const { groups, only, fields } = file.parse(parse(readFileSync(path, 'utf8')));
  const allowed = new Map<string, ReadonlySet<string>>();
  for (const [type, byGroup] of Object.entries(fields)) {
    for (const [group, names] of Object.entries(byGroup)) {
      for (const name of names.split(/\s+/)) {
        decide(allowed, `${type}.${name}`, groups[group]);
      }
    }
  }
  const decisions: Decisions = {
    coordinates: new Set(allowed.keys()),
    isAllowed: (caller, coordinate) => callersOf(coordinate).has(caller.name),
    at: (kind) => ({
      ...decisions,
      isAllowed(caller, coordinate) {
        const callers = callersOf(coordinate);
        const isElsewhere = only[caller.name]?.includes(kind) === false;
        return callers.has(caller.name) && (!isElsewhere || callers.size === CALLERS.length);
      },
    }),
  };
  return decisions;

  function callersOf(coordinate: string): ReadonlySet<string> {
    const callers = allowed.get(coordinate);
    if (callers) return callers;
    throw new Error(`Nobody decided who may have "${coordinate}"`);
  }
}

function decide(
  allowed: Map<string, ReadonlySet<string>>,
  coordinate: string,
  callers: readonly string[] | undefined,
): void {
  if (allowed.has(coordinate)) throw new Error(`"${coordinate}" is decided twice`);
  const unknown = callers?.filter((name) => CALLERS.every((caller) => caller.name !== name));
  if (!callers || (unknown && unknown.length > 0)) {
    throw new Error(`"${coordinate}" is decided for callers that do not exist`);
  }
  allowed.set(coordinate, new Set(callers));
}
