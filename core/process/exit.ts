import { ConfigError } from '../config/read-config.ts';
import { listenErrorText } from '../http/listen-error.ts';

/**
 * Exit codes of the `vakgraaf` command and of the processes of gateway and subgraphs.
 *
 * - `ok`: everything that was asked is done, and a check found nothing wrong.
 * - `failure`: something failed, or a check found something wrong.
 * - `usage`: the command line of `vakgraaf` cannot be used.
 * - `config`: a setting or a configuration file cannot be used (`EX_CONFIG` of sysexits.h). Starting the
 *   process again will not help.
 */
export const EXIT = { ok: 0, failure: 1, usage: 2, config: 78 } as const;

/** Runs a step of starting a process; an error of the operator is printed as a sentence and ends the process. */
export async function orExit<T>(start: () => T | Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    const isConfigError = error instanceof ConfigError;
    const sentence = isConfigError ? error.message : listenErrorText(error);
    if (sentence === null) throw error;
    console.error(sentence);
    process.exit(isConfigError ? EXIT.config : EXIT.failure);
  }
}
