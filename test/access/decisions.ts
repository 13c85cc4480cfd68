/**
 * Reads `decisions.yaml`: which client may query which field. Tests compare it with the rules in the SDL,
 * with the gateway and with each subgraph.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectRoot } from '../../core/config/project-root.ts';
import type { SmallGateway } from '../gateway/support/small-gateway.ts';

/** A client: the claims of its token, and the error code for fields that are denied to it. */
export interface TestClient {
  readonly name: string;
  /** `null` is a request without a token. */
  readonly claims: Readonly<Record<string, unknown>> | null;
  /** The value of `x-llo-purpose`, when the token has several purposes. */
  readonly purpose?: string;
  readonly deniedWith: 'UNAUTHENTICATED' | 'SCOPE_DENIED' | 'PURPOSE_DENIED';
}

const purpose = (name: string): string => `urn:llo:purpose:${name}`;
const COACH = {
  scopes: ['llo:case'],
  purposes: [purpose('case-guidance'), purpose('matching')],
  role: 'coach',
};
const EVALUATION = { scopes: ['llo:aggregate'], purposes: [purpose('programme-evaluation')] };

export const CLIENTS: readonly TestClient[] = [
  { name: 'public', claims: null, deniedWith: 'UNAUTHENTICATED' },
  {
    name: 'dashboard',
    claims: { scopes: [], purposes: [], role: 'dashboard' },
    deniedWith: 'SCOPE_DENIED',
  },
  { name: 'analyst', claims: { ...EVALUATION, role: 'analyst' }, deniedWith: 'SCOPE_DENIED' },
  {
    name: 'developer',
    claims: { scopes: ['llo:case'], purposes: [purpose('development')], role: 'developer' },
    deniedWith: 'PURPOSE_DENIED',
  },
  {
    name: 'guidance',
    claims: COACH,
    purpose: purpose('case-guidance'),
    deniedWith: 'PURPOSE_DENIED',
  },
  { name: 'matching', claims: COACH, purpose: purpose('matching'), deniedWith: 'PURPOSE_DENIED' },
  {
    name: 'support',
    claims: { scopes: ['llo:case'], purposes: [purpose('voucher-support')], role: 'fund-desk' },
    deniedWith: 'PURPOSE_DENIED',
  },
  { name: 'unchosen', claims: COACH, deniedWith: 'PURPOSE_DENIED' },
  {
    name: 'purposeless',
    claims: { scopes: ['llo:case', 'llo:aggregate'], purposes: [] },
    deniedWith: 'PURPOSE_DENIED',
  },
  {
    name: 'citizen',
    claims: { scopes: ['llo:case'], purposes: [purpose('inzage')], role: 'citizen', subject: 's' },
    deniedWith: 'PURPOSE_DENIED',
  },
];

/** The token of a client; that of a citizen is of the exchange. */
export async function tokenOf(
  gateway: SmallGateway,
  { name, claims }: Pick<TestClient, 'name' | 'claims'>,
): Promise<string | undefined> {
  if (claims === null) return undefined;
  return name === 'citizen' ? await gateway.ownToken() : await gateway.token(claims);
}

export interface Decisions {
  /** Whether the client may query the field; throws for a field without a decision. */
  isAllowed(client: TestClient, coordinate: string): boolean;
  /** The decisions as one subgraph enforces them. */
  at(subgraphName: string): Decisions;
  readonly coordinates: ReadonlySet<string>;
}

const file = z.object({
  groups: z.record(z.string(), z.array(z.string())),
  only: z.record(z.string(), z.array(z.string())),
  fields: z.record(z.string(), z.record(z.string(), z.string())),
});

/** Throws for a field with two decisions, or an unknown group. */
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
    isAllowed: (client, coordinate) => clientsOf(coordinate).has(client.name),
    at: (subgraphName) => ({
      ...decisions,
      isAllowed(client, coordinate) {
        const clients = clientsOf(coordinate);
        const isElsewhere = only[client.name]?.includes(subgraphName) === false;
        return clients.has(client.name) && (!isElsewhere || clients.size === CLIENTS.length);
      },
    }),
  };
  return decisions;

  function clientsOf(coordinate: string): ReadonlySet<string> {
    const clients = allowed.get(coordinate);
    if (clients) return clients;
    throw new Error(`Cannot find a decision for "${coordinate}"`);
  }
}

function decide(
  allowed: Map<string, ReadonlySet<string>>,
  coordinate: string,
  clients: readonly string[] | undefined,
): void {
  if (allowed.has(coordinate)) throw new Error(`"${coordinate}" has two decisions`);
  const unknown = clients?.filter((name) => CLIENTS.every((client) => client.name !== name));
  if (!clients || (unknown && unknown.length > 0)) {
    throw new Error(`"${coordinate}" has a decision for unknown clients`);
  }
  allowed.set(coordinate, new Set(clients));
}
