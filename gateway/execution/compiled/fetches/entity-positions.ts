/** Finds the objects at a path of the plan: fast for fetches, and with response paths for errors. */
import type { PlanPath } from '../../../planning/plan-nodes.ts';
import type { ResponsePath } from '../../unavailable-subgraph.ts';
import { compileCode, own, PROPERTY_SCOPE, read } from '../shape/generate-code.ts';
import { OutputTooLarge } from '../writing/json-writer.ts';

/** Adds every object at the path to `targets`, in order, without nulls and other values. */
export type CollectEntities = (root: object, targets: object[]) => void;

/**
 * Objects are shared: an entity is one object at every position that refers to it. So a path may have many more
 * positions than objects. Beyond so many list elements, each object is visited once.
 */
const POSITIONS_MAX = 10_000;
/** Objects that are visited for one fetch; a response of the maximum size has fewer. */
const OBJECTS_MAX = 1_000_000;

export function compileCollector(path: PlanPath): CollectEntities {
  const collect = compileLoops(path);
  return (root, targets) => {
    if (collect(root, targets)) return;
    targets.length = 0;
    for (const target of distinctTargets(root, path)) targets.push(target);
  };
}

/** Each object at the path once. Throws `OutputTooLarge`. */
function distinctTargets(root: object, path: PlanPath): ReadonlySet<object> {
  let values = new Set<object>([root]);
  let left = OBJECTS_MAX;
  for (const part of path) {
    const next = new Set<object>();
    const add = (value: unknown) => {
      if (typeof value === 'object' && value !== null) next.add(value);
    };
    for (const value of values) {
      left -= Array.isArray(value) ? value.length : 1;
      if (left < 0) throw new OutputTooLarge();
      if (part !== '@') add(own(value, String(part)));
      else if (Array.isArray(value)) for (const element of value) add(element);
    }
    values = next;
  }
  return values;
}

/** Nested loops, one for each list in the path. The function returns false above `POSITIONS_MAX`. */
function compileLoops(path: PlanPath): (root: object, targets: object[]) => boolean {
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
  return compileCode<(root: object, targets: object[]) => boolean>(
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
  const visit = (value: unknown, depth: number, path: ResponsePath): void => {
    visitsLeft -= 1;
    if (visitsLeft < 0 || positions.length === FOUND_MAX) return;
    if (typeof value !== 'object' || value === null) return;
    const part = planPath[depth];
    if (part === undefined) {
      if (wanted === 'all' || wanted.has(value)) positions.push({ target: value, path });
    } else if (part !== '@') {
      visit(own(value, String(part)), depth + 1, [...path, part]);
    } else if (Array.isArray(value)) {
      for (const [index, element] of value.entries()) {
        if (visitsLeft < 0) return;
        visit(element, depth + 1, [...path, index]);
      }
    }
  };
  visit(root, 0, []);
  return positions;
}

export interface EntityPosition {
  readonly target: object;
  readonly path: ResponsePath;
}
