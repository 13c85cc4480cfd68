/**
 * Hides figures of one record set until nothing that is published tells a small count: first those that sums give away,
 * then those that stand in the way of a world. The worlds are searched anew after each change, from what would then be
 * published, because a world that was found while a figure was visible would tell its value.
 */
import { PROGRAMME, type Registry } from '../registry/registry.ts';
import { boundsOf, type Bounds, type Terms } from './bounds.ts';
import { worldsOf, type RecordSetCertificate } from './earlier-worlds.ts';
import { factsOf } from './facts.ts';
import { intervalOf, type Figure, type Interval } from './figures.ts';
import {
  canReach,
  findWorlds,
  hasTarget,
  type FoundWorlds,
  type Starts,
  type MissedTarget,
  type Target,
  type WorldSearch,
} from './find-worlds.ts';
import { differencesOf, linesOf, type Difference, type Line } from './lines.ts';
import type { QuarterWindows } from './quarter-windows.ts';
import { createRandom } from './random.ts';
import { createRecordSpace, type RecordSpace } from './record-space.ts';
import { createTabulator, type World } from './world.ts';

export interface RecordSetTask {
  readonly registry: Registry;
  readonly release: string;
  readonly recordSet: string;
  readonly windows: QuarterWindows;
  /** Their status is changed, except of fixed ones. */
  readonly figures: readonly Figure[];
  /** A certificate that everyone has who may read the result; its worlds are where the search begins. */
  readonly earlier: RecordSetCertificate | null;
  /** Waits now and then; throws when the time is over. */
  readonly pause: () => Promise<void> | undefined;
  readonly onProgress: (left: number) => void;
}

/** A hidden figure that holds at least its minimum, and the figures that prove it. */
export interface Proof {
  readonly figure: Figure;
  readonly terms: readonly { readonly figure: Figure; readonly times: number }[];
}

export interface ProtectedRecordSet {
  readonly space: RecordSpace;
  readonly worlds: readonly World[];
  readonly proofs: readonly Proof[];
  /** Figures that cannot be protected however much is hidden; empty when the record set is protected. */
  readonly blocked: readonly Figure[];
}

/** Of the figures that stood in the way most often, so many are tried. */
const OBSTACLES_TRIED = 4;
/** A target that nothing else can be hidden for is sought with this effort once, before its table is left out. */
const GREAT_EFFORT = 4;

interface Problem {
  readonly figures: readonly Figure[];
  readonly facts: readonly Interval[];
  readonly lines: readonly Line[];
  readonly differences: readonly Difference[];
}

