import type { AccessRecord } from './access-record.ts';

/** Writes denied requests as lines, or counts them, so that a flood of them becomes a few lines. */
interface DenialTally {
  take(record: AccessRecord): void;
  /** Writes what was counted so far; at the end, and for tests. */
  flush(): void;
}

interface DenialTallyOptions {
  readonly write: (records: readonly AccessRecord[]) => void;
  readonly windowMs?: number;
  /** Separate lines for one client organisation within the window. */
  readonly linesMax?: number;
}

const WINDOW_MS = 10_000;
const LINES_MAX = 100;
/** Only verified tokens name an organisation, so more than this is a bug or an attack. */
const CONSUMERS_MAX = 1_000;

interface Counted {
  readonly first: AccessRecord;
  last: AccessRecord;
  count: number;
}

/**
 * Denied requests of one organisation are separate lines, up to a number within the window. Further ones, and all
 * without a valid token, are counted: one line for each organisation and set of codes when the window ends. No
 * request waits for either.
 */
export function createDenialTally(options: DenialTallyOptions): DenialTally {
  const { write, windowMs = WINDOW_MS, linesMax = LINES_MAX } = options;
  const written = new Map<string, number>();
  const counted = new Map<string, Counted>();
  let timer: NodeJS.Timeout | undefined;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const lines = [...counted.values()].map(summaryOf);
    written.clear();
    counted.clear();
    if (lines.length > 0) write(lines);
  };

  const hasRoom = (consumer: string): boolean => {
    const before = written.get(consumer) ?? 0;
    if (before >= linesMax || (before === 0 && written.size >= CONSUMERS_MAX)) return false;
    written.set(consumer, before + 1);
    return true;
  };

  const count = (record: AccessRecord) => {
    const key = JSON.stringify([record.consumer ?? null, ...record.codes]);
    const one = counted.get(key);
    if (one === undefined) return counted.set(key, { first: record, last: record, count: 1 });
    one.last = record;
    return (one.count += 1);
  };

  return {
    take(record) {
      timer ??= setTimeout(flush, windowMs).unref();
      if (record.consumer !== null && hasRoom(record.consumer)) write([record]);
      else count(record);
    },
    flush,
  };
}

/** Only what is true of all of them: users and operations may differ. */
function summaryOf({ first, last, count }: Counted): AccessRecord {
  if (count === 1) return first;
  const { parent_span_id: _, ...line } = first;
  return {
    ...line,
    user: null,
    purpose: null,
    operation_hash: null,
    operation_name: null,
    count,
    until: last.time,
  };
}
