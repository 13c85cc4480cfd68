/** Builds the representations that an entity fetch sends, as JSON text. */
import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import { stringifyExact } from '../../../../core/structures/exact-numbers.ts';
import { isObject } from '../../../../core/structures/is-object.ts';
import type { RequiredField } from '../../../planning/required-arguments.ts';
import { compileCode, define, literal, own, PROPERTY_SCOPE, read } from '../shape/generate-code.ts';
import { isTypeOrSubtype } from '../shape/shape.ts';
import { NEEDS_CARE, type JsonWriter } from '../writing/json-writer.ts';
import { applyRewrites, isOfType } from './data-rewrites.ts';

export interface BuildRepresentation {
  /**
   * Identifies an object among those of the fetch; undefined when it lacks a field that the subgraph needs. For a
   * type with one plain key it is the value of that key.
   */
  keyOf(target: object): RepresentationKey | undefined;
  /** Of a type with one plain key: what the text of a key has before its value. Then equal texts have equal keys. */
  readonly keyStart?: string;
  /** The representation of a key, as JSON. */
  textOf(key: RepresentationKey): string;
  /** Writes the same text. */
  write(key: RepresentationKey, writer: JsonWriter): void;
}

/** The value of a key field, or the whole text: as an object, so that no key value equals it. */
export type RepresentationKey = string | number | { readonly text: string };

/** Objects with the same key are the same entity, which is requested once. */
export class BuiltRepresentations {
  readonly targets: object[] = [];
  /** For each target the index of its key. */
  readonly keyIndexes: number[] = [];
  /** The key of each different entity once. */
  readonly keys: RepresentationKey[] = [];
  /** Objects that lack a field that the subgraph needs. */
  readonly incomplete: object[] = [];
  private readonly indexOfKey = new Map<string | number, number>();
  /** Made for the first key that is a text. */
  private indexOfText: Map<string, number> | undefined = undefined;
  private readonly buildRepresentation: BuildRepresentation;

  constructor(buildRepresentation: BuildRepresentation) {
    this.buildRepresentation = buildRepresentation;
  }

  /** Adds some of the objects. */
  add(candidates: readonly object[], from: number, to: number): void {
    const { targets, keyIndexes, keys, incomplete, buildRepresentation } = this;
    for (let at = from; at < to; at += 1) {
      const target = candidates[at];
      if (!target) continue;
      const key = buildRepresentation.keyOf(target);
      if (key === undefined) {
        incomplete.push(target);
        continue;
      }
      const isText = typeof key === 'object';
      let index = isText ? this.indexOfText?.get(key.text) : this.indexOfKey.get(key);
      if (index === undefined) {
        index = keys.length;
        if (isText) (this.indexOfText ??= new Map()).set(key.text, index);
        else this.indexOfKey.set(key, index);
        keys.push(key);
      }
      targets.push(target);
      keyIndexes.push(index);
    }
  }
}

export function createRepresentationBuilder(
  schema: GraphQLSchema,
  fetch: FetchNode,
  substitutes: ReadonlyMap<string, RequiredField>,
): BuildRepresentation {
  const requires = fetch.requires ?? [];
  const compiled = usesSubstitutes(requires, substitutes)
    ? undefined
    : (compileSingleKey(schema, fetch) ?? compileRepresentationBuilder(schema, fetch));
  return compiled ?? buildByWalking({ schema, substitutes }, requires, fetch);
}

function usesSubstitutes(
  selections: readonly QueryPlanSelectionNode[],
  substitutes: ReadonlyMap<string, RequiredField>,
): boolean {
  return selections.some(
    (selection) =>
      (selection.kind === 'Field' && substitutes.has(selection.name)) ||
      usesSubstitutes(selection.selections ?? [], substitutes),
  );
}

const CLOSE = 0x7d;

const textOfKey = (key: RepresentationKey): string =>
  typeof key === 'object' ? key.text : String(key);
const writeText = (key: RepresentationKey, writer: JsonWriter) => writer.text(textOfKey(key));

/** Generated code, for fetches with one fragment for each type and without rewrites. */
function compileRepresentationBuilder(
  schema: GraphQLSchema,
  fetch: FetchNode,
): BuildRepresentation | undefined {
  if (fetch.inputRewrites) return undefined;
  const cases: string[] = [];
  for (const typename of entityNames(schema)) {
    const fragments = (fetch.requires ?? []).filter((selection) => {
      const condition = selection.kind === 'InlineFragment' ? selection.typeCondition : undefined;
      return condition !== undefined && isTypeOrSubtype(schema, typename, condition);
    });
    const [fragment, ...others] = fragments;
    if (!fragment) continue;
    const code = others.length === 0 && objectCode(fragment.selections, typename);
    if (!code) return undefined;
    cases.push(`case ${literal(typename)}:{${code}}`);
  }
  const keyOf = compileCode<BuildRepresentation['keyOf']>(
    { ...PROPERTY_SCOPE, text: valueText },
    `return function(o){switch(o.__typename){${cases.join('')}}}`,
  );
  return { keyOf, textOf: textOfKey, write: writeText };
}

