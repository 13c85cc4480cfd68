/**
 * How a process ends: at a signal, when its parent process has ended, and after an error that nothing handled. Each
 * time it stops first: it accepts nothing new, finishes what is in flight and writes its logs. SIGHUP asks to read
 * files again, except when the terminal of the process was closed.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { EXIT } from './exit.ts';

/** The process ends after this time even when stopping takes longer. */
const EXIT_MS = 5_000;
/** Errors while the process stops are logged too, up to this number. */
const LOGGED_MAX = 20;

export interface ProcessEnd {
  /** To be called once the process has something to stop. */
  stopWith(stop: () => Promise<unknown>): void;
  /** Stops and ends with 0. */
  begin(): void;
  /** Never settles, for a command that runs until the process ends. */
  readonly never: Promise<never>;
}

/** To be called first, so that an error while the process starts is logged in the same way. */
export function handleProcessEnd(exitMs: number = EXIT_MS): ProcessEnd {
  let stop = (): Promise<unknown> => Promise.resolve();
  let isStopping = false;
  let loggedCount = 0;
  const end = (code: number) => {
    // A failure while the process stops for another reason is still a failure.
    if (code !== EXIT.ok || process.exitCode === undefined) process.exitCode = code;
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(), exitMs);
    void settled(stop).then(() => process.exit());
  };
  const begin = () => end(EXIT.ok);
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(event, begin);
  if (hasTerminal()) process.on('SIGHUP', () => void (hasTerminal() || begin()));
  // An unhandled rejection arrives here as well.
  process.on('uncaughtException', (error: unknown) => {
    loggedCount += 1;
    if (loggedCount <= LOGGED_MAX) logFatal(error);
    end(EXIT.failure);
  });
  return {
    begin,
    never: new Promise(() => undefined),
    stopWith(stopAll) {
      stop = stopAll;
    },
  };
}

/** Whether the process belongs to a terminal that is open. */
function hasTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}

async function settled(stop: () => Promise<unknown>): Promise<void> {
  try {
    await stop();
  } catch (error) {
    logFatal(error);
    process.exitCode = EXIT.failure;
  }
}

const FRAMES_MAX = 12;
const CODE = /^[A-Z][A-Z0-9_]{1,40}$/;

/**
 * One line on standard error. Only errors of JavaScript itself have their message in it: that of another error, or
 * the value that was thrown, may hold personal data.
 */
function logFatal(error: unknown): void {
  const isOfLanguage =
    error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const line = JSON.stringify({
    level: 60,
    time: new Date().toISOString(),
    reference: randomBytes(6).toString('hex'),
    msg: 'An error that nothing handled: the process stops',
    kind: error instanceof Error ? error.name : typeof error,
    ...(CODE.test(code) ? { code } : {}),
    ...(isOfLanguage ? { message: error.message } : {}),
    frames: error instanceof Error ? framesOf(error) : [],
  });
  try {
    // Synchronous, and it cannot fail again: standard error may be closed.
    writeSync(process.stderr.fd, `${line}\n`);
  } catch {
    // There is nowhere left to report it.
  }
}

/** The stack without the message. */
function framesOf({ message, stack = '' }: Error): readonly string[] {
  const lines = stack.replace(message, '').split('\n');
  const frames = lines.map((line) => line.trim()).filter((line) => line.startsWith('at '));
  return frames.slice(0, FRAMES_MAX);
}
