import { readFileSync } from 'node:fs';
import { ConfigError } from './read-config.ts';

/** The text of a file that the settings name. Throws `ConfigError` when it cannot be read. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`Cannot read "${path}"`, { cause: error });
  }
}

/** The value in a JSON file that the settings name. Throws `ConfigError` when it cannot be read. */
export function readJson(path: string): unknown {
  const text = readText(path);
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError(`Cannot read "${path}": it is not JSON`);
  }
}
