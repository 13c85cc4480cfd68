import { turnsOf } from '../turns/in-turns.ts';

/** Elements that are written in one go, and how deep larger values are taken apart. */
const ELEMENTS_MAX = 20;
const LEVELS = 6;

/** A value of so many values and characters is written in about a millisecond. */
const WRITTEN_AT_ONCE = 50_000;

/** `JSON.stringify` for a large response, which lets other requests go first every few milliseconds. */
export async function writeJson(value: unknown): Promise<string> {
  if (sizeLeft(value, WRITTEN_AT_ONCE) > 0) return JSON.stringify(value);
  const parts: string[] = [];
  const turns = turnsOf(undefined);

  const write = async (one: unknown, level: number): Promise<void> => {
    if (typeof one !== 'object' || one === null || level === 0 || 'toJSON' in one) {
      parts.push(JSON.stringify(one));
      if (turns.isOver()) await turns.next();
    } else if (Array.isArray(one)) {
      parts.push('[');
      for (const [index, element] of one.entries()) {
        if (index > 0) parts.push(',');
        await write(element ?? null, one.length > ELEMENTS_MAX ? level - 1 : level);
      }
      parts.push(']');
    } else {
      parts.push('{');
      let separator = '';
      for (const [name, inner] of Object.entries(one)) {
        if (inner === undefined) continue;
        parts.push(`${separator}${JSON.stringify(name)}:`);
        await write(inner, level - 1);
        separator = ',';
      }
      parts.push('}');
    }
  };
  await write(value, LEVELS);
  return parts.join('');
}

/** What is left of a size after each value in this one took its part; counting ends when nothing is left. */
function sizeLeft(value: unknown, size: number): number {
  if (typeof value === 'string') return size - value.length - 1;
  if (typeof value !== 'object' || value === null) return size - 1;
  let left = size - 1;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && left > 0; index += 1) {
      left = sizeLeft(value[index], left);
    }
    return left;
  }
  for (const name in value) {
    if (left <= 0) break;
    left = sizeLeft((value as Readonly<Record<string, unknown>>)[name], left - name.length);
  }
  return left;
}
