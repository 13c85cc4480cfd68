/** Who was in a data breach, for the notification to the supervisory authority (GDPR, Article 33(3)(a)). */
import { createHash } from 'node:crypto';
import { dutchCategories } from '../../subgraphs/kit/audit/data-categories.ts';
import { openSubject } from '../../subgraphs/kit/audit/subject-id.ts';
import type { KeySets } from '../../subgraphs/kit/ids/key-set.ts';
import type { LogFile } from '../../core/audit-log/read-lines.ts';
import { ours } from './audit-tables.ts';
import { eachAccess, eachRequest, momentOf } from './log-entries.ts';
import type { Names } from './names.ts';
import { momentText, textTable, type Column } from './text-table.ts';

export interface BreachOptions {
  readonly logs: readonly LogFile[];
  readonly fromMs: number;
  readonly toMs: number;
  /** Only what this organisation requested. */
  readonly client: string | undefined;
  readonly keySets: KeySets;
  readonly names: Names;
  readonly now: Date;
}

/** What one client requested for one purpose. */
interface Group {
  readonly client: string;
  readonly purpose: string;
  readonly people: Set<string>;
  readonly records: Set<string>;
  readonly partners: Set<string>;
  readonly categories: Set<string>;
  readonly requests: Set<string>;
  firstMs: number;
  lastMs: number;
}

/** Above it the numbers are lower limits, so that memory is bounded. */
const COUNTED_MAX = 5_000_000;

/** The people in the lines of a period, each counted once, by client and purpose and in all. */
export async function breachReport(options: BreachOptions): Promise<string> {
  const { logs, fromMs, toMs, client, keySets, names, now } = options;
  const isIn = (atMs: number) => fromMs <= atMs && atMs <= toMs;
  const groups = new Map<string, Group>();
  const all = createGroup('', '');
  let isComplete = true;
  const add = (set: Set<string>, text: string) => {
    if (set.size < COUNTED_MAX) set.add(text);
    else isComplete &&= set.has(text);
  };
  const opened = new Map<string, string>();
  const personOf = (id: string, partner: string): string => {
    const known = opened.get(id);
    if (known !== undefined) return known;
    const subject = openSubject(id, [partner], keySets, now);
    const person = shortened(subject === null ? `${partner} ${id}` : subject.text);
    if (opened.size < COUNTED_MAX) opened.set(id, person);
    return person;
  };

  await eachAccess(logs, (entry, log) => {
    const atMs = momentOf(entry);
    const { 'vakgraaf.client': by = '–', 'vakgraaf.purpose': purpose = '–' } = ours(entry);
    if (!isIn(atMs) || (client !== undefined && by !== client)) return;
    const key = JSON.stringify([by, purpose]);
    const group = groups.get(key) ?? createGroup(by, purpose);
    groups.set(key, group);
    const id = entry.attributes?.['dpl.core.data_subject_id'];
    const isPerson = entry.attributes?.['dpl.core.data_subject_id_type'] === 'person';
    for (const one of [group, all]) {
      one.firstMs = Math.min(one.firstMs, atMs);
      one.lastMs = Math.max(one.lastMs, atMs);
      one.partners.add(log.name);
      add(one.requests, shortened(entry.trace_id));
      for (const type of (ours(entry)['vakgraaf.categories'] ?? '').split(' ')) {
        if (type !== '' && id !== undefined) one.categories.add(type);
      }
      if (id !== undefined && isPerson) add(one.people, personOf(id, log.name));
      else if (id !== undefined) add(one.records, shortened(`${log.name} ${id}`));
    }
  });
  const users = new Set<string>();
  await eachRequest(logs, (entry) => {
    const isOfClient = client === undefined || entry.consumer === client;
    if (isIn(momentOf(entry)) && isOfClient && entry.user != null)
      add(users, shortened(entry.user));
  });

  const rows = [...groups.values()].toSorted((a, b) => b.people.size - a.people.size);
  const atLeast = isComplete ? '' : 'minstens / at least ';
  const hasKey = keySets.person !== undefined;
  return [
    `Periode / period: ${momentText(fromMs)} – ${momentText(toMs)}`,
    `Betrokkenen / data subjects: ${atLeast}${all.people.size} personen / people` +
      (hasKey || all.people.size === 0 ? '' : `, ${PER_PARTNER}`) +
      `, ${all.records.size} dossiers zonder persoon / records without a person`,
    `Verzoeken / requests: ${all.requests.size}; gebruikers / users: ${users.size}`,
    `Eerste en laatste / first and last: ${momentText(all.firstMs)}, ${momentText(all.lastMs)}`,
    '',
    ...textTable('Per organisatie en doel / By client and purpose', columns(names), rows),
    '',
    RECORDS,
  ].join('\n');
}

const PER_PARTNER =
  'per partner geteld, want zonder --key is niet te zien wie dezelfde is' +
  ' / counted per partner, since without --key it is not known who is the same';

const RECORDS =
  'Een dossier zonder persoon is een voucher, deelname of traject: dat hoort bij een persoon, die hierboven al geteld kan zijn.\n' +
  'A record without a person is a voucher, enrolment or trajectory: it belongs to a person, who may be counted above.';

const columns = (names: Names): readonly Column<Group>[] => [
  ['organisatie', 'client', ({ client }) => names.organisation(client)],
  ['doel', 'purpose', ({ purpose }) => names.purpose(purpose)],
  ['personen', 'people', ({ people }) => String(people.size)],
  ['dossiers', 'records', ({ records }) => String(records.size)],
  ['verzoeken', 'requests', ({ requests }) => String(requests.size)],
  ['partners', 'partners', ({ partners }) => [...partners].toSorted().join(', ')],
  [
    'gegevens',
    'categories',
    ({ categories }) => dutchCategories([...categories].toSorted()).join(', ') || '–',
  ],
  ['eerste', 'first', ({ firstMs }) => momentText(firstMs)],
  ['laatste', 'last', ({ lastMs }) => momentText(lastMs)],
];

function createGroup(client: string, purpose: string): Group {
  return {
    client,
    purpose,
    people: new Set(),
    records: new Set(),
    partners: new Set(),
    categories: new Set(),
    requests: new Set(),
    firstMs: Number.POSITIVE_INFINITY,
    lastMs: Number.NEGATIVE_INFINITY,
  };
}

/** Short enough for millions, and no number of a person stays in memory. */
function shortened(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 14);
}
