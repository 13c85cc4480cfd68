/** Finds the objects at a path of the plan: fast for fetches, and with response paths for errors. */
import type { PlanPath } from '../../../planning/plan-nodes.ts';
import type { ResponsePath } from '../../unavailable-subgraph.ts';
import { compileCode, own, PROPERTY_SCOPE, read } from '../shape/generate-code.ts';
import { inParts, type Turns } from '../../../../core/turns/turns.ts';
import { OutputTooLarge } from '../../output-too-large.ts';

/**
 * Adds every object at the path to `targets`, in order, without nulls and other values. False when there are too many
 * positions; then `distinctTargets` finds each object once.
 */
export type CollectEntities = (root: object, targets: object[]) => boolean;

/**
 * Objects are shared: an entity is one object at every position that refers to it. So a path may have many more
 * positions than objects. Beyond so many list elements, each object is visited once.
 */
const POSITIONS_MAX = 10_000;
/** Objects at one path. */
const TARGETS_MAX = 100_000;
/** Values that are visited for one fetch; a response of the maximum size has fewer. */
const VALUES_MAX = 1_000_000;

/** Each object at the path once. Throws `OutputTooLarge`. */
export async function distinctTargets(
  root: object,
  path: PlanPath,
  turns: Turns,
): Promise<readonly object[]> {
  let values: readonly object[] = [root];
  let left = VALUES_MAX;
  for (const part of path) {
    const next = new Set<object>();
    const add = (value: unknown) => {
      if (typeof value === 'object' && value !== null) next.add(value);
    };
    for (const value of values) {
      const elements = part === '@' && Array.isArray(value) ? value : undefined;
      left -= elements?.length ?? 1;
      if (left < 0 || next.size > TARGETS_MAX) throw new OutputTooLarge();
      if (part !== '@') add(own(value, String(part)));
      if (left % CLOCK_EVERY === 0 && turns.isOver()) await turns.next();
      if (!elements) continue;
      await inParts(elements.length, turns, (from, to) => {
        for (let index = from; index < to; index += 1) add(elements[index]);
      });
    }
    values = [...next];
  }
  return values;
}

const CLOCK_EVERY = 256;

/** Nested loops, one for each list in the path. The function returns false above `POSITIONS_MAX`. */
export function compileCollector(path: PlanPath): CollectEntities {
  let depth = 0;
  let open = '';
  let close = '';
  for (const part of path) {
    const value = `v${depth}`;
    depth += 1;
    if (part === '@') {
      open += `if(Array.isArray(${value}))for(let i=0;i<${value}.length;i++){if((n-=1)<0)return false;const v${depth}=${value}[i];`;
      close += '}';
    } else {
      open += `if(typeof ${value}==="object"&&${value}!==null){const v${depth}=${read(value, String(part))};`;
      close += '}';
    }
  }
  const last = `v${depth}`;
  return compileCode<CollectEntities>(
    PROPERTY_SCOPE,
    `return function(v0,targets){let n=${POSITIONS_MAX};${open}if(typeof ${last}==="object"&&${last}!==null)targets.push(${last});${close}return true}`,
  );
}

/** An error about an object at more positions is reported for the first of them. */
const FOUND_MAX = 1000;
const VISITS_MAX = 200_000;

/**
 * The positions of the wanted objects in the response, each perhaps at several. The search ends after
 * `VISITS_MAX` values, because the number of positions can be exponential in the size of the data.
 */
export function positionsOf(
  root: object,
  planPath: PlanPath,
  wanted: ReadonlySet<object> | 'all',
): readonly EntityPosition[] {
  const positions: EntityPosition[] = [];
  let visitsLeft = VISITS_MAX;
  /** The path of the value that is visited. */
  const path: (string | number)[] = [];
  const visitAt = (part: string | number, value: unknown): void => {
    path.push(part);
    visit(value);
    path.pop();
  };
  const visit = (value: unknown): void => {
    visitsLeft -= 1;
    if (typeof value !== 'object' || value === null) return;
    const part = planPath[path.length];
    if (part === undefined) {
      const isWanted = wanted === 'all' || wanted.has(value);
      if (isWanted) positions.push({ target: value, path: [...path] });
    } else if (part !== '@') {
      visitAt(part, own(value, String(part)));
    } else if (Array.isArray(value)) {
      for (const [index, element] of value.entries()) {
        if (visitsLeft < 0 || positions.length === FOUND_MAX) return;
        visitAt(index, element);
      }
    }
  };
  visit(root);
  return positions;
}

export interface EntityPosition {
  readonly target: object;
  readonly path: ResponsePath;
}
