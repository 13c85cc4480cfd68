/** Asks the gateway as everyone who may, with everything along that a client should not have sent. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSavedQuery } from '../../ui/saved-query.ts';
import { citizenSubject } from '../../mocks/citizens.ts';
import { issueToken } from '../../mocks/issuer.ts';
import { parseRole } from '../../mocks/roles.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { TEST_DAY } from '../support/test-day.ts';
import type { Place } from './search.ts';

/** In everything that a client sends and nobody asked it for; another bird, to tell them apart. */
export const CLIENT_MARK = 'koolmees';
export const CLIENT_NUMBER = '111222333';

export interface Asker {
  readonly name: string;
  readonly token: string | null;
  /** The sealed id of the person who asks. */
  readonly subject: string | null;
}

export interface Reply extends Place {
  readonly asker: Asker;
  readonly data: unknown;
}

const ASKERS: readonly (readonly [role: string, purpose?: string])[] = [
  ['dashboard'],
  ['analyst'],
  ['developer'],
  ['coach', 'case-guidance'],
  ['coach', 'matching'],
  ['citizen'],
];

/** The public, and every role under each of its purposes. */
export async function createAskers(): Promise<readonly Asker[]> {
  const known = ASKERS.map(async ([id, purpose]) => {
    const role = parseRole(id);
    const now = new Date(`${TEST_DAY}T12:00:00Z`);
    const subject = role.isCitizen ? citizenSubject(role, undefined, now) : null;
    const { token } = await issueToken(role, {
      ...(purpose === undefined ? {} : { purpose }),
      ...(subject === null ? {} : { subject }),
    });
    return { name: [id, purpose].filter(Boolean).join(' for '), token, subject };
  });
  return [{ name: 'public', token: null, subject: null }, ...(await Promise.all(known))];
}

/** A question that is read through, whatever comes. */
export async function ask(
  url: string,
  asker: Asker,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Reply> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(asker.token === null ? {} : { authorization: `Bearer ${asker.token}` }),
      // What browsers, proxies and careless programs add.
      cookie: `sessie=${CLIENT_MARK}-koekje`,
      baggage: `bsn=${CLIENT_NUMBER},naam=${CLIENT_MARK}`,
      tracestate: `${CLIENT_MARK}=1`,
      'x-llo-context': `${CLIENT_MARK}.context.${CLIENT_MARK}`,
      'x-forwarded-for': `${CLIENT_MARK}.example`,
      [`x-${CLIENT_MARK}`]: CLIENT_MARK,
    },
    body: JSON.stringify({ query, variables, extensions: { naam: CLIENT_MARK } }),
  });
  const text = await response.text();
  const head = JSON.stringify([response.status, ...response.headers]);
  const { data } = JSON.parse(text) as { data?: unknown };
  return {
    name: `${asker.name}: ${query.replaceAll(/\s+/g, ' ').slice(0, 100)}`,
    text: `${head}\n${text}`,
    asker,
    data,
  };
}

interface SavedQuestion {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const VALUES: Readonly<Record<string, unknown>> = {
  programma: 'gelders-vakmanschap',
  vandaag: TEST_DAY,
};

/** Ordinary questions, so that nothing is held only because it came last. */
export async function askPlainly(url: string, times: number): Promise<void> {
  const body = JSON.stringify({ query: '{ programmes(first: 1) { nodes { id } } }' });
  const headers = { 'content-type': 'application/json' };
  await Promise.all(
    Array.from({ length: times }, async () => {
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
      await response.arrayBuffer();
    }),
  );
}

/** Puts questions side by side, but no more at once than a partner can answer in time. */
export async function inTurns<T, R>(
  items: readonly T[],
  put: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const waiting = [...items.entries()];
  const turn = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      results[next[0]] = await put(next[1]);
    }
  };
  await Promise.all(Array.from({ length: 6 }, turn));
  return results;
}

/** Those of the explorer and of the dashboard. */
export function savedQuestions(): readonly SavedQuestion[] {
  return ['explorer/saved-queries', 'dashboard/saved-queries'].flatMap((folder) =>
    readdirSync(join(projectRoot(), folder))
      .filter((file) => file.endsWith('.graphql'))
      .map((file) => {
        const text = readFileSync(join(projectRoot(), folder, file), 'utf8');
        const { document, today } = parseSavedQuery(file, text);
        const named = [...document.matchAll(/\$(\w+)\s*:/g)].map(([, name = '']) => name);
        const given = named.flatMap((name) => (name in VALUES ? [[name, VALUES[name]]] : []));
        const variables = { ...Object.fromEntries(given), ...(today && { [today]: TEST_DAY }) };
        return { document, variables };
      }),
  );
}

/** One id of each sort of case record that this asker finds in lists. */
export async function findIds(url: string, asker: Asker): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, query] of [
    ['voucher', '{ list: vouchers(first: 1, filter: { statuses: [REDEEMED] }) { nodes { id } } }'],
    ['person', '{ list: jobseekers(first: 1) { nodes { id } } }'],
    ['trajectory', '{ list: caseload(first: 1) { nodes { id } } }'],
    ['training', '{ list: trainings(first: 1) { nodes { id } } }'],
    ['pilot', '{ list: pilots(first: 1) { nodes { id } } }'],
  ] as const) {
    const { data } = await ask(url, asker, query);
    const { list } = (data ?? {}) as { list?: { nodes: { id: string }[] } | null };
    const id = list?.nodes[0]?.id;
    if (id !== undefined) found[name] = id;
  }
  return found;
}
