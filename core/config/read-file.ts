import { readFileSync } from 'node:fs';

/** A mistake in the settings, in a sentence for who starts the gateway. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** A file that the settings name. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new SettingsError(`Cannot read "${path}"`, { cause: error });
  }
}

export function readJson(path: string): unknown {
  const text = readText(path);
  try {
    return JSON.parse(text);
  } catch {
    throw new SettingsError(`Cannot read "${path}": it is not JSON`);
  }
}
