/** What a subgraph is told of each object it is asked about, as JSON text. */
import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import { isObject } from '../../../../core/structures/is-object.ts';
import type { RequiredField } from '../../../planning/required-arguments.ts';
import { compileCode, define, literal, own, PROPERTY_SCOPE, read } from '../shape/generate-code.ts';
import type { JsonWriter } from '../writing/json-writer.ts';
import { applyRewrites, isOfType, isTypeOrSubtype } from './data-rewrites.ts';

export interface BuildRepresentation {
  /**
   * What tells this object from others of the fetch; undefined when it lacks something that the subgraph
   * needs, and cannot be asked about. Where a type has one plain key that is the key itself.
   */
  keyOf(target: object): RepresentationKey | undefined;
  /** The representation, given its key. */
  textOf(key: RepresentationKey): string;
  /** The same, to where a request is written. */
  write(key: RepresentationKey, writer: JsonWriter): void;
}

/** A key of the object, or the whole text: then as an object, so that no value can pass for it. */
export type RepresentationKey = string | number | { readonly text: string };

export function createRepresentationBuilder(
  schema: GraphQLSchema,
  fetch: FetchNode,
  standIns: ReadonlyMap<string, RequiredField>,
): BuildRepresentation {
  const requires = fetch.requires ?? [];
  const hasStandIns = usesStandIns(requires, standIns);
  return (
    (hasStandIns
      ? undefined
      : (compileSingleKey(schema, fetch) ?? compileRepresentationBuilder(schema, fetch))) ??
    representByWalking({ schema, standIns }, requires, fetch)
  );
}

function usesStandIns(
  selections: readonly QueryPlanSelectionNode[],
  standIns: ReadonlyMap<string, RequiredField>,
): boolean {
  return selections.some(
    (selection) =>
      (selection.kind === 'Field' && standIns.has(selection.name)) ||
      usesStandIns(selection.selections ?? [], standIns),
  );
}

const CLOSE = 0x7d;

const writeText = (key: RepresentationKey, writer: JsonWriter) => writer.text(sameText(key));
const sameText = (key: RepresentationKey): string =>
  typeof key === 'object' ? key.text : String(key);

/** One straight function, for plain fetches: a single fragment for each type, nothing rewritten. */
function compileRepresentationBuilder(
  schema: GraphQLSchema,
  fetch: FetchNode,
): BuildRepresentation | undefined {
  if (fetch.inputRewrites) return undefined;
  const cases: string[] = [];
  for (const typename of entityNames(schema)) {
    const fitting = (fetch.requires ?? []).filter((selection) => {
      const condition = selection.kind === 'InlineFragment' ? selection.typeCondition : undefined;
      return condition !== undefined && isTypeOrSubtype(schema, typename, condition);
    });
    const [fragment, ...others] = fitting;
    if (!fragment) continue;
    const code = others.length === 0 && objectCode(fragment.selections, typename);
    if (!code) return undefined;
    cases.push(`case ${literal(typename)}:{${code}}`);
  }
  const keyOf = compileCode<BuildRepresentation['keyOf']>(
    { ...PROPERTY_SCOPE, text: valueText },
    `return function(o){switch(o.__typename){${cases.join('')}}}`,
  );
  return { keyOf, textOf: sameText, write: writeText };
}

/** The commonest of all: one type with one key. Its text is made once for each different object. */
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
  return { keyOf, textOf, write };
}

/** Code that returns the text of one object, or undefined when a value is missing. */
function objectCode(
  selections: readonly QueryPlanSelectionNode[] | undefined,
  typename: string,
): string | undefined {
  let code = 'let r="{";';
  for (const [index, selection] of (selections ?? []).entries()) {
    // Lists and nested fragments are rare enough to be walked.
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

const NEEDS_CARE = /[^ !#-[\]-~]/;

function valueText(value: unknown): string {
  return typeof value === 'string' && !NEEDS_CARE.test(value)
    ? `"${value}"`
    : JSON.stringify(value);
}

interface Walk {
  readonly schema: GraphQLSchema;
  /** Read under the name of the plan, sent under the name of the field. */
  readonly standIns: ReadonlyMap<string, RequiredField>;
}

/** The general way: build the object as the plan says, apply the rewrites, turn it into text. */
function representByWalking(
  walk: Walk,
  requires: readonly QueryPlanSelectionNode[],
  fetch: FetchNode,
): BuildRepresentation {
  const keyOf = (target: object) => {
    const representation: object = {};
    for (const selection of requires) {
      if (selection.kind !== 'InlineFragment' || selection.typeCondition === undefined) continue;
      if (!isOfType(walk.schema, target, selection.typeCondition)) continue;
      const part = pick(walk, target, selection.selections);
      if (part === undefined) return undefined;
      mergeInto(representation, part);
    }
    if (own(representation, '__typename') === undefined) return undefined;
    applyRewrites(walk.schema, fetch.inputRewrites, representation);
    return JSON.stringify(representation);
  };
  return { keyOf, textOf: sameText, write: writeText };
}

/** The selected part of a value; undefined when something in it is missing. */
function pick(
  walk: Walk,
  value: unknown,
  selections: readonly QueryPlanSelectionNode[] | undefined,
): unknown {
  if (!selections || value === null || value === undefined) return value;
  if (Array.isArray(value)) {
    const elements = value.map((element) => pick(walk, element, selections));
    return elements.includes(undefined) ? undefined : elements;
  }
  if (typeof value !== 'object') return undefined;
  const picked: object = {};
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      const key = selection.alias ?? selection.name;
      const part = pick(walk, own(value, key), selection.selections);
      if (part === undefined) return undefined;
      define(picked, walk.standIns.get(selection.name)?.name ?? key, part);
    } else if (isOfType(walk.schema, value, selection.typeCondition ?? '')) {
      const part = pick(walk, value, selection.selections);
      if (part === undefined) return undefined;
      mergeInto(picked, part);
    }
  }
  return picked;
}

function mergeInto(target: object, source: unknown): void {
  if (typeof source !== 'object' || source === null) return;
  for (const [key, value] of Object.entries(source)) {
    const existing = own(target, key);
    if (isObject(existing) && isObject(value)) mergeInto(existing, value);
    else define(target, key, value);
  }
}
