/** Requests as every type of client, with headers and extensions that a client should not send. */
import { decodeJwt } from 'jose';
import { issueToken } from '../../mocks/issuer.ts';
import { parseRole } from '../../mocks/roles.ts';
import { citizenToken } from '../support/citizen-token.ts';
import { coveringOperations } from '../support/covering-operations.ts';
import { TEST_DAY } from '../support/test-day.ts';
import type { SearchedText } from './find-secrets.ts';

/** Marks everything that a client sends unasked; another bird than the canary of the partners. */
export const CLIENT_MARK = 'koolmees';
export const CLIENT_NUMBER = '111222333';

/** A voucher number that no fund has; it may reach the fund of the client that asks, and nothing else may keep it. */
export const ASKED_NUMBER = 'WT-KOOL-TJIL';

export interface TestClient {
  readonly name: string;
  readonly token: string | null;
  /** The encrypted id of the signed-in person. */
  readonly subject: string | null;
}

export interface TestResponse extends SearchedText {
  readonly client: TestClient;
  readonly data: unknown;
}

const ROLES: readonly (readonly [role: string, purpose?: string])[] = [
  ['dashboard'],
  ['analyst'],
  ['developer'],
  ['coach', 'case-guidance'],
  ['coach', 'matching'],
  ['fund-desk'],
  ['citizen'],
];

/** The public, and every role for each of its purposes. */
export async function createClients(): Promise<readonly TestClient[]> {
  const known = ROLES.map(async ([id, purpose]) => {
    const role = parseRole(id);
    const token = role.isCitizen
      ? await citizenToken()
      : (await issueToken(role, purpose === undefined ? {} : { purpose })).token;
    const subject = role.isCitizen ? (decodeJwt(token).sub ?? null) : null;
    return { name: [id, purpose].filter(Boolean).join(' for '), token, subject };
  });
  return [{ name: 'public', token: null, subject: null }, ...(await Promise.all(known))];
}

/** Sends a query; the response with its headers as text. */
export async function ask(
  url: string,
  client: TestClient,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<TestResponse> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(client.token === null ? {} : { authorization: `Bearer ${client.token}` }),
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
    name: `${client.name}: ${query.replaceAll(/\s+/g, ' ').slice(0, 100)}`,
    text: `${head}\n${text}`,
    client,
    data,
  };
}

interface SavedOperation {
  /** Whether it is for the public, and so gives every client the same. */
  readonly isPublic: boolean;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Sends public requests, so that memory does not hold data only because it came with the last request. */
export async function sendPublicRequests(url: string, times: number): Promise<void> {
  const body = JSON.stringify({ query: '{ programmes(first: 1) { nodes { id } } }' });
  const headers = { 'content-type': 'application/json' };
  await Promise.all(
    Array.from({ length: times }, async () => {
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
      await response.arrayBuffer();
    }),
  );
}

/** Maps with at most six at a time, so that partners can respond in time. */
export async function mapConcurrently<T, R>(
  items: readonly T[],
  run: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const waiting = [...items.entries()];
  const turn = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      results[next[0]] = await run(next[1]);
    }
  };
  await Promise.all(Array.from({ length: 6 }, turn));
  return results;
}

/** Saved queries of the explorer and the dashboard that have every field of them all. */
export function savedOperations(): readonly SavedOperation[] {
  return coveringOperations(TEST_DAY).map(({ principal, document, variables }) => ({
    isPublic: principal === null,
    document,
    variables: { ...variables, ...('number' in variables && { number: ASKED_NUMBER }) },
  }));
}

/** For each root field, one id that this client finds in a list. */
export async function findIds(url: string, client: TestClient): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, query] of [
    ['voucher', '{ list: vouchers(first: 1, filter: { statuses: [REDEEMED] }) { nodes { id } } }'],
    ['person', '{ list: jobseekers(first: 1) { nodes { id } } }'],
    ['trajectory', '{ list: caseload(first: 1) { nodes { id } } }'],
    ['training', '{ list: trainings(first: 1) { nodes { id } } }'],
    ['pilot', '{ list: pilots(first: 1) { nodes { id } } }'],
  ] as const) {
    const { data } = await ask(url, client, query);
    const { list } = (data ?? {}) as { list?: { nodes: { id: string }[] } | null };
    const id = list?.nodes[0]?.id;
    if (id !== undefined) found[name] = id;
  }
  return found;
}
