import { turnsOf } from '../turns/in-turns.ts';

/** Elements that are written in one go, and how deep larger values are taken apart. */
const ELEMENTS_MAX = 20;
const LEVELS = 6;

/** `JSON.stringify` for a large response, which lets other requests go first every few milliseconds. */
export async function writeJson(value: unknown): Promise<string> {
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
