import type { Logger } from 'pino';
import type { Fault } from '../../../core/errors/error-codes.ts';
import { PartnerFault } from './partner-fault.ts';
import { countFault, countUnknownWords, countUnread } from './partner-metrics.ts';
import type { UnreadValues } from './unread-values.ts';

/**
 * Logs why responses of one partner could not be used. A line never holds a value of a response, nor the
 * message of an error, which may quote one.
 */
export interface PartnerLog {
  /** Logs the same fault at most once a minute, with the number of times that it occurred and its last trace. */
  readonly recordFault: (fault: Fault, error: unknown, traceId?: string) => void;
  /** Logs a code of the partner without a mapping in its layout, each once. */
  readonly recordUnknownWord: (list: string, word: string) => void;
  /** Logs how many words of a field have no mapping in the layout, at most once a minute; never which. */
  readonly recordUnknownWords: (step: string, field: string, count: number) => void;
  /**
   * Logs which fields of a list held values that could not be read: one line per field, at most once a minute, with
   * the number of values since the line before.
   */
  readonly recordUnread: (list: string, unread: readonly UnreadValues[]) => void;
  /** What was received, before it is mapped. Only a check of a partner looks at it; a log never does. */
  readonly recordReceived?: (list: string, rows: readonly object[]) => void;
}

const REPEAT_AFTER_MS = 60_000;
/** A partner that keeps failing in new ways or sending new codes must not fill the memory or the log. */
const DIFFERENT_FAULTS_MAX = 50;
const DIFFERENT_WORDS_MAX = 100;
const WORD_LENGTH_MAX = 40;

export function createPartnerLog(
  log: Logger,
  { id, kind }: { readonly id: string; readonly kind: string },
  nowMs: () => number = () => performance.now(),
): PartnerLog {
  const seen = new Map<string, { count: number; loggedAtMs: number }>();
  const words = new Set<string>();
  /** Adds up, and writes a line at most once a minute for each key. */
  const logRepeated = (key: string, count: number, write: (count: number) => void) => {
    const known = seen.get(key);
    if (known === undefined && seen.size >= DIFFERENT_FAULTS_MAX) return;
    const entry = known ?? { count: 0, loggedAtMs: Number.NEGATIVE_INFINITY };
    seen.set(key, entry);
    entry.count += count;
    if (nowMs() - entry.loggedAtMs < REPEAT_AFTER_MS) return;
    write(entry.count);
    entry.count = 0;
    entry.loggedAtMs = nowMs();
  };

  return {
    recordFault: (fault, error, traceId) => {
      const cause = describeCause(error);
      countFault(id, fault, cause.reason ?? 'other');
      const key = JSON.stringify([fault, { ...cause, frames: cause.frames[0] }]);
      logRepeated(key, 1, (count) =>
        log.warn({ partner: id, kind, fault, count, trace: traceId, ...cause }, 'Partner fault'),
      );
    },
    recordUnknownWords: (step, field, found) => {
      countUnknownWords(id, field, found);
      logRepeated(`words ${step} ${field}`, found, (count) =>
        log.warn(
          { partner: id, kind, step, field, count },
          'Unknown words: add them to the layout',
        ),
      );
    },
    recordUnknownWord: (list, word) => {
      const shown = printable(word);
      const key = `${list} ${shown}`;
      if (words.has(key) || words.size >= DIFFERENT_WORDS_MAX) return;
      words.add(key);
      countUnknownWords(id, list, 1);
      log.warn({ partner: id, kind, list, word: shown }, 'Unknown word: add it to the layout');
    },
    recordUnread: (list, unread) => {
      for (const { field, shapes, count } of unread) {
        countUnread(id, field, count);
        logRepeated(`unread ${list} ${field} ${shapes.join()}`, count, (total) =>
          log.warn(
            { partner: id, kind, list, field, shapes, count: total },
            'Values that cannot be read',
          ),
        );
      }
    },
  };
}

/**
 * A short form for one line of a log. Where a column turns out to hold something else than codes, its digits might
 * identify a person, in whatever notation, so more than four are masked.
 */
function printable(word: string): string {
  const line = word.slice(0, 4 * WORD_LENGTH_MAX).replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?');
  const digits = line.match(/\p{N}/gu)?.length ?? 0;
  return (digits > 4 ? line.replaceAll(/\p{N}+/gu, '#') : line).slice(0, WORD_LENGTH_MAX);
}

interface Cause {
  readonly reason?: string;
  readonly status?: number;
  readonly error?: string;
  readonly code?: string;
  /** Fields of the response that have another shape than agreed. */
  readonly fields?: readonly string[];
  readonly frames: readonly string[];
}

function describeCause(error: unknown): Cause {
  const { reason, status, fields } = error instanceof PartnerFault ? error.detail : {};
  const origin = error instanceof PartnerFault && error.cause !== undefined ? error.cause : error;
  const code = codeOf(origin);
  return {
    ...(reason && { reason }),
    ...(status !== undefined && { status }),
    ...(origin instanceof PartnerFault ? {} : { error: nameOf(origin) }),
    ...(code !== null && { code }),
    ...(fields && { fields }),
    frames: error instanceof Error ? framesOf(error) : [],
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error && /^[A-Za-z]{1,40}$/.test(error.name) ? error.name : 'unknown';
}

/** An SQLSTATE or a code of Node or undici. A database may send any text, so other forms are dropped. */
function codeOf(error: unknown): string | null {
  const { code } = (typeof error === 'object' && error !== null ? error : {}) as { code?: unknown };
  const isCode =
    typeof code === 'string' && /^([0-9A-Z]{5}|[A-Z]{2,12}(_[A-Z]{1,20}){0,6})$/.test(code);
  return isCode ? code : null;
}

const FRAMES_MAX = 6;

/** The stack without the message. */
function framesOf({ message, stack = '' }: Error): readonly string[] {
  const lines = stack.replace(message, '').split('\n', 40);
  const frames = lines.map((line) => line.trim()).filter((line) => line.startsWith('at '));
  return frames.slice(0, FRAMES_MAX).map((line) => line.slice(0, 200));
}
