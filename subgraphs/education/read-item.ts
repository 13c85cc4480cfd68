import type { z } from 'zod';
import { isObject } from '../../core/structures/is-object.ts';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import { shapeFault, shapeOf } from '../kit/partners/shape-fault.ts';
import type { ReportUnread } from '../kit/partners/unread-values.ts';
import { mapInTurns } from '../kit/turns/in-turns.ts';

export interface ReadItem<Item> {
  readonly item: Item;
  /** The properties of which a value could not be read. */
  readonly unread: ReadonlySet<string>;
}

/** Each round removes what does not fit from one level further outwards. */
const ROUNDS_MAX = 8;

type Path = readonly PropertyKey[];

/**
 * Reads an object of a shape in which all but its key may be null. A value that does not fit is reported and becomes
 * null, and in a list it is left out; so one impossible value costs a property. Null where the key does not fit. What
 * is given is changed, because a copy of a large object would keep others waiting.
 */
export function readItem<Shape extends z.ZodType>(
  shape: Shape,
  given: unknown,
  report: ReportUnread,
): ReadItem<z.output<Shape>> | null {
  let parsed = shape.safeParse(given, { reportInput: true });
  if (parsed.success) return { item: parsed.data, unread: NONE };
  const unread = new Set<string>();
  for (const { path, input } of parsed.error.issues) {
    const steps = path.map((step) => (typeof step === 'number' ? '*' : String(step).slice(0, 40)));
    report(steps.join('.') || 'item', shapeOf(input).replace(/ of \d+$/, ''));
    unread.add(String(path[0] ?? ''));
  }
  for (let round = 0; round < ROUNDS_MAX && !parsed.success; round += 1) {
    const touched = new Set<unknown[]>();
    const isPossible = parsed.error.issues.every(({ path }) => remove(given, path, touched));
    if (!isPossible) return null;
    for (const list of touched) list.splice(0, list.length, ...list.filter((one) => one !== HOLE));
    parsed = shape.safeParse(given);
  }
  return parsed.success ? { item: parsed.data, unread } : null;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * The items of a list that can be read. Throws `garbled` where there are some and none can be: such a list is not
 * empty.
 */
export async function readItems<Shape extends z.ZodType>(
  shape: Shape,
  given: readonly unknown[],
  report: ReportUnread,
  signal: AbortSignal,
): Promise<readonly ReadItem<z.output<Shape>>[]> {
  const read = await mapInTurns(given, (one) => readItem(shape, one, report), signal);
  const items = read.filter((one) => one !== null);
  if (items.length > 0 || given.length === 0) return items;
  throw noneOf(shape, given[0]);
}

/** The fault of a list of which no item can be read, with what is wrong with the first. */
export function noneOf(shape: z.ZodType, first: unknown): PartnerFault {
  const { error } = shape.safeParse(first, { reportInput: true });
  return error ? shapeFault(error, 'items') : new PartnerFault('garbled', { reason: 'shape' });
}

/** Takes away what is at a path, or what it is in where that is gone already; false for the whole. */
function remove(whole: unknown, path: Path, touched: Set<unknown[]>): boolean {
  for (let end = path.length; end > 0; end -= 1) {
    const step = path[end - 1];
    const parent = valueAt(whole, path.slice(0, end - 1));
    if (Array.isArray(parent) && typeof step === 'number') {
      parent[step] = HOLE;
      touched.add(parent);
      return true;
    }
    const name = String(step);
    if (isObject(parent) && Object.hasOwn(parent, name) && parent[name] !== null) {
      Object.assign(parent, { [name]: null });
      return true;
    }
  }
  return false;
}

function valueAt(whole: unknown, path: Path): unknown {
  let value = whole;
  for (const step of path) {
    const isKnown = isObject(value) && Object.hasOwn(value, step);
    if (Array.isArray(value) && typeof step === 'number') value = value[step];
    else value = isKnown ? (value as Readonly<Record<PropertyKey, unknown>>)[step] : undefined;
  }
  return value;
}

/** JSON has no such value. */
const HOLE = undefined;
