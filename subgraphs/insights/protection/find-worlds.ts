/**
 * Worlds that agree with everything published, so that for each hidden figure one has none of its records and another
 * has one record fewer than the minimum.
 */
import { withChanges } from './earlier-worlds.ts';
import type { Interval } from './figures.ts';
import type { Random } from './random.ts';
import type { Counted, RecordSpace } from './record-space.ts';
import { repairWorld, type RepairTask } from './repair-world.ts';
import { World, type Tabulator } from './world.ts';

/** A number that a hidden figure should have in some world. */
export interface Target {
  readonly figure: number;
  readonly count: number;
}

export interface MissedTarget extends Target {
  /** Figures that stood in the way, the worst first. */
  readonly obstacles: readonly number[];
}

export interface WorldSearch {
  readonly space: RecordSpace;
  readonly counted: readonly Counted[];
  readonly tabulator: Tabulator;
  /** What is published about each figure. */
  readonly intervals: readonly Interval[];
  readonly random: Random;
  readonly pause: () => Promise<void> | undefined;
  /** How many times the usual number of steps a search may take. */
  readonly effort: number;
}

export interface FoundWorlds {
  /** The first agrees with everything; each other one came from one of those before it. */
  readonly worlds: readonly World[];
  /** Null when a world was found that agrees with everything. Otherwise what does not agree. */
  readonly contradiction: readonly number[] | null;
  readonly missed: readonly MissedTarget[];
}

const ANYTHING: Interval = { low: 0, high: Infinity };
const BASE_STEPS = 60_000;
/** Steps in which a world that was there already may be changed only where nothing is settled. */
const SETTLED_STEPS = 4_000;
/** When so many of the others cannot be made to agree, the rest is not tried. */
const FAILURES_MAX = 8;
/** Steps for the targets that a world of an earlier certificate had. */
const TAKE_STEPS = 1_000;
/**
 * Steps of each attempt at the first target of a world, each from another world. A target that is missed is reached by
 * hiding more, which costs a figure and a new search of all worlds: the last attempt may take long.
 */
const ATTEMPT_STEPS: readonly number[] = [1_000, 4_000, 16_000];
/** Steps for each target that the same world may have as well. */
const FURTHER_STEPS = 50;
/** A world that cannot have this many further targets is finished. */
const REFUSED_MAX = 3;

/** Worlds that agree with what is settled already, such as what earlier releases published. */
export interface Starts {
  readonly worlds: readonly World[];
  readonly isSettled: (figure: number) => boolean;
}

/** Searches a world for each target. It begins with worlds that are there already, where there are any. */
export async function findWorlds(
  search: WorldSearch,
  targets: readonly Target[],
  onProgress: (left: number) => void,
  starts: Starts | null = null,
): Promise<FoundWorlds> {
  const { intervals } = search;
  const { base, origin, contradiction } = await findBase(search, starts);
  if (base === null) return { worlds: [], contradiction, missed: [] };
  const worlds: World[] = [];
  // Zeros first: a world can have many of them at once.
  let open = targets.toSorted((one, other) => Math.sign(one.count) - Math.sign(other.count));
  const keep = (world: World) => {
    worlds.push(world);
    open = open.filter((target) => !hasTarget(world, target));
    onProgress(open.length);
  };
  keep(base);
  /** Adds further targets to a world, until some are refused. */
  const fill = async (world: World, within: Interval[], held: Set<number>) => {
    let refused = 0;
    for (const target of open) {
      if (refused === REFUSED_MAX) break;
      if (held.has(target.figure)) continue;
      if ((await reach(world, within, target, search, FURTHER_STEPS)) === null) {
        held.add(target.figure);
      } else refused += 1;
    }
    keep(world);
  };

  /** Makes a world that keeps the targets which it has, if it can. */
  const take = async (world: World): Promise<boolean> => {
    const within = [...intervals];
    const held = new Set<number>();
    for (const { figure, count } of open) {
      if (world.counts[figure] !== count) continue;
      within[figure] = { low: count, high: count };
      held.add(figure);
    }
    if (held.size === 0) return true;
    const { isDone } = await repairWorld(world, within, search, TAKE_STEPS * search.effort);
    if (isDone) await fill(world, within, held);
    return isDone;
  };
  let failures = 0;
  for (const start of starts?.worlds.slice(1) ?? []) {
    if (origin === null || open.length === 0 || failures === FAILURES_MAX) break;
    if (!(await take(withChanges(start, origin, base)))) failures += 1;
  }

  const missed: MissedTarget[] = [];
  while (open.length > 0) {
    const [first, ...others] = open;
    if (first === undefined) break;
    const within = [...intervals];
    const { world, obstacles } = await reachFirst(search, worlds, within, first);
    if (world === null) {
      missed.push({ ...first, obstacles });
      open = others;
      continue;
    }
    await fill(world, within, new Set([first.figure]));
  }
  return { worlds: withoutSpare(worlds, targets), contradiction: null, missed };
}

