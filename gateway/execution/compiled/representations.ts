/** What a subgraph is told of each object it is asked about, as JSON text. */
import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import type { RequiredField } from '../../planning/required-arguments.ts';
import { compileCode, define, literal, own, PROPERTY_SCOPE, read } from './code.ts';
import { applyRewrites, isOfType, isTypeOrSubtype } from './rewrites.ts';

/** Undefined when the object lacks something that the subgraph needs: it is then not asked about. */
export type Represent = (target: object) => string | undefined;

export function createRepresent(
  schema: GraphQLSchema,
  fetch: FetchNode,
  standIns: ReadonlyMap<string, RequiredField>,
): Represent {
  const requires = fetch.requires ?? [];
  const hasStandIns = usesStandIns(requires, standIns);
  return (
    (hasStandIns ? undefined : compileRepresent(schema, fetch)) ??
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

/** One straight function, for plain fetches: a single fragment for each type, nothing rewritten. */
function compileRepresent(schema: GraphQLSchema, fetch: FetchNode): Represent | undefined {
  if (fetch.inputRewrites) return undefined;
  const cases: string[] = [];
  for (const typename of entityNames(schema)) {
    const fitting = (fetch.requires ?? []).filter((selection) => {
      const condition = selection.kind === 'InlineFragment' ? selection.typeCondition : undefined;
      return condition !== undefined && isTypeOrSubtype(schema, typename, condition);
    });
    const [fragment, ...others] = fitting;
    if (!fragment) continue;
    const code = others.length === 0 && objectCode(fragment.selections ?? [], 'o', typename, 0);
    if (!code) return undefined;
    cases.push(`case ${literal(typename)}:{${code}return r0;}`);
  }
  return compileCode<Represent>(
    { ...PROPERTY_SCOPE, text: valueText },
    `return function(o){switch(o.__typename){${cases.join('')}}}`,
  );
}

/** Code that builds the text of one object in `r{depth}`, or returns when a value is missing. */
function objectCode(
  selections: readonly QueryPlanSelectionNode[],
  object: string,
  typename: string | undefined,
  depth: number,
): string | undefined {
  let code = `let r${depth}="{";`;
  for (const [index, selection] of selections.entries()) {
    // Lists and nested fragments are rare enough to be walked.
    if (selection.kind !== 'Field' || selection.selections) return undefined;
    const key = selection.alias ?? selection.name;
    const label = `${index === 0 ? '' : ','}${JSON.stringify(key)}:`;
    if (key === '__typename' && typename !== undefined) {
      code += `r${depth}+=${literal(label + JSON.stringify(typename))};`;
    } else {
      const value = `v${depth}_${index}`;
      code += `const ${value}=${read(object, key)};if(${value}===undefined)return undefined;`;
      code += `r${depth}+=${literal(label)}+text(${value});`;
    }
  }
  return `${code}r${depth}+="}";`;
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
): Represent {
  return (target) => {
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
    if (isPlainObject(existing) && isPlainObject(value)) mergeInto(existing, value);
    else define(target, key, value);
  }
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