/** The most frequent fetch: one type with one key. The text is written once for each different entity. */
function compileSingleKey(
  schema: GraphQLSchema,
  fetch: FetchNode,
): BuildRepresentation | undefined {
  const [fragment, ...others] = fetch.requires ?? [];
  if (fetch.inputRewrites || others.length > 0 || fragment?.kind !== 'InlineFragment') {
    return undefined;
  }
  const { typeCondition = '', selections } = fragment;
  const [first, second, ...more] = selections;
  if (!isObjectType(schema.getType(typeCondition)) || more.length > 0) return undefined;
  if (first?.kind !== 'Field' || first.name !== '__typename' || first.alias) return undefined;
  if (second?.kind !== 'Field' || second.selections) return undefined;
  const key = second.alias ?? second.name;
  const start = `{"__typename":${JSON.stringify(typeCondition)},${JSON.stringify(key)}:`;
  const keyOf = compileCode<BuildRepresentation['keyOf']>(
    { ...PROPERTY_SCOPE, start, text: valueText },
    `return function(o){if(o.__typename!==${literal(typeCondition)})return undefined;` +
      `const v=${read('o', key)};if(typeof v==="string"||typeof v==="number")return v;` +
      'return v===undefined?undefined:{text:start+text(v)+"}"}}',
  );
  const textOf = (found: RepresentationKey) =>
    typeof found === 'object' ? found.text : `${start}${valueText(found)}}`;
  const startBytes = Buffer.from(start);
  const write = (found: RepresentationKey, writer: JsonWriter) => {
    if (typeof found === 'object') return writer.text(found.text);
    writer.put(startBytes);
    if (typeof found === 'string') writer.string(found);
    else writer.number(found);
    return writer.byte(CLOSE);
  };
  return { keyOf, keyStart: start, textOf, write };
}

/** Code that returns the text of one object, or undefined when a value is missing. */
function objectCode(
  selections: readonly QueryPlanSelectionNode[] | undefined,
  typename: string,
): string | undefined {
  let code = 'let r="{";';
  for (const [index, selection] of (selections ?? []).entries()) {
    // Nested selections are rare, so `buildByWalking` handles them.
    if (selection.kind !== 'Field' || selection.selections) return undefined;
    const key = selection.alias ?? selection.name;
    const label = `${index === 0 ? '' : ','}${JSON.stringify(key)}:`;
    if (key === '__typename') {
      code += `r+=${literal(label + JSON.stringify(typename))};`;
    } else {
      code += `const v${index}=${read('o', key)};if(v${index}===undefined)return undefined;`;
      code += `r+=${literal(label)}+text(v${index});`;
    }
  }
  return `${code}return r+"}";`;
}

function entityNames(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .map(({ name }) => name);
}

function valueText(value: unknown): string {
  return typeof value === 'string' && !NEEDS_CARE.test(value)
    ? `"${value}"`
    : (stringifyExact(value) ?? 'null');
}

interface Walk {
  readonly schema: GraphQLSchema;
  /** Fields that are read under the name of the substitute and sent under their real name. */
  readonly substitutes: ReadonlyMap<string, RequiredField>;
}

/** The general way: selects the object of the plan, applies the rewrites and prints it. */
function buildByWalking(
  walk: Walk,
  requires: readonly QueryPlanSelectionNode[],
  fetch: FetchNode,
): BuildRepresentation {
  const keyOf = (target: object) => {
    const representation = {};
    for (const selection of requires) {
      if (selection.kind !== 'InlineFragment' || selection.typeCondition === undefined) continue;
      if (!addSelection(walk, target, selection, representation)) return undefined;
    }
    if (own(representation, '__typename') === undefined) return undefined;
    applyRewrites(walk.schema, fetch.inputRewrites, representation);
    return stringifyExact(representation);
  };
  return { keyOf, textOf: textOfKey, write: writeText };
}

/** The selected part of a value; undefined when a field is missing. */
function select(
  walk: Walk,
  value: unknown,
  selections: readonly QueryPlanSelectionNode[] | undefined,
): unknown {
  if (!selections || value === null || value === undefined) return value;
  if (Array.isArray(value)) {
    const elements = value.map((element) => select(walk, element, selections));
    return elements.includes(undefined) ? undefined : elements;
  }
  if (typeof value !== 'object') return undefined;
  const selected = {};
  const isComplete = selections.every((one) => addSelection(walk, value, one, selected));
  return isComplete ? selected : undefined;
}

/** Adds what a selection selects of an object; false when a field is missing. */
function addSelection(
  walk: Walk,
  object: object,
  selection: QueryPlanSelectionNode,
  selected: object,
): boolean {
  if (selection.kind === 'InlineFragment') {
    if (!isOfType(walk.schema, object, selection.typeCondition ?? '')) return true;
    const part = select(walk, object, selection.selections);
    mergeInto(selected, part);
    return part !== undefined;
  }
  const key = selection.alias ?? selection.name;
  const part = select(walk, own(object, key), selection.selections);
  if (part === undefined) return false;
  define(selected, walk.substitutes.get(selection.name)?.name ?? key, part);
  return true;
}

function mergeInto(target: object, source: unknown): void {
  if (!isObject(source)) return;
  for (const [key, value] of Object.entries(source)) {
    const existing = own(target, key);
    if (isObject(existing) && isObject(value)) mergeInto(existing, value);
    else define(target, key, value);
  }
}
