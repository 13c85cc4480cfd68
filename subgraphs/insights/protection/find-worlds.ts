/**
 * Worlds that agree with everything published, so that for each hidden figure one has none of its records and another
 * has one record fewer than the minimum.
 */
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
/** Steps for the first target of a world, which must not be missed. */
const FIRST_STEPS = 1_000;
/** Worlds from which such a target is tried. */
const ATTEMPTS = 3;
/** Steps for each target that the same world may have as well. */
const FURTHER_STEPS = 50;
/** A world that cannot have this many further targets is finished. */
const REFUSED_MAX = 3;

/** Searches a world for each target. `start` is a world that agrees with everything already, or none. */
export async function findWorlds(
  search: WorldSearch,
  targets: readonly Target[],
  onProgress: (left: number) => void,
  start: World | null = null,
): Promise<FoundWorlds> {
  const { intervals, tabulator } = search;
  const base = new World(tabulator, start);
  const { isDone, outside } = await repairWorld(
    base,
    intervals,
    search,
    BASE_STEPS * search.effort,
  );
  if (!isDone) return { worlds: [], contradiction: outside, missed: [] };
  const worlds: World[] = [];
  // Zeros first: a world can have many of them at once.
  let open = targets.toSorted((one, other) => Math.sign(one.count) - Math.sign(other.count));
  const keep = (world: World) => {
    worlds.push(world);
    open = open.filter((target) => !hasTarget(world, target));
    onProgress(open.length);
  };
  keep(base);

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
    const held = new Set([first.figure]);
    let refused = 0;
    for (const target of others) {
      if (refused === REFUSED_MAX) break;
      if (held.has(target.figure)) continue;
      if ((await reach(world, within, target, search, FURTHER_STEPS)) === null) {
        held.add(target.figure);
      } else refused += 1;
    }
    keep(world);
  }
  return { worlds: withoutSpare(worlds, targets), contradiction: null, missed };
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
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const world = new World(search.tabulator, from);
    const found = await reach(world, within, target, search, FIRST_STEPS * search.effort);
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
