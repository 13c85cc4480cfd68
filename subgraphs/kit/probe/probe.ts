/** Asks the live system of one partner through its ordinary source, and says what must be mended. */
import pino from 'pino';
import { failure, ok, warning, type Finding } from '../../../core/findings/finding.ts';
import type { Fault } from '../../../core/errors/error-codes.ts';
import { ConfigError, type ConfigPath } from '../../../core/config/read-config.ts';
import { continueTrace } from '../../../core/trace/trace.ts';
import { askPartner } from '../partners/ask-partner.ts';
import type {
  ConnectedPartner,
  ConnectOptions,
  OpenSources,
} from '../partners/connect-partners.ts';
import { createPartnerHealth } from '../partners/partner-health.ts';
import type { PartnerLog } from '../partners/partner-log.ts';
import { PartnerFault, type FaultDetail } from '../partners/partner-fault.ts';
import { createPartnerTraffic, type PartnerCall } from '../partners/partner-request.ts';
import type { UnreadValues } from '../partners/unread-values.ts';
import { describeRecords } from './describe-values.ts';
import { mendFault } from './mend-fault.ts';

/** What a check gives to the probe of each kind. */
export interface ProbeTools {
  readonly secretOf: (setting: string) => string | undefined;
  /** Where a field of the entry is in the partner list. */
  readonly entryLine: (...path: ConfigPath) => string;
  /** Where a part of the layout of the entry is; of a kind without layouts that of the entry. */
  readonly layoutLine: (...path: ConfigPath) => string;
}

/** Each subgraph has one: it asks a partner, and gives a finding for each column, field and request. */
export type Probe<Entry> = (entry: Entry, tools: ProbeTools) => Promise<readonly Finding[]>;

/** What the sources of one partner reported during one step. */
export interface Reported {
  /** How many unknown words, by list and field. */
  readonly unknownWords: ReadonlyMap<string, number>;
  readonly unread: readonly (UnreadValues & { readonly list: string })[];
  readonly received: ReadonlyMap<string, readonly object[]>;
}

/** The value of a step, and what was reported on the way. */
export interface Step<Value> extends Reported {
  readonly value: Value;
}

export interface Probed<Source> {
  readonly findings: Finding[];
  /**
   * One step: null where it failed, which is a finding; otherwise the time that it took is one. After a fault that
   * every step would have, no more is asked.
   */
  readonly ask: <Value>(
    step: string,
    ask: (source: Source, call: PartnerCall) => Promise<Value>,
  ) => Promise<Step<Value> | null>;
}

interface ProbedEntry {
  readonly id: string;
  readonly deadlineMs: number;
  readonly oauth?: unknown;
  readonly password?: unknown;
}

/** The field of an entry that keeps it from being connected. */
function secretOrAddress({ oauth, password }: ProbedEntry): ConfigPath {
  if (password !== undefined) return ['password'];
  return oauth === undefined ? ['url'] : ['oauth', 'clientSecret'];
}

/** After such a fault every other step would fail in the same way. */
function isOfAll({ fault, error }: { readonly fault: Fault; readonly error: unknown }): boolean {
  const { reason } = error instanceof PartnerFault ? error.detail : {};
  return fault === 'unreachable' || reason === 'connection' || reason === 'credentials';
}

type Connect<Entry, Source extends OpenSources> = (
  entries: readonly Entry[],
  options: ConnectOptions,
) => OpenSources & { readonly partners: readonly ConnectedPartner<{ readonly source: Source }>[] };

export interface ProbeOf<Entry, Source extends OpenSources> {
  /** The definition of the subgraph, which connects it. */
  readonly definition: { readonly connect: Connect<Entry, Source> };
  readonly look: (probed: Probed<Source>) => Promise<void>;
  readonly isDatabase?: boolean;
  /** A sentence of the kind itself for a fault of a step, which knows the layout; null for the usual one. */
  readonly mend?: (detail: FaultDetail, step: string) => string | null;
}

