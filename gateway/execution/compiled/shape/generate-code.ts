/**
 * Code generation, kept small: sources are assembled from names of the schema and the plan only, every
 * one of them checked to be a GraphQL name, and everything else reaches the code as a parameter.
 */

/** Compiles `source`, which returns something, with `scope` as its only surroundings. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- names what the source returns
export function compileCode<Result>(
  scope: Readonly<Record<string, unknown>>,
  source: string,
): Result {
  // oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- names only, see above
  const create = new Function(...Object.keys(scope), `'use strict';${source}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the caller knows what it wrote
  return create(...Object.values(scope)) as Result;
}

/** A string literal for generated code. */
export function literal(text: string): string {
  return JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

/** Reads an own property. Names every object inherits (`constructor`) take the careful way. */
export function read(object: string, name: string): string {
  return isInherited(name) ? `own(${object},${literal(name)})` : `${object}.${checkedName(name)}`;
}

/** Writes an own property; `__proto__` becomes a property like any other. */
export function assign(object: string, name: string, value: string): string {
  return isInherited(name)
    ? `define(${object},${literal(name)},${value})`
    : `${object}.${checkedName(name)}=${value}`;
}

/** What generated code that reads or writes needs in its scope. */
export const PROPERTY_SCOPE = { own, define };

export function own(object: object, name: string | symbol): unknown {
  return Object.getOwnPropertyDescriptor(object, name)?.value;
}

export function define(object: object, name: string | symbol, value: unknown): void {
  Object.defineProperty(object, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/** True for names that plain objects answer to without having them. */
export function isInherited(name: string): boolean {
  return name in Object.prototype;
}

/** The name itself, when it is one: nothing else becomes code. */
export function checkedName(name: string): string {
  if (!/^[_A-Za-z][_0-9A-Za-z]*$/.test(name)) throw new Error('Cannot compile: not a GraphQL name');
  return name;
}
