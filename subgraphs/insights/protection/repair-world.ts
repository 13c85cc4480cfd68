/**
 * Changes an invented world, a few records at a time, until every figure is within its interval. A search that always
 * works at one figure that is not: it draws changes that move this figure the right way and takes the best one. A
 * figure that stays outside weighs more and more, so that the search leaves places where no single change is better.
 */
import type { Interval } from './figures.ts';
import type { Random } from './random.ts';
import { isCounted, type Counted, type RecordSpace, type RecordValues } from './record-space.ts';
import type { Group, TabulatedRecord, World } from './world.ts';

export interface RepairTask {
  readonly space: RecordSpace;
  readonly counted: readonly Counted[];
  readonly random: Random;
  /** Waits now and then, so that the process can do other work. */
  readonly pause: () => Promise<void> | undefined;
  /** Whether only changes that make the world better are made. */
  readonly isGreedy?: boolean;
}

export interface Repair {
  readonly isDone: boolean;
  /** The figures that are outside their interval in the end. */
  readonly outside: readonly number[];
  /** The figures that stood in the way, the one that did so most often first. */
  readonly obstacles: readonly number[];
  /** Makes the world what it was before. */
  readonly undo: () => void;
}

/** Records that become others: none before where they are added, none after where they are taken away. */
interface Change {
  readonly from: Group | null;
  readonly to: TabulatedRecord | null;
}

interface Move {
  readonly changes: readonly Change[];
  readonly count: number;
  readonly gain: number;
}

/** Steps between two looks at the clock. */
const PART = 128;
const DRAWS = 4;
const NEW_WEIGHT = 1;

/** Works until all intervals hold, or for at most `stepsMax` steps. */
export async function repairWorld(
  world: World,
  intervals: readonly Interval[],
  task: RepairTask,
  stepsMax: number,
): Promise<Repair> {
  const { random } = task;
  const size = intervals.length;
  const low = Float64Array.from(intervals, (one) => one.low);
  const high = Float64Array.from(intervals, (one) => one.high);
  const weights = new Float64Array(size).fill(1);
  const outside = new PlaceSet(size);
  for (let at = 0; at < size; at += 1) if (distance(at, world.counts[at] ?? 0) > 0) outside.add(at);
  const change = new Int32Array(size);
  const isTouched = new Uint8Array(size);
  const touched: number[] = [];

  function distance(at: number, count: number): number {
    const least = low[at] ?? 0;
    const most = high[at] ?? Infinity;
    return count < least ? least - count : count > most ? count - most : 0;
  }

  /** Finds the figures that a change of one record moves: those that are touched, each by `change`. */
  function tabulateChanges(changes: Move['changes']): void {
    for (const at of touched) {
      change[at] = 0;
      isTouched[at] = 0;
    }
    touched.length = 0;
    for (const { from, to } of changes) {
      const before = from?.lists;
      const after = to?.lists;
      const views = (before ?? after ?? []).length;
      for (let view = 0; view < views; view += 1) {
        const left = before?.[view];
        const entered = after?.[view];
        if (left === entered) continue;
        if (left !== undefined) for (const at of left) mark(at, -1);
        if (entered !== undefined) for (const at of entered) mark(at, 1);
      }
    }
  }

  /** How much better the world is after the tabulated changes of a number of records; negative when it is worse. */
  function gainOf(count: number): number {
    let gain = 0;
    for (const at of touched) {
      const by = change[at] ?? 0;
      if (by === 0) continue;
      const before = world.counts[at] ?? 0;
      gain += (weights[at] ?? 1) * (distance(at, before) - distance(at, before + by * count));
    }
    return gain;
  }

  function mark(at: number, by: number): void {
    if (isTouched[at] === 0) {
      isTouched[at] = 1;
      touched.push(at);
    }
    change[at] = (change[at] ?? 0) + by;
  }

  const applied: Move[] = [];
  function undo(): void {
    for (const { changes, count } of applied.toReversed()) {
      for (const { from, to } of changes) {
        if (to !== null) world.add(to, -count);
        if (from !== null) world.add(from, count);
      }
    }
  }

  function apply(move: Move): void {
    applied.push(move);
    const { changes, count } = move;
    for (const { from, to } of changes) {
      if (from !== null) world.add(from, -count);
      if (to !== null) world.add(to, count);
      for (const lists of [from?.lists, to?.lists]) {
        for (const list of lists ?? []) {
          for (const at of list) {
            if (distance(at, world.counts[at] ?? 0) > 0) outside.add(at);
            else outside.delete(at);
          }
        }
      }
    }
  }

  for (let step = 0; step < stepsMax; step += 1) {
    if (outside.size === 0) return { isDone: true, outside: [], obstacles: [], undo };
    if (step % PART === 0) await task.pause();
    const target = outside.at(random.below(outside.size));
    const count = world.counts[target] ?? 0;
    const isTooLow = count < (low[target] ?? 0);
    const amount = distance(target, count);
    const drawn = isTooLow ? raising(world, target, task) : lowering(world, target, task);
    let best: Move | null = null;
    for (const changes of drawn) {
      let most = amount;
      for (const { from } of changes) if (from !== null && from.count < most) most = from.count;
      tabulateChanges(changes);
      const gain = gainOf(most);
      if (best === null || gain > best.gain) best = { changes, count: most, gain };
      if (most === 1) continue;
      const some = Math.ceil(most / 4);
      const less = gainOf(some);
      if (less > best.gain) best = { changes, count: some, gain: less };
    }
    if (best === null) continue;
    if (best.gain <= 0) {
      if (task.isGreedy === true) continue;
      for (let place = 0; place < outside.size; place += 1) {
        const at = outside.at(place);
        weights[at] = (weights[at] ?? 1) + NEW_WEIGHT;
      }
      if (random.below(4) > 0) continue;
    }
    apply(best);
  }
  const obstacles = [...weights.keys()]
    .filter((at) => (weights[at] ?? 1) > 1 || outside.has(at))
    .toSorted((one, other) => (weights[other] ?? 1) - (weights[one] ?? 1) || one - other);
  return { isDone: outside.size === 0, outside: outside.list(), obstacles, undo };
}

