import { readPartners } from '../../subgraphs/partners.ts';
import { readPurposes } from '../../core/purposes/purposes.ts';
import { join } from 'node:path';
import { projectRoot } from '../../core/config/project-root.ts';
import type { Deletion } from '../../core/audit-log/deletion.ts';
import type { Damage, Verified } from '../../core/audit-log/verify-log.ts';

/** A line of either log, as far as it is shown. */
export interface LogEntry {
  readonly trace_id: string;
  readonly name?: string;
  readonly start_time?: number;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly time?: string;
  readonly consumer?: string | null;
  readonly user?: string | null;
  readonly purpose?: string | null;
  readonly outcome?: string;
  readonly operation_name?: string | null;
  readonly partners?: readonly string[];
  readonly codes?: readonly string[];
  readonly count?: number;
}

type Row = readonly string[];

const ROWS_MAX = 1_000;
/** Enough to tell apart, and for --trace. */
const TRACE_SHOWN = 16;
const USER_SHOWN = 24;
const LOOKED_AT: Row = ['tijd', 'wie vroeg', 'doel', 'bij', 'over', 'vraag', 'kenmerk'];
const LOOKED_AT_EN: Row = ['when', 'asked by', 'purpose', 'at', 'about', 'question', 'trace'];
const ASKED: Row = [
  'tijd',
  'wie vroeg',
  'gebruiker',
  'doel',
  'vraag',
  'uitkomst',
  'bij',
  'kenmerk',
];
const ASKED_EN: Row = ['when', 'asked by', 'user', 'purpose', 'question', 'outcome', 'at', 'trace'];

/** Two tables: what was looked at, by the partners' accounts; and who asked, by the gateway's. */
export function auditTables(entries: readonly LogEntry[]): string {
  const words = createWords();
  const lookedAt = entries.filter(({ attributes }) => attributes !== undefined);
  const asked = entries.filter(({ attributes }) => attributes === undefined);
  const tables = [
    ...table(
      'Ingezien / Looked at',
      [LOOKED_AT, LOOKED_AT_EN],
      lookedAt.map((one) => lookedAtRow(one, words)),
    ),
    ...table(
      'Gevraagd / Asked',
      [ASKED, ASKED_EN],
      asked.map((one) => askedRow(one, words)),
    ),
  ];
  return tables.length === 0 ? 'Niets gevonden / Nothing found' : tables.join('\n');
}

/** Says whether the logs are whole, and if not where to look. */
export function damageLines({ files, lines, damages, deletions = [] }: Verified): string {
  const deleted = deletions.map(deletionLine);
  const counted = `${lines} regels in ${files} bestanden / ${lines} lines in ${files} files`;
  const found =
    damages.length === 0
      ? [`Heel: ${counted}`, 'Whole: every line follows the one before it']
      : [`Niet heel / Not whole: ${counted}`, ...damages.map(damageLine)];
  return [...found, ...deleted].join('\n');
}

function deletionLine(one: Deletion): string {
  const days = Object.entries(one.retention_days).map(([purpose, kept]) => `${purpose} ${kept}`);
  return (
    `  ${one.at.slice(0, 10)}: ${one.lines} regels verwijderd / lines deleted, ` +
    `${one.from?.slice(0, 10) ?? '–'} – ${one.to?.slice(0, 10) ?? '–'} (${days.join(', ')})`
  );
}

const WHAT: Readonly<Record<Damage['what'], string>> = {
  altered: 'deze regel of die ervoor is veranderd of weg / this line or the one before it changed',
  torn: 'eindigt midden in een regel / ends in the middle of a line',
  shortened: 'mist regels aan het eind / misses lines at its end',
  missing: 'een bestand hiervoor is weg / a file before this one is gone',
  headless: 'de eerste regel is weg / its first line is gone',
  early: 'er is te vroeg verwijderd / something was deleted before its time',
};

function damageLine({ file, line, what }: Damage): string {
  return `  ${file}${line === null ? '' : `, regel/line ${line}`}: ${WHAT[what]}`;
}

interface Words {
  readonly organisation: (oin: string | undefined) => string;
  readonly purpose: (uri: string | null | undefined) => string;
}

function createWords(): Words {
  const purposes = readPurposes();
  const { partners } = readPartners(join(projectRoot(), 'subgraphs/partners.yaml'));
  return {
    organisation: (oin = '') => {
      const known = partners.find((one) => 'oin' in one && one.oin === oin);
      return known === undefined ? oin : `${known.name} (${oin.replace(/^0+/, '')})`;
    },
    purpose: (uri) => (uri == null ? '–' : (purposes.get(uri)?.nl ?? uri)),
  };
}

function lookedAtRow({ start_time: ms, attributes = {}, name, trace_id }: LogEntry, words: Words) {
  return [
    moment(ms ?? 0),
    words.organisation(attributes['llo.consumer']),
    words.purpose(attributes['llo.purpose']),
    attributes['llo.partner'] ?? '–',
    subjectOf(attributes),
    name ?? '–',
    trace_id.slice(0, TRACE_SHOWN),
  ];
}

function subjectOf(attributes: Readonly<Record<string, string>>): string {
  const id = attributes['dpl.core.data_subject_id'];
  const type = attributes['dpl.core.data_subject_id_type'] ?? '';
  return id === undefined ? 'niemand / nobody' : `${type} ${id}`;
}

function askedRow(entry: LogEntry, words: Words): Row {
  return [
    moment(Date.parse(entry.time ?? '')),
    entry.consumer === null ? '–' : words.organisation(entry.consumer),
    (entry.user ?? '–').slice(0, USER_SHOWN),
    words.purpose(entry.purpose),
    entry.operation_name ?? '–',
    outcomeOf(entry),
    entry.partners?.join(', ') || '–',
    entry.trace_id.slice(0, TRACE_SHOWN),
  ];
}

/** Why it was refused, and for how many requests a line stands. */
function outcomeOf({ outcome = '–', codes = [], count }: LogEntry): string {
  const why = outcome === 'refused' ? codes.map((code) => ` ${code}`).join('') : '';
  return `${outcome}${why}${count === undefined ? '' : ` ×${count}`}`;
}

function moment(ms: number): string {
  return Number.isNaN(ms) ? '–' : new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

function table(title: string, heads: readonly Row[], rows: readonly Row[]): readonly string[] {
  if (rows.length === 0) return [];
  const shown = rows.toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1)).slice(-ROWS_MAX);
  const widths = (heads[0] ?? []).map((_, at) =>
    Math.max(...[...heads, ...shown].map((row) => (row[at] ?? '').length)),
  );
  const line = (row: Row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  const rest = rows.length - shown.length;
  return [
    title,
    '',
    ...heads.map(line),
    widths.map((width) => '─'.repeat(width)).join('  '),
    ...shown.map(line),
    ...(rest > 0 ? [`en ${rest} eerdere: gebruik --since / and ${rest} earlier: use --since`] : []),
    '',
  ];
}
