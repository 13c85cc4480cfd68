/**
 * Two clients export all that they may page, each under its own OIN and purpose, and join the two on what both see.
 * `npx tsx test/support/linkability.ts` prints what matches and writes it to docs/linkability.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startFunds } from '../../mocks/funds/start-funds.ts';
import { startUwv } from '../../mocks/uwv/start-uwv.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { isObject } from '../../core/structures/is-object.ts';
import { readPurposes, type Purpose } from '../../core/purposes/purposes.ts';
import type { SubgraphName } from '../../core/federation/subgraph-names.ts';
import { decryptId, type IdLabel } from '../../subgraphs/kit/ids/encrypted-id.ts';
import { createKeySet, type KeyDomain } from '../../subgraphs/kit/ids/key-set.ts';
import {
  NOW,
  partnersAt,
  readDemoKey,
  startSubgraphHarness,
  type Principal,
  type SubgraphHarness,
} from './subgraph-harness.ts';
import { TEST_DAY } from './test-day.ts';

interface Export {
  /** As docs/linkability.md calls it. */
  readonly name: string;
  readonly kind: SubgraphName;
  readonly domain: KeyDomain;
  readonly label: IdLabel;
  readonly field: string;
  readonly selection: string;
  /** The purpose of the demo whose rights both clients have, each under a purpose of its own. */
  readonly rightsOf: string;
}

const PROFILE = `jobseekerProfile { availableFrom hoursPerWeekMin hoursPerWeekMax workAndThinkingLevel occupations
  sectors skills { scheme code } maxTravelMinutes region { kind code } provenance { partner asOf synthetic } }`;

const EXPORTS: readonly Export[] = [
  {
    name: 'vouchers, every field',
    kind: 'funds',
    domain: 'voucher',
    label: 'llo-voucher/v1',
    field: 'vouchers',
    selection: `id type use status issuedOn expiresOn redeemedOn amount { amount currency } requestedBy
      scheme { id } region { kind code } provider { id } employer { kvkNumber size } enrolments { id }
      provenance { partner asOf synthetic }`,
    rightsOf: 'urn:llo:purpose:development',
  },
  {
    name: 'job seekers, every field of UWV',
    kind: 'uwv',
    domain: 'person',
    label: 'llo-person/v1',
    field: 'jobseekers',
    selection: `id ${PROFILE}
      benefitEpisodes { id type startedOn endedOn endReason provenance { partner asOf synthetic } }
      employments { id sector industry { scheme code } startedOn endedOn hoursPerWeek
        provenance { partner asOf synthetic } }`,
    rightsOf: 'urn:llo:purpose:development',
  },
  {
    name: 'job seekers, the profile for matching',
    kind: 'uwv',
    domain: 'person',
    label: 'llo-person/v1',
    field: 'jobseekers',
    selection: `id ${PROFILE}`,
    rightsOf: 'urn:llo:purpose:matching',
  },
];

/** What two exports of one list have in common. */
export interface Linkability {
  readonly name: string;
  readonly records: number;
  /** Records at the same place in both. */
  readonly byPlace: number;
  /** Values of ids and of employers' numbers that are in both. */
  readonly sameOpaque: number;
  /** Different lengths of ids. */
  readonly idLengths: number;
  /** Records that have the same visible fields in both, and no other record has. */
  readonly byFields: number;
}

/** Measured with the world of the tests, so that the figures are the same each time. */
export async function measureLinkability(): Promise<readonly Linkability[]> {
  const world = createWorld({ date: TEST_DAY });
  const [uwv, funds] = await Promise.all([startUwv(world), startFunds(world)]);
  const purposes = new Map(readPurposes());
  const clients = EXPORTS.map(({ rightsOf }) => ['1', '2'].map((n) => clientOf(rightsOf, n)));
  for (const { purpose, rights } of clients.flat()) purposes.set(purpose, rights);
  const urls = { uwv: uwv.url, ...Object.fromEntries(funds.map(({ id, url }) => [id, url])) };
  const start = (kind: SubgraphName, domain: KeyDomain) =>
    startSubgraphHarness(kind, patient(partnersAt(urls)), [domain], { purposes });
  const harnesses = new Map<string, SubgraphHarness>([
    ['funds', await start('funds', 'voucher')],
    ['uwv', await start('uwv', 'person')],
  ]);
  try {
    const measured: Linkability[] = [];
    for (const [index, one] of EXPORTS.entries()) {
      const harness = harnesses.get(one.kind);
      const [a, b] = clients[index] ?? [];
      if (!harness || !a || !b) throw new Error(`Cannot export ${one.name}`);
      measured.push(
        compare(one, [a, await exportAll(harness, a, one)], [b, await exportAll(harness, b, one)]),
      );
    }
    return measured;
  } finally {
    await Promise.all([...harnesses.values(), uwv, ...funds].map((one) => one.stop()));
  }
}

const patient = (list: ReturnType<typeof partnersAt>) => ({
  ...list,
  partners: list.partners.map((one) => ({ ...one, deadlineMs: 30_000 })),
});

interface Client extends Principal {
  readonly rights: Purpose;
}

function clientOf(rightsOf: string, number: string): Client {
  const rights = readPurposes().get(rightsOf);
  if (rights === undefined) throw new Error(`Cannot find ${rightsOf}`);
  const purpose = `${rightsOf}-${number}`;
  return { consumer: `0000009900000000${number}000`, purpose, rights: { ...rights, uri: purpose } };
}

