/** Root fields that give pages: values, `first` and cursors. Their rows are what `checkEntities` asks for again. */
import { isObjectType } from 'graphql';
import { isObject } from '../../core/structures/is-object.ts';
import type { Purpose } from '../../core/purposes/purposes.ts';
import { NONE } from './test-ids.ts';
import type { SubgraphCheck } from './check-subgraph.ts';
import type { RootField } from './contract-graph.ts';
import type { Reply } from './subgraph-client.ts';
import {
  codesOf,
  describeReply,
  isRefused,
  rowsOf,
  connectionOf,
  areOnlyPartners,
} from './read-reply.ts';

const ROWS = 5;

export async function checkLists(check: SubgraphCheck): Promise<void> {
  for (const list of check.graph.lists) await checkList(check, list);
  for (const [typeName, text] of check.settings.records) addRecord(check, typeName, text);
}

async function checkList(check: SubgraphCheck, list: RootField): Promise<void> {
  const { graph, ask, expect } = check;
  const { name, node } = list;
  const subject = `list ${name}`;
  const page = (purpose: Purpose | null, selection: string) => (first: number, after?: unknown) =>
    ask(
      `query ($first: Int!, $after: String) { ${name}(first: $first, after: $after) {
         nodes ${selection} edges { cursor node { __typename } } pageInfo { hasNextPage endCursor } } }`,
      purpose,
      { first, after },
    );
  let used: readonly [Purpose | null, Reply] | undefined;
  for (const purpose of check.purposesFor(list.demands)) {
    const reply = await page(purpose, graph.selectionOf(node, purpose, 1))(ROWS);
    used = [purpose, reply];
    if (!codesOf(reply).some((code) => code.endsWith('_DENIED'))) break;
  }
  if (used === undefined) return;
  const [purpose, reply] = used;
  const selection = graph.selectionOf(node, purpose, 1);
  const rows = rowsOf(reply, name);
  const isFine = rows !== null && areOnlyPartners(reply);
  expect(subject, isFine || isNamedNull(reply), {
    expected: 'a page of rows, with errors of unavailable partners alone',
    came: reply,
    mend: 'a row that cannot be read is left out, and a partner that fails is PARTNER_NO_ANSWER',
  });
  if (rows === null) return;
  expectFit(check, subject, `query { ${name}(first: ${ROWS}) { nodes ${selection} } }`, reply);
  collect(check, reply.data, purpose);
  await checkPages(check, subject, name, page(purpose, keysOf(check, list)), rows);
}

/** Every value fits its type: no null where the SDL has none, no other word, no text for a number. */
export function expectFit(
  check: SubgraphCheck,
  subject: string,
  query: string,
  { data }: Reply,
): void {
  const misfits = [...new Set(check.graph.misfits(query, data))].slice(0, ROWS);
  check.expect(`values of ${subject}`, misfits.length === 0, {
    expected: 'each value to have the type that the SDL says',
    came: `other values at ${misfits.join(', ')}`,
    mend: 'give null for a value that does not fit, or leave the object out where null may not stand',
  });
}

/** What tells one row from another. */
export function keysOf({ graph }: SubgraphCheck, { node }: RootField): string {
  const entity = graph.entities.find(({ type }) => type === node);
  return `{ __typename ${(entity?.keys ?? []).join(' ')} }`;
}

type AskPage = (first: number, after?: unknown) => Promise<Reply>;