interface FoundBase {
  /** Null when none was found. */
  readonly base: World | null;
  /** The world that it was made of. */
  readonly origin: World | null;
  /** What did not agree. */
  readonly contradiction: readonly number[] | null;
}

/** A world that agrees with everything: from the first of the starts, or else from no record at all. */
async function findBase(search: WorldSearch, starts: Starts | null): Promise<FoundBase> {
  const { tabulator, intervals } = search;
  const origin = starts?.worlds[0];
  if (starts !== null && origin !== undefined) {
    const base = new World(tabulator, origin);
    // What is settled stays as it is, so that the same changes leave it as it is in the other worlds too.
    const within = intervals.map((interval, figure) => {
      const count = origin.counts[figure] ?? 0;
      const isKept = starts.isSettled(figure) && count >= interval.low && count <= interval.high;
      return isKept ? { low: count, high: count } : interval;
    });
    const counted = withoutSettled(search.counted, starts);
    await repairWorld(base, within, { ...search, counted, isGreedy: true }, SETTLED_STEPS);
    // Rounded values may not be reached so. As little as possible then remains to be changed.
    const { isDone } = await repairWorld(base, intervals, search, BASE_STEPS * search.effort);
    if (isDone) return { base, origin, contradiction: null };
  }
  const base = new World(tabulator);
  const { isDone, outside } = await repairWorld(
    base,
    intervals,
    search,
    BASE_STEPS * search.effort,
  );
  if (isDone) return { base, origin: null, contradiction: null };
  return { base: null, origin: null, contradiction: outside };
}

/** Of each figure the records of quarters that no settled figure counts, where it counts any. */
function withoutSettled(counted: readonly Counted[], { isSettled }: Starts): readonly Counted[] {
  const settled = counted.filter((_, figure) => isSettled(figure));
  return counted.map((one) => {
    const quarters = one.quarters.map((counts, at) =>
      settled.some((other) => other.quarters[at] === 1) ? 0 : counts,
    );
    return quarters.includes(1) ? { ...one, quarters } : one;
  });
}

/** Whether one of the worlds becomes one that has the target. */
export async function canReach(
  search: WorldSearch,
  worlds: readonly World[],
  target: Target,
): Promise<boolean> {
  return (await reachFirst(search, worlds, [...search.intervals], target)).world !== null;
}

/** Makes a world with the target, from the nearest one, or else from others that chance gives. */
async function reachFirst(
  search: WorldSearch,
  worlds: readonly World[],
  within: Interval[],
  target: Target,
): Promise<{ readonly world: World | null; readonly obstacles: readonly number[] }> {
  let obstacles: readonly number[] = [];
  let from: World | undefined = nearestWorld(worlds, target);
  for (const steps of ATTEMPT_STEPS) {
    const world = new World(search.tabulator, from);
    const found = await reach(world, within, target, search, steps * search.effort);
    if (found === null) return { world, obstacles: [] };
    obstacles = found;
    from = worlds[search.random.below(worlds.length)];
  }
  return { world: null, obstacles };
}

/** Whether a world has the target. */
export const hasTarget = ({ counts }: World, { figure, count }: Target): boolean =>
  counts[figure] === count;

/** Gives null, with the target among the intervals; or what stood in the way, with everything as it was. */
async function reach(
  world: World,
  within: Interval[],
  target: Target,
  task: RepairTask,
  stepsMax: number,
): Promise<readonly number[] | null> {
  const before = within[target.figure] ?? ANYTHING;
  within[target.figure] = { low: target.count, high: target.count };
  const { isDone, obstacles, undo } = await repairWorld(world, within, task, stepsMax);
  if (isDone) return null;
  undo();
  within[target.figure] = before;
  return obstacles.filter((at) => at !== target.figure);
}

function nearestWorld(worlds: readonly World[], { figure, count }: Target): World {
  const [first, ...others] = worlds;
  if (first === undefined) throw new Error('Cannot choose from no world');
  const distance = (world: World) => Math.abs((world.counts[figure] ?? 0) - count);
  return others.reduce((best, one) => (distance(one) < distance(best) ? one : best), first);
}

/** Leaves out worlds whose targets others have too, except the first, of which the others are made. */
function withoutSpare(worlds: readonly World[], targets: readonly Target[]): readonly World[] {
  const held = worlds.map((world) =>
    [...targets.keys()].filter((at) => {
      const target = targets[at];
      return target !== undefined && hasTarget(world, target);
    }),
  );
  const holders = new Int32Array(targets.length);
  for (const own of held) for (const at of own) holders[at] = (holders[at] ?? 0) + 1;
  return worlds.filter((_, place) => {
    const own = held[place] ?? [];
    if (place === 0 || own.some((at) => holders[at] === 1)) return true;
    for (const at of own) holders[at] = (holders[at] ?? 0) - 1;
    return false;
  });
}
