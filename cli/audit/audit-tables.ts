import { readPartners } from '../../subgraphs/partners.ts';
import { readPurposes } from '../../core/purposes/purposes.ts';
import { join } from 'node:path';
import { projectRoot } from '../../core/config/project-root.ts';
import type { Deletion } from '../../core/audit-log/deletion.ts';
import type { Damage, Verified } from '../../core/audit-log/verify-log.ts';

/** A line of a log of the gateway or of a subgraph: the fields that are shown. */
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

const ROWS_MAX = 1_000;
/** Characters of a trace id, enough for --trace. */
const TRACE_SHOWN = 16;
const USER_SHOWN = 24;

/** The heading in Dutch and in English, and what is shown of a line. */
type Column = readonly [nl: string, en: string, cell: (line: LogEntry, names: Names) => string];

const TRACE: Column = ['trace', 'trace', ({ trace_id }) => trace_id.slice(0, TRACE_SHOWN)];

const ACCESSED: readonly Column[] = [
  ['tijd', 'time', ({ start_time: ms }) => moment(ms ?? 0)],
  ['organisatie', 'client', (line, names) => names.organisation(line.attributes?.['llo.consumer'])],
  ['doel', 'purpose', (line, names) => names.purpose(line.attributes?.['llo.purpose'])],
  ['partner', 'partner', ({ attributes }) => attributes?.['llo.partner'] ?? '–'],
  ['betrokkene', 'subject', ({ attributes }) => subjectOf(attributes ?? {})],
  ['verwerking', 'operation', ({ name }) => name ?? '–'],
  TRACE,
];

const REQUESTED: readonly Column[] = [
  ['tijd', 'time', ({ time }) => moment(Date.parse(time ?? ''))],
  [
    'organisatie',
    'client',
    ({ consumer }, names) => (consumer === null ? '–' : names.organisation(consumer)),
  ],
  ['gebruiker', 'user', ({ user }) => (user ?? '–').slice(0, USER_SHOWN)],
  ['doel', 'purpose', ({ purpose }, names) => names.purpose(purpose)],
  ['verzoek', 'operation', ({ operation_name: name }) => name ?? '–'],
  ['uitkomst', 'outcome', outcomeOf],
  ['partners', 'partners', ({ partners }) => partners?.join(', ') || '–'],
  TRACE,
];

/** Two tables: the data that was accessed, from the logs of subgraphs, and the requests, from the gateway's. */
export function auditTables(entries: readonly LogEntry[]): string {
  const names = createNames();
  const accessed = entries.filter(({ attributes }) => attributes !== undefined);
  const requested = entries.filter(({ attributes }) => attributes === undefined);
  const lines = [
    ...table('Geraadpleegd / Accessed', ACCESSED, accessed, names),
    ...table('Verzoeken / Requests', REQUESTED, requested, names),
  ];
  return lines.length === 0 ? 'Niets gevonden / Nothing found' : lines.join('\n');
}

/** Whether the logs are intact, and otherwise which lines are not. */
export function damageLines({ files, lines, damages, deletions = [] }: Verified): string {
  const deleted = deletions.map(deletionLine);
  const counted = `${lines} regels in ${files} bestanden / ${lines} lines in ${files} files`;
  const found =
    damages.length === 0
      ? [`Ongeschonden: ${counted}`, 'Intact: every line follows the line before it']
      : [`Beschadigd / Damaged: ${counted}`, ...damages.map(damageLine)];
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
  altered:
    'deze regel of de regel ervoor is veranderd of verwijderd / this line or the line before it was changed or removed',
  torn: 'eindigt midden in een regel / ends in the middle of a line',
  shortened: 'aan het eind ontbreken regels / lines are missing at the end',
  missing: 'een bestand hiervoor ontbreekt / a file before this one is missing',
  headless: 'de eerste regel ontbreekt / the first line is missing',
  early:
    'er is verwijderd voor het einde van de bewaartermijn / lines were deleted before the end of their retention period',
};

function damageLine({ file, line, what }: Damage): string {
  return `  ${file}${line === null ? '' : `, regel/line ${line}`}: ${WHAT[what]}`;
}

interface Names {
  readonly organisation: (oin: string | undefined) => string;
  readonly purpose: (uri: string | null | undefined) => string;
}

function createNames(): Names {
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

function subjectOf(attributes: Readonly<Record<string, string>>): string {
  const id = attributes['dpl.core.data_subject_id'];
  const type = attributes['dpl.core.data_subject_id_type'] ?? '';
  return id === undefined ? '– (geen persoon / no person)' : `${type} ${id}`;
}

/** The outcome with its error codes, and the number of requests when the line counts several. */
function outcomeOf({ outcome = '–', codes = [], count }: LogEntry): string {
  const why = outcome === 'refused' ? codes.map((code) => ` ${code}`).join('') : '';
  return `${outcome}${why}${count === undefined ? '' : ` ×${count}`}`;
}

function moment(ms: number): string {
  return Number.isNaN(ms) ? '–' : new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

function table(
  title: string,
  columns: readonly Column[],
  entries: readonly LogEntry[],
  names: Names,
): readonly string[] {
  if (entries.length === 0) return [];
  const heads = [columns.map(([nl]) => nl), columns.map(([, en]) => en)];
  const rows = entries.map((entry) => columns.map(([, , cell]) => cell(entry, names)));
  const shown = rows.toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1)).slice(-ROWS_MAX);
  const widths = columns.map((_, at) =>
    Math.max(...[...heads, ...shown].map((row) => (row[at] ?? '').length)),
  );
  const line = (row: readonly string[]) =>
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