/** Changes by which a figure counts more records. */
function raising(world: World, target: number, task: RepairTask): readonly (readonly Change[])[] {
  const { space, counted, random } = task;
  const wanted = counted[target];
  if (wanted === undefined) return [];
  const drawn: (readonly Change[])[] = [];
  const { tabulator } = world;
  const offer = (from: Group | null, template: RecordValues, like: Group | null = from) => {
    const values = template.slice();
    if (!space.admit(values, wanted, random)) return;
    drawn.push([{ from, to: tabulator.tabulate(values, like) }]);
  };
  for (let draw = 0; draw < DRAWS * 2; draw += 1) {
    const group = world.groups[random.below(world.groups.length)];
    if (group === undefined || isCounted(group.values, wanted)) continue;
    offer(group, group.values);
    if (draw < DRAWS) offer(null, group.values, group);
  }
  const inside = drawCounted(world, wanted, random);
  if (inside !== undefined) drawn.push([{ from: null, to: inside }]);
  const fresh = space.smallest(random);
  if (fresh !== null) offer(null, fresh);
  return drawn;
}

/** Changes by which a figure counts fewer records. */
function lowering(world: World, target: number, task: RepairTask): readonly (readonly Change[])[] {
  const { space, counted, random } = task;
  const unwanted = counted[target];
  if (unwanted === undefined) return [];
  const drawn: (readonly Change[])[] = [];
  const { tabulator } = world;
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const group = drawCounted(world, unwanted, random);
    if (group === undefined) break;
    drawn.push([{ from: group, to: null }]);
    const offer = (column: number, value: number) => {
      const values = group.values.slice();
      values[column] = value;
      if (space.settle(values, random) && !isCounted(values, unwanted)) {
        drawn.push([{ from: group, to: tabulator.tabulate(values, group) }]);
      }
    };
    for (const { column } of unwanted.where) {
      offer(column, random.below(space.codes[column]?.length ?? 1));
      offer(column, random.below(space.codes[column]?.length ?? 1));
      const other = world.groups[random.below(world.groups.length)];
      if (other !== undefined && other !== group) {
        const swapped = exchange(space, random, group, other, column);
        if (swapped !== null && !isCounted(swapped[1], unwanted)) {
          drawn.push([
            { from: group, to: tabulator.tabulate(swapped[0], group) },
            { from: other, to: tabulator.tabulate(swapped[1], other) },
          ]);
        }
      }
    }
    offer(unwanted.step, random.below(space.codes[unwanted.step]?.length ?? 1));
    offer(unwanted.step, -1);
  }
  return drawn;
}

/** Two records that exchange one value. */
function exchange(
  space: RecordSpace,
  random: Random,
  one: Group,
  other: Group,
  column: number,
): readonly [RecordValues, RecordValues] | null {
  const [mine, theirs] = [one.values[column] ?? -1, other.values[column] ?? -1];
  if (mine === theirs || theirs < 0) return null;
  const [first, second] = [one.values.slice(), other.values.slice()];
  first[column] = theirs;
  second[column] = mine;
  return space.settle(first, random) && space.settle(second, random) ? [first, second] : null;
}

function drawCounted(world: World, counted: Counted, random: Random): Group | undefined {
  const { groups } = world;
  const start = random.below(groups.length);
  for (let at = 0; at < groups.length; at += 1) {
    const group = groups[(start + at) % groups.length];
    if (group !== undefined && isCounted(group.values, counted)) return group;
  }
  return undefined;
}

/** A set of small numbers from which one is drawn in constant time. */
class PlaceSet {
  readonly #list: number[] = [];
  readonly #places: Int32Array;

  constructor(size: number) {
    this.#places = new Int32Array(size).fill(-1);
  }

  get size(): number {
    return this.#list.length;
  }

  at(place: number): number {
    return this.#list[place] ?? 0;
  }

  has(value: number): boolean {
    return (this.#places[value] ?? -1) >= 0;
  }

  list(): readonly number[] {
    return this.#list.toSorted((one, other) => one - other);
  }

  add(value: number): void {
    if ((this.#places[value] ?? -1) >= 0) return;
    this.#places[value] = this.#list.length;
    this.#list.push(value);
  }

  delete(value: number): void {
    const place = this.#places[value] ?? -1;
    if (place < 0) return;
    const last = this.#list.pop();
    if (last !== undefined && last !== value) {
      this.#list[place] = last;
      this.#places[last] = place;
    }
    this.#places[value] = -1;
  }
}