export async function protectRecordSet(task: RecordSetTask): Promise<ProtectedRecordSet> {
  const { registry, recordSet, release, windows } = task;
  const space = createRecordSpace(registry, recordSet, windows);
  const facts = factsOf(registry, recordSet, release, windows);
  const isPossible = new Map(
    task.figures.map((figure) => [figure, space.isPossible(space.countedBy(figure))]),
  );
  const counting = task.figures.filter((figure) => isPossible.get(figure));
  const impossible = task.figures.filter(
    (figure) => !isPossible.get(figure) && intervalOf(figure).low > 0,
  );
  if (impossible.length > 0) return { space, worlds: [], proofs: [], blocked: impossible };
  const figures = [...counting, ...facts.map(({ figure }) => figure)];
  const set = registry.recordSets[recordSet];
  const problem: Problem = {
    figures,
    facts: facts.map(({ interval }) => interval),
    lines: set === undefined ? [] : linesOf(figures, registry, set, windows),
    differences: set === undefined ? [] : differencesOf(figures, set, windows),
  };
  const counted = figures.map((figure) => space.countedBy(figure));
  const tabulator = createTabulator(space, counted);
  // Of what is published: the same for all that follows.
  const earlier: Starts | null = task.earlier && {
    worlds: worldsOf(task.earlier, space, tabulator, createRandom(`${release} ${recordSet}`)),
    isSettled: (place) => figures[place]?.places.some((one) => one.release !== release) === true,
  };
  let effort = 1;
  const searchOf = (part: string): WorldSearch => {
    const intervals = intervalsOf(problem);
    const seed = JSON.stringify([part, release, figures.map(({ key }) => key), intervals]);
    const random = createRandom(seed);
    return { space, counted, tabulator, intervals, random, pause: task.pause, effort };
  };
  const stopped = (blocked: readonly Figure[]) => ({ space, worlds: [], proofs: [], blocked });

  /** A count that was reached while more was shown can be reached still. */
  const reached = new Set<string>();
  const textOf = ({ figure, count }: Target) => `${figure} ${count}`;
  let start: World | null = null;
  for (;;) {
    const { bounds, blocked } = await hideByBounds(problem, task);
    if (blocked.length > 0) return stopped(blocked);
    const { targets, proofs } = goalsOf(problem, bounds);
    const open = targets.filter((target) => !reached.has(textOf(target)));
    // Worlds that were found while a figure was shown would tell its value: the last search begins without them.
    const isLast: boolean = open.length === 0 || start === null;
    const search = searchOf(isLast ? 'worlds' : 'pattern');
    const found: FoundWorlds = await findWorlds(
      search,
      isLast ? targets : open,
      task.onProgress,
      isLast || start === null ? earlier : { worlds: [start], isSettled: () => false },
    );
    if (found.contradiction !== null) {
      if (effort === GREAT_EFFORT) return stopped(at(figures, found.contradiction));
      effort = GREAT_EFFORT;
      continue;
    }
    if (isLast && found.missed.length === 0) {
      return { space, worlds: found.worlds, proofs, blocked: [] };
    }
    start ??= found.worlds[0] ?? null;
    for (const target of targets) {
      if (found.worlds.some((world) => hasTarget(world, target))) reached.add(textOf(target));
    }
    const unmoved = await hideObstacles(problem, found, windows, (target) =>
      canReach({ ...search, intervals: intervalsOf(problem) }, found.worlds, target),
    );
    if (unmoved.length > 0) {
      if (effort < GREAT_EFFORT) {
        effort = GREAT_EFFORT;
        continue;
      }
      return stopped(
        at(
          figures,
          unmoved.map(({ figure }) => figure),
        ),
      );
    }
  }
}

const at = (figures: readonly Figure[], places: readonly number[]): readonly Figure[] =>
  places.flatMap((place) => figures[place] ?? []);

function intervalsOf({ figures, facts }: Problem): readonly Interval[] {
  const cells = figures.length - facts.length;
  return figures.map((figure, place) => facts[place - cells] ?? intervalOf(figure));
}

const isCell = ({ figures, facts }: Problem, place: number) =>
  place < figures.length - facts.length;

const mayHide = ({ isFixed, isHidden, value }: Figure) => !isFixed && !isHidden && value !== null;

/** Hides a detail of each sum that gives a hidden figure away, until none does. */
async function hideByBounds(
  problem: Problem,
  task: RecordSetTask,
): Promise<{ readonly bounds: Bounds; readonly blocked: readonly Figure[] }> {
  for (;;) {
    await task.pause();
    const bounds = boundsOf(intervalsOf(problem), problem.lines, problem.differences);
    const cells = bounds.contradiction.filter((place) => isCell(problem, place));
    if (cells.length > 0) return { bounds, blocked: at(problem.figures, cells) };
    const blocked: Figure[] = [];
    let isChanged = false;
    const hiddenNow = new Set<Figure>();
    for (const [place, figure] of problem.figures.entries()) {
      if (!isCell(problem, place) || !figure.isHidden || hiddenNow.has(figure)) continue;
      const tooTight = tightTerms(figure, bounds, place);
      if (tooTight === null) continue;
      const sum = at(problem.figures, [...tooTight.keys()]);
      // A figure of the sum that was hidden in this round has loosened it already.
      if (sum.some((one) => hiddenNow.has(one))) continue;
      const [detail] = detailsFirst(sum.filter(mayHide), task.windows);
      if (detail === undefined) {
        blocked.push(figure);
        continue;
      }
      detail.isHidden = true;
      hiddenNow.add(detail);
      isChanged = true;
    }
    if (!isChanged) return { bounds, blocked };
  }
}

