/** Finding the objects at a path of the plan: quickly for fetching, and with their places for errors. */
import { compileCode, own, PROPERTY_SCOPE, read } from '../code.ts';

export type Path = readonly (string | number)[];

/** Adds every object at the path to `targets`, in order; what is null or no object is passed over. */
export type CollectTargets = (root: object, targets: object[]) => void;

/** Nested loops, one for each list in the path. */
export function compileCollector(path: Path): CollectTargets {
  let depth = 0;
  let open = '';
  let close = '';
  for (const part of path) {
    const value = `v${depth}`;
    depth += 1;
    if (part === '@') {
      open += `if(Array.isArray(${value}))for(let i=0;i<${value}.length;i++){const v${depth}=${value}[i];`;
      close += '}';
    } else {
      open += `if(typeof ${value}==="object"&&${value}!==null){const v${depth}=${read(value, String(part))};`;
      close += '}';
    }
  }
  const last = `v${depth}`;
  return compileCode<CollectTargets>(
    PROPERTY_SCOPE,
    `return function(v0,targets){${open}if(typeof ${last}==="object"&&${last}!==null)targets.push(${last});${close}}`,
  );
}

/** Where in the answer the wanted objects stand. One object may stand in several places. */
export function placesOf(root: object, path: Path, isWanted: (target: object) => boolean) {
  const places: Path[] = [];
  const visit = (value: unknown, depth: number, place: Path): void => {
    if (typeof value !== 'object' || value === null) return;
    const part = path[depth];
    if (part === undefined) {
      if (isWanted(value)) places.push(place);
    } else if (part !== '@') {
      visit(own(value, String(part)), depth + 1, [...place, part]);
    } else if (Array.isArray(value)) {
      value.forEach((element, index) => visit(element, depth + 1, [...place, index]));
    }
  };
  visit(root, 0, []);
  return places;
}
