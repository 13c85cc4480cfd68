/** Finding the objects at a path of the plan: quickly for fetching, and with their places for errors. */
import { OutputTooLarge } from '../writing/json-writer.ts';
import { compileCode, own, PROPERTY_SCOPE, read } from '../shape/generate-code.ts';

export type Path = readonly (string | number)[];

/** Adds every object at the path to `targets`, in order; what is null or no object is passed over. */
export type CollectEntities = (root: object, targets: object[]) => void;

/**
 * Objects are shared: one entity stands in every place that refers to it, and what stands below it with
 * it. So there are many more places at a path than objects, and beyond so many list elements each object
 * is looked at once.
 */
const POSITIONS_MAX = 10_000;
/** Objects that are looked at for one fetch; a response of the largest size has fewer. */
const OBJECTS_MAX = 1_000_000;

export function compileCollector(path: Path): CollectEntities {
  const collect = compileLoops(path);
  return (root, targets) => {
    if (collect(root, targets)) return;
    targets.length = 0;
    for (const target of distinctTargets(root, path)) targets.push(target);
  };
}

/** Each object at the path once. Throws `OutputTooLarge`. */
function distinctTargets(root: object, path: Path): ReadonlySet<object> {
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

/** Nested loops, one for each list in the path; false when there are too many places for them. */
function compileLoops(path: Path): (root: object, targets: object[]) => boolean {
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

/** Places that are looked for; an error about one thing that stands in more is told for the first ones. */
const WANTED_MAX = 1000;
const VISITS_MAX = 200_000;

/**
 * Where in the response the wanted objects stand, each in several places perhaps: as far as that is found
 * within so many visits, for one object can stand in more places than can be counted.
 */
export function positionsOf(
  root: object,
  path: Path,
  wanted: ReadonlySet<object> | 'all',
): readonly FoundPlace[] {
  const places: FoundPlace[] = [];
  let visitsLeft = VISITS_MAX;
  const visit = (value: unknown, depth: number, place: Path): void => {
    visitsLeft -= 1;
    if (visitsLeft < 0 || places.length === WANTED_MAX) return;
    if (typeof value !== 'object' || value === null) return;
    const part = path[depth];
    if (part === undefined) {
      if (wanted === 'all' || wanted.has(value)) places.push({ target: value, place });
    } else if (part !== '@') {
      visit(own(value, String(part)), depth + 1, [...place, part]);
    } else if (Array.isArray(value)) {
      for (const [index, element] of value.entries()) {
        if (visitsLeft < 0) return;
        visit(element, depth + 1, [...place, index]);
      }
    }
  };
  visit(root, 0, []);
  return places;
}

export interface FoundPlace {
  readonly target: object;
  readonly place: Path;
}