/** The sum that keeps a hidden figure from 0 or from one less than the minimum; null where none does. */
function tightTerms({ minimum }: Figure, { low, high }: Bounds, place: number): Terms | null {
  const least = low[place]?.value ?? 0;
  const most = high[place]?.value ?? Infinity;
  if (least >= minimum) return null;
  if (least > 0) return low[place]?.terms ?? null;
  return most < minimum - 1 ? (high[place]?.terms ?? null) : null;
}

/**
 * The figures that tell readers least first: those with more conditions before totals, one quarter before all quarters
 * to date, and of equal ones the smallest.
 */
function detailsFirst(figures: readonly Figure[], windows: QuarterWindows): readonly Figure[] {
  const everyQuarter = new Set(windows.all);
  const conditions = (figure: Figure) =>
    figure.where.size -
    (figure.where.has(PROGRAMME) ? 1 : 0) +
    (figure.quarters.size < windows.clip({ ...figure, quarters: everyQuarter }).size ? 1 : 0);
  return figures.toSorted(
    (one, other) => conditions(other) - conditions(one) || (one.value ?? 0) - (other.value ?? 0),
  );
}

function goalsOf(
  problem: Problem,
  { low }: Bounds,
): { readonly targets: readonly Target[]; readonly proofs: readonly Proof[] } {
  const targets: Target[] = [];
  const proofs: Proof[] = [];
  for (const [place, figure] of problem.figures.entries()) {
    if (!isCell(problem, place) || !figure.isHidden) continue;
    const least = low[place];
    if (least !== undefined && least.value >= figure.minimum) {
      const terms = [...least.terms].flatMap(([other, times]) =>
        at(problem.figures, [other]).map((one) => ({ figure: one, times })),
      );
      proofs.push({ figure, terms });
    } else {
      targets.push({ figure: place, count: 0 }, { figure: place, count: figure.minimum - 1 });
    }
  }
  return { targets, proofs };
}

/**
 * Hides for each missed target a figure that stood in its way: the first detail without which it is reached, or else
 * the first of those that stood in the way most often. Gives the targets that stay out of reach whatever is hidden.
 */
async function hideObstacles(
  problem: Problem,
  { missed }: FoundWorlds,
  windows: QuarterWindows,
  isReached: (target: Target) => Promise<boolean>,
): Promise<readonly MissedTarget[]> {
  const unmoved: MissedTarget[] = [];
  let hasHidden = false;
  for (const target of missed) {
    if (hasHidden && (await isReached(target))) continue;
    const open = problem.figures.filter(mayHide);
    for (const figure of open) figure.isHidden = true;
    const isHopeless = !(await isReached(target));
    for (const figure of open) figure.isHidden = false;
    if (isHopeless) {
      unmoved.push(target);
      continue;
    }
    const inTheWay = at(problem.figures, target.obstacles).filter(mayHide);
    const tried = detailsFirst(inTheWay.slice(0, OBSTACLES_TRIED), windows);
    let chosen = detailsFirst(inTheWay.slice(0, 3), windows)[0];
    for (const figure of tried) {
      figure.isHidden = true;
      const isEnough = await isReached(target);
      figure.isHidden = false;
      if (!isEnough) continue;
      chosen = figure;
      break;
    }
    chosen ??= detailsFirst(open, windows)[0];
    if (chosen === undefined) unmoved.push(target);
    else {
      chosen.isHidden = true;
      hasHidden = true;
    }
  }
  return unmoved;
}
