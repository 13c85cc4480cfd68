import { readFileSync } from 'node:fs';

/** Invalid settings; the message is for the operator who starts the process. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Reads a file that the settings name; throws `SettingsError`. */
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