/** Connects one entry as its subgraph does, and lets `look` ask it. Nothing is written to a log. */
export async function probePartner<Entry extends ProbedEntry, Source extends OpenSources>(
  entry: Entry,
  { secretOf, entryLine }: ProbeTools,
  { definition, look, isDatabase = false, mend = () => null }: ProbeOf<Entry, Source>,
): Promise<readonly Finding[]> {
  const { id, deadlineMs } = entry;
  const findings: Finding[] = [];
  const recorder = createRecorder();
  let sources: ReturnType<typeof definition.connect>;
  try {
    sources = definition.connect([entry], { secretOf, log: SILENT, recordIn: recorder.log });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [failure(id, `${error.message} (${entryLine(...secretOrAddress(entry))})`)];
  }
  let isGone = false;
  const [partner] = sources.partners;
  if (partner === undefined) return [];
  try {
    await look({
      findings,
      ask: async <Value>(
        step: string,
        ask: (source: Source, call: PartnerCall) => Promise<Value>,
      ): Promise<Step<Value> | null> => {
        if (isGone) return null;
        recorder.start();
        const startedMs = performance.now();
        // A fault of one step must not pause the next.
        const rested = { ...partner, health: createPartnerHealth(deadlineMs) };
        const result = await askPartner(rested, ({ source }, call) => ask(source, call), {
          signal: new AbortController().signal,
          trace: continueTrace(null),
          traffic: { ...createPartnerTraffic(), recordSent: () => recorder.countRequest() },
        });
        const tookMs = Math.round(performance.now() - startedMs);
        const subject = `${id} ${step}`;
        if (result.isUnavailable) {
          const { fault, error } = recorder.fault() ?? { fault: 'garbled' as const, error: null };
          isGone = isOfAll({ fault, error });
          const hasOauth = entry.oauth !== undefined;
          const line = (field: string) => entryLine(field);
          const own = error instanceof PartnerFault ? mend(error.detail, step) : null;
          const usual = mendFault({ fault, error, deadlineMs, isDatabase, hasOauth, line });
          findings.push(failure(subject, own ?? usual));
          return null;
        }
        const { value } = result;
        const requests = recorder.requests();
        const text = `${tookMs} ms${requests > 1 ? `, ${requests} requests` : ''}`;
        findings.push(
          tookMs > deadlineMs / 2
            ? warning(
                subject,
                `${text}; it is slow: ask the partner for a faster system, or raise deadlineMs at ${entryLine('deadlineMs')}`,
              )
            : ok(subject, text),
        );
        return { value, ...recorder.reported() };
      },
    });
  } finally {
    await sources.stop();
  }
  return findings;
}

const SILENT = pino({ level: 'silent' });

/** Says whether what is sent over HTTP is encrypted. */
export function transportFinding({
  id,
  url,
}: {
  readonly id: string;
  readonly url: string;
}): Finding {
  const subject = `${id} TLS`;
  return url.startsWith('https:')
    ? ok(subject, 'on, verified')
    : ok(subject, 'off: the address is on this machine, or its entry allows it');
}

/** What the graph would answer of some records, and what of it would be null. */
export function graphFindings(
  id: string,
  what: string,
  records: readonly object[],
  mayBeEmpty = false,
): readonly Finding[] {
  const { nullFields, strangeDays } = describeRecords(records);
  const nulls = nullFields.length === 0 ? '' : `; null in all of them: ${nullFields.join(', ')}`;
  const answer = `${records.length} ${what}${records.length === 0 ? '' : nulls}`;
  return [
    records.length === 0 && !mayBeEmpty
      ? warning(`${id} graph`, `${answer}: let the partner look whether that is right`)
      : ok(`${id} graph`, answer),
    ...strangeDays.map(({ field, count }) =>
      warning(
        `${id} graph`,
        `${count} of ${records.length} ${what} have a day of ${field} before 1990 or after 2099: let the partner mend it`,
      ),
    ),
  ];
}

/** One warning for each field with values that could not be read. */
export function unreadFindings(
  id: string,
  unread: Reported['unread'],
  mend: (list: string, field: string) => string,
): readonly Finding[] {
  return unread.map(({ list, field, shapes, count }) =>
    warning(
      `${id} ${list} ${field}`,
      `values that cannot be read: ${count} (${shapes.join(', ')}); ${mend(list, field)}`,
    ),
  );
}

/** Bounds what one partner can put into memory and output. */
const DIFFERENT_MAX = 200;

function createRecorder() {
  let fault: { readonly fault: Fault; readonly error: unknown } | null = null;
  let requests = 0;
  let words = new Map<string, number>();
  let seenWords = new Set<string>();
  let unread: Reported['unread'][number][] = [];
  let received = new Map<string, readonly object[]>();
  const countWords = (key: string, count: number) => {
    if (words.size < DIFFERENT_MAX) words.set(key, (words.get(key) ?? 0) + count);
  };
  const log: PartnerLog = {
    recordFault: (kind, error) => {
      fault = { fault: kind, error };
    },
    recordUnknownWord: (list, word) => {
      const key = `${list} ${word.slice(0, DIFFERENT_MAX)}`;
      if (seenWords.has(key) || seenWords.size >= DIFFERENT_MAX) return;
      seenWords.add(key);
      countWords(list, 1);
    },
    recordUnknownWords: (step, field, count) => countWords(`${step}.${field}`, count),
    recordUnread: (list, values) => {
      const left = DIFFERENT_MAX - unread.length;
      unread.push(...values.slice(0, left).map((one) => ({ ...one, list })));
    },
    recordReceived: (list, rows) => void received.set(list, rows),
  };
  return {
    log,
    start: () => {
      fault = null;
      requests = 0;
      words = new Map();
      seenWords = new Set();
      unread = [];
      received = new Map();
    },
    countRequest: (): undefined => {
      requests += 1;
    },
    requests: () => requests,
    fault: () => fault,
    reported: (): Reported => ({ unknownWords: words, unread, received }),
  };
}
