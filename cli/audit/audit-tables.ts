import { momentOf, type AccessEntry, type RequestEntry } from './log-entries.ts';
import type { Names } from './names.ts';
import { momentText, textTable, type Column } from './text-table.ts';

/** Rows of a table: the newest. */
const ROWS_MAX = 1_000;
/** Characters of a trace id, enough for --trace. */
const TRACE_SHOWN = 16;
const USER_SHOWN = 24;

/** Keeps the newest of any number of entries. */
export function createNewest<Entry extends { start_time?: number; time?: string }>() {
  let kept: Entry[] = [];
  let count = 0;
  const newest = () =>
    kept.toSorted((a, b) => (momentOf(a) || 0) - (momentOf(b) || 0)).slice(-ROWS_MAX);
  return {
    add: (entry: Entry): void => {
      count += 1;
      kept.push(entry);
      if (kept.length > 4 * ROWS_MAX) kept = newest();
    },
    /** Oldest first, and how many there are that are not among them. */
    result: () => ({ entries: newest(), rest: count - Math.min(count, ROWS_MAX) }),
  };
}

interface Newest<Entry> {
  readonly entries: readonly Entry[];
  readonly rest: number;
}

/** Two tables: the data that was accessed, from the logs of partners, and the requests, from the gateway's. */
export function auditTables(
  accessed: Newest<AccessEntry>,
  requested: Newest<RequestEntry>,
  names: Names,
): string {
  const lines = [
    ...withRest(
      textTable('Geraadpleegd / Accessed', accessColumns(names), accessed.entries),
      accessed,
    ),
    ...withRest(
      textTable('Verzoeken / Requests', requestColumns(names), requested.entries),
      requested,
    ),
  ];
  return lines.length === 0 ? 'Niets gevonden / Nothing found' : lines.join('\n');
}

function withRest(lines: readonly string[], { rest }: Newest<unknown>): readonly string[] {
  if (lines.length === 0) return [];
  const more = `en ${rest} eerdere: gebruik --since / and ${rest} earlier: use --since`;
  return [...lines, ...(rest > 0 ? [more] : []), ''];
}

const accessColumns = (names: Names): readonly Column<AccessEntry>[] => [
  ['tijd', 'time', (entry) => momentText(momentOf(entry))],
  ['organisatie', 'client', (entry) => names.organisation(ours(entry)['vakgraaf.client'])],
  ['doel', 'purpose', (entry) => names.purpose(ours(entry)['vakgraaf.purpose'])],
  ['partner', 'partner', (entry) => ours(entry)['vakgraaf.controller'] ?? '–'],
  ['betrokkene', 'subject', ({ attributes }) => subjectOf(attributes ?? {})],
  ['verwerking', 'operation', ({ name }) => name ?? '–'],
  ['trace', 'trace', ({ trace_id: id }) => id.slice(0, TRACE_SHOWN)],
];

const requestColumns = (names: Names): readonly Column<RequestEntry>[] => [
  ['tijd', 'time', (entry) => momentText(momentOf(entry))],
  ['organisatie', 'client', ({ consumer }) => names.organisation(consumer)],
  ['gebruiker', 'user', ({ user }) => (user ?? '–').slice(0, USER_SHOWN)],
  ['doel', 'purpose', ({ purpose }) => names.purpose(purpose)],
  ['verzoek', 'operation', ({ operation_name: name }) => name ?? '–'],
  ['uitkomst', 'outcome', outcomeOf],
  ['partners', 'partners', ({ partners }) => partners?.join(', ') || '–'],
  ['trace', 'trace', ({ trace_id: id }) => id.slice(0, TRACE_SHOWN)],
];

/** What a line has besides the fields of the standard; see docs/ldv-extension.md. */
export function ours({ resource }: AccessEntry): Readonly<Record<string, string>> {
  return resource?.attributes ?? {};
}

function subjectOf(attributes: Readonly<Record<string, string>>): string {
  const id = attributes['dpl.core.data_subject_id'];
  const type = attributes['dpl.core.data_subject_id_type'] ?? '';
  return id === undefined ? '– (geen persoon / no person)' : `${type} ${id}`;
}

/** The outcome with its error codes, and the number of requests when the line counts several. */
function outcomeOf({ outcome = '–', codes = [], count }: RequestEntry): string {
  const why = outcome === 'refused' ? codes.map((code) => ` ${code}`).join('') : '';
  return `${outcome}${why}${count === undefined ? '' : ` ×${count}`}`;
}