async function checkPages(
  { expect }: SubgraphCheck,
  subject: string,
  name: string,
  page: AskPage,
  rows: readonly unknown[],
): Promise<void> {
  const codes: string[] = [];
  for (const first of [0, -1, 101, 100_000]) {
    const reply = await page(first);
    if (!isRefused(reply) || !codesOf(reply).includes('ARGUMENT_INVALID')) {
      codes.push(`first: ${first} gave ${describeReply(reply)}`);
    }
  }
  expect(`${subject} first`, codes.length === 0, {
    expected: '"first" outside 1 to 100 to be ARGUMENT_INVALID',
    came: codes.join('; '),
    mend: 'refuse it before a partner is asked',
  });
  const most = await page(100);
  expect(`${subject} of 100`, rowsOf(most, name) !== null || isNamedNull(most), {
    expected: '"first: 100" to be accepted',
    came: most,
    mend: 'give up to a hundred rows in a page',
  });
  const wrong = await page(1, NONE);
  expect(`${subject} after`, isRefused(wrong) && codesOf(wrong).includes('CURSOR_INVALID'), {
    expected: 'a cursor that is none to be CURSOR_INVALID',
    came: wrong,
    mend: 'read a cursor before a partner is asked',
  });
  if (rows.length < 2) return;
  const one = await page(1);
  const cursor = pageInfoOf(one, name)['endCursor'];
  const next = await page(1, cursor);
  const ids = [one, next].map(
    (reply) => rowsOf(reply, name)?.map((row) => JSON.stringify(row)) ?? [],
  );
  const isWalk = ids.every((page1) => page1.length === 1) && ids[0]?.[0] !== ids[1]?.[0];
  expect(`${subject} pages`, isWalk && pageInfoOf(one, name)['hasNextPage'] === true, {
    expected: 'first: 1 to give one row and a cursor, and the page after it another row',
    came: isWalk
      ? 'hasNextPage that is not true'
      : `pages of ${ids.map(({ length }) => length).join(' and ')} rows, or one row twice`,
    mend: 'give at most "first" rows in a stable order, and continue after the cursor',
  });
}

function pageInfoOf(reply: Reply, name: string): Readonly<Record<string, unknown>> {
  const info = connectionOf(reply, name)?.['pageInfo'];
  return isObject(info) ? info : {};
}

/** No page because of partners that are named. */
const isNamedNull = (reply: Reply): boolean => reply.errors.length > 0 && areOnlyPartners(reply);

/** Notes the entities in data, and the texts in their ids. */
function collect(check: SubgraphCheck, data: unknown, purpose: Purpose | null): void {
  const { graph, ids, known, expect } = check;
  const wrong = new Set<string>();
  const read = new Set<string>();
  const left: unknown[] = [data];
  while (left.length > 0) {
    const one = left.pop();
    if (Array.isArray(one)) left.push(...(one as unknown[]));
    if (!isObject(one)) continue;
    left.push(...Object.values(one));
    const { __typename: typeName, id } = one;
    if (typeof typeName !== 'string' || !isObjectType(graph.schema.getType(typeName))) continue;
    if (purpose !== null && ids.has(typeName) && id !== undefined) {
      read.add(typeName);
      if (!isIdText(typeName, ids.decrypt(typeName, id, purpose))) wrong.add(typeName);
    }
    const entity = graph.entities.find(({ type }) => type.name === typeName);
    if (entity?.keys.every((key) => one[key] !== undefined && one[key] !== null) !== true) continue;
    const keys = Object.fromEntries(entity.keys.map((key) => [key, one[key]]));
    const representation = { __typename: typeName, ...keys };
    const isNew = known.every(
      (other) => JSON.stringify(other.representation) !== JSON.stringify(representation),
    );
    if (isNew && graph.mayUse(purpose, entity.demands))
      known.push({ representation, purpose, seen: one });
  }
  for (const typeName of read) {
    expect(`ids of ${typeName}`, !wrong.has(typeName), {
      expected: 'AES-SIV with the label, client, purpose and quarter of the context',
      came: 'an id that does not decrypt, or with another text in it',
      mend: 'compare with the test vectors in docs/subgraph-protocol.md',
    });
  }
}

/** A citizen number in the id of a person, in others the partner's id and its number. */
function isIdText(typeName: string, text: string | null): boolean {
  return text !== null && (typeName === 'Person' ? /^\d{9}$/ : /^[\w.-]+:./).test(text);
}

function addRecord(check: SubgraphCheck, typeName: string, text: string): void {
  const entity = check.graph.entities.find(({ type }) => type.name === typeName);
  const [purpose] = entity === undefined ? [] : check.purposesFor(entity.demands);
  if (purpose === undefined) return;
  const id = purpose === null ? text : check.ids.encrypt(typeName, text, purpose);
  check.known.push({ representation: { __typename: typeName, id }, purpose, seen: {} });
}