type Row = Readonly<Record<string, unknown>> & { readonly id: string };

async function exportAll(
  harness: SubgraphHarness,
  client: Client,
  { field, selection }: Export,
): Promise<readonly Row[]> {
  const query = `query ($after: String) { ${field}(first: 100, after: $after) {
    nodes { ${selection} } pageInfo { hasNextPage endCursor } } }`;
  const rows: Row[] = [];
  for (let after: string | null = null; ;) {
    const { data, errors } = await harness.ask(client, query, { after });
    if (errors) throw new Error(`Cannot export ${field}: ${JSON.stringify(errors[0])}`);
    const page = (data as Record<string, Page>)[field];
    if (!page) throw new Error(`Cannot export ${field}`);
    rows.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return rows;
    after = page.pageInfo.endCursor;
  }
}

interface Page {
  readonly nodes: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

type Exported = readonly [Client, readonly Row[]];

function compare({ name, domain, label }: Export, a: Exported, b: Exported): Linkability {
  const { keys } = readDemoKey(`${domain}.key`) as { keys: Record<string, string> };
  const keySet = createKeySet(domain, keys, true);
  const [textsOfA, textsOfB] = [a, b].map(([client, rows]) =>
    rows.map(({ id }) => decryptId(label, id, client, keySet, NOW)),
  );
  const opaque = [a, b].map(
    ([, rows]) =>
      new Set(
        rows
          .flatMap((row) => leavesOf(row))
          .filter(isOpaque)
          .map(([, value]) => value),
      ),
  );
  const [seenByA, seenByB] = [a, b].map(([, rows], side) => {
    // What differs between the clients everywhere joins nothing, so whoever joins leaves it out.
    const common = commonFields(a[1], b[1]);
    const found = new Map<string, (string | null)[]>();
    for (const [index, row] of rows.entries()) {
      const key = JSON.stringify(visible(row, common));
      found.set(key, [...(found.get(key) ?? []), [textsOfA, textsOfB][side]?.[index] ?? null]);
    }
    return found;
  });
  const alone = [...(seenByA ?? [])].filter(([key, texts]) => {
    const others = seenByB?.get(key);
    return texts.length === 1 && others?.length === 1 && others[0] === texts[0];
  });
  return {
    name,
    records: a[1].length,
    byPlace: a[1].filter((_, index) => textsOfA?.[index] === textsOfB?.[index]).length,
    sameOpaque: [...(opaque[0] ?? [])].filter((value) => opaque[1]?.has(value)).length,
    idLengths: new Set([...a[1], ...b[1]].map(({ id }) => id.length)).size,
    byFields: alone.length,
  };
}

type Leaf = readonly [field: string, value: unknown];

/** Every value in a record, under the names that lead to it. */
function leavesOf(value: unknown, field = ''): readonly Leaf[] {
  if (Array.isArray(value)) return value.flatMap((one) => leavesOf(one, field));
  if (!isObject(value)) return [[field, value]];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, `${field}.${name}`));
}

/** An id, or the number of an employer: what names a record or a person, apart from the ids that are public. */
const isOpaque = ([field, value]: Leaf) =>
  value !== null && /^\.id$|\.(benefitEpisodes|employments|enrolments)\.id$|kvkNumber$/.test(field);

function commonFields(a: readonly Row[], b: readonly Row[]): ReadonlySet<string> {
  const valuesOf = (rows: readonly Row[]) =>
    new Set(
      rows.flatMap((row) => leavesOf(row)).map(([field, value]) => `${field} ${String(value)}`),
    );
  const [inA, inB] = [valuesOf(a), valuesOf(b)];
  return new Set([...inA].filter((one) => inB.has(one)).map((one) => one.split(' ')[0] ?? ''));
}

/** The fields of a record that both clients see alike; lists in an order of their own. */
function visible(value: unknown, common: ReadonlySet<string>, field = ''): unknown {
  if (Array.isArray(value))
    return value.map((one) => JSON.stringify(visible(one, common, field))).toSorted();
  if (!isObject(value)) return common.has(field) ? value : null;
  return Object.entries(value).map(([name, inner]) => visible(inner, common, `${field}.${name}`));
}

const PAGE = join(projectRoot(), 'docs/linkability.md');
const BETWEEN = /(<!-- figures: begin[^\n]*-->\n)([\s\S]*?)(<!-- figures: end -->)/;

/** The table of docs/linkability.md. */
export function tableOf(measured: readonly Linkability[]): string {
  const rows = measured.map((one) => [
    one.name,
    ...[one.records, one.byPlace, one.sameOpaque, one.idLengths, one.byFields].map(String),
  ]);
  const head = ['list', 'records', 'same place', 'same ids', 'lengths of ids', 'same fields'];
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = line(widths.map((width) => '-'.repeat(width)));
  return `\n${[line(head), rule, ...rows.map(line)].join('\n')}\n\n`;
}

/** The table that is now on the page. */
export function readTable(): string {
  return BETWEEN.exec(readFileSync(PAGE, 'utf8'))?.[2] ?? '';
}

if (process.argv[1]?.endsWith('linkability.ts')) {
  const table = tableOf(await measureLinkability());
  console.log(table);
  const text = readFileSync(PAGE, 'utf8');
  writeFileSync(
    PAGE,
    text.replace(BETWEEN, (_, begin, __, end) => `${begin}${table}${end}`),
  );
}
