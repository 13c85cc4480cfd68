/**
 * The only place where code is generated. Sources consist of fixed text and of names that `checkedName` accepts;
 * every other value is a parameter, so that no text of a client or a subgraph becomes code.
 */

/** Runs `source` with the names of `scope` as its parameters, and returns what it returns. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- names what the source returns
export function compileCode<Result>(
  scope: Readonly<Record<string, unknown>>,
  source: string,
): Result {
  // oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- checked names only, see above
  const create = new Function(...Object.keys(scope), `'use strict';${source}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the caller knows what it wrote
  return create(...Object.values(scope)) as Result;
}

/** A string literal for generated code. */
export function literal(text: string): string {
  return JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

/** Code that reads an own property. Names that every object inherits (`constructor`) need `own`. */
export function read(object: string, name: string): string {
  return isInherited(name) ? `own(${object},${literal(name)})` : `${object}.${checkedName(name)}`;
}

/** Code that writes an own property, also one named `__proto__`. */
export function assign(object: string, name: string, value: string): string {
  return isInherited(name)
    ? `define(${object},${literal(name)},${value})`
    : `${object}.${checkedName(name)}=${value}`;
}

/** The scope that code of `read` and `assign` needs. */
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

/** Whether plain objects inherit a property of this name. */
export function isInherited(name: string): boolean {
  return name in Object.prototype;
}

/** Returns a GraphQL name unchanged; throws for any other text. */
export function checkedName(name: string): string {
  if (!/^[_A-Za-z][_0-9A-Za-z]*$/.test(name)) throw new Error('Cannot compile: not a GraphQL name');
  return name;
}
