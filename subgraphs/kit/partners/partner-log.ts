import type { Logger } from 'pino';
import type { Fault } from '../../../core/errors/error-codes.ts';
import { PartnerFault } from './partner-fault.ts';
import type { UnreadValues } from './unread-values.ts';

/**
 * Logs why responses of one partner could not be used. A line never holds a value of a response, nor the
 * message of an error, which may quote one.
 */
export interface PartnerLog {
  /** Logs the same fault at most once a minute, with the number of times that it occurred. */
  readonly recordFault: (fault: Fault, error: unknown) => void;
  /** Logs a code of the partner without a mapping in its layout, each once. */
  readonly recordUnknownWord: (list: string, word: string) => void;
  /**
   * Logs which fields of a list held values that could not be read: one line per field, at most once a minute,
   * with the number of values the last time.
   */
  readonly recordUnread: (list: string, unread: readonly UnreadValues[]) => void;
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
  const faults = new Map<string, { count: number; loggedAtMs: number }>();
  const words = new Set<string>();
  const unreadLoggedAtMs = new Map<string, number>();

  return {
    recordFault: (fault, error) => {
      const cause = describeCause(error);
      const key = JSON.stringify([fault, { ...cause, frames: cause.frames[0] }]);
      const known = faults.get(key);
      if (known === undefined && faults.size >= DIFFERENT_FAULTS_MAX) return;
      const seen = known ?? { count: 0, loggedAtMs: Number.NEGATIVE_INFINITY };
      faults.set(key, seen);
      seen.count += 1;
      if (nowMs() - seen.loggedAtMs < REPEAT_AFTER_MS) return;
      log.warn({ partner: id, kind, fault, count: seen.count, ...cause }, 'Partner fault');
      seen.count = 0;
      seen.loggedAtMs = nowMs();
    },
    recordUnknownWord: (list, word) => {
      const shown = printable(word);
      const key = `${list} ${shown}`;
      if (words.has(key) || words.size >= DIFFERENT_WORDS_MAX) return;
      words.add(key);
      log.warn({ partner: id, kind, list, word: shown }, 'Unknown word: add it to the layout');
    },
    recordUnread: (list, unread) => {
      for (const { field, shapes, count } of unread) {
        const key = `${list} ${field} ${shapes.join()}`;
        const before = unreadLoggedAtMs.get(key);
        if (before === undefined && unreadLoggedAtMs.size >= DIFFERENT_FAULTS_MAX) continue;
        if (before !== undefined && nowMs() - before < REPEAT_AFTER_MS) continue;
        unreadLoggedAtMs.set(key, nowMs());
        log.warn({ partner: id, kind, list, field, shapes, count }, 'Values that cannot be read');
      }
    },
  };
}

/**
 * A short form for one line of a log. Where a column turns out to hold something else than codes, a row
 * of digits might identify a person, so digits are masked.
 */
function printable(word: string): string {
  const line = word.slice(0, 4 * WORD_LENGTH_MAX).replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?');
  return line.replaceAll(/\p{N}{5,}/gu, '#').slice(0, WORD_LENGTH_MAX);
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
