/** Merges the data of a fetch into the data of earlier fetches. */
import type { FetchNode } from '@apollo/query-planner';
import {
  getOperationAST,
  isAbstractType,
  Kind,
  parse,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { ExactNumber } from '../../../../core/structures/exact-numbers.ts';
import { fragmentsIn } from '../../../planning/documents.ts';
import { assign, compileCode, define, own, PROPERTY_SCOPE, read } from '../shape/generate-code.ts';
import type { SymbolKeys } from '../reading/raw-leaves.ts';

export type Merge = (target: object, source: object) => void;

export interface FetchSelection {
  /** By response name: whether the field has a selection set. */
  readonly fields: ReadonlyMap<string, boolean>;
  readonly isLeavesOnly: boolean;
}

/** What a fetch selects at the root, or of each entity. */
export function fetchSelection(fetch: FetchNode): FetchSelection {
  const document = parse(fetch.operation, { noLocation: true });
  const fragments = fragmentsIn(document);
  const fields = new Map<string, boolean>();
  const collect = (set: SelectionSetNode | undefined, isEntities: boolean): void => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        collect(fragments.get(selection.name.value)?.selectionSet, isEntities);
      } else if (selection.kind === Kind.INLINE_FRAGMENT || isEntities) {
        collect(selection.selectionSet, false);
      } else {
        const key = selection.alias?.value ?? selection.name.value;
        fields.set(key, fields.get(key) === true || selection.selectionSet !== undefined);
      }
    }
  };
  collect(getOperationAST(document)?.selectionSet, fetch.requires !== undefined);
  return { fields, isLeavesOnly: ![...fields.values()].includes(true) };
}

/** A merge of the selected fields; it ignores any other field of the response. */
export function compileMerge(
  schema: GraphQLSchema,
  selection: FetchSelection,
  symbolKeys: SymbolKeys,
): Merge {
  const abstract = new Set(
    Object.values(schema.getTypeMap())
      .filter((type) => isAbstractType(type))
      .map(({ name }) => name),
  );
  const scope: Record<string, unknown> = { ...PROPERTY_SCOPE, abstract };
  scope['mergeValues'] = (existing: unknown, value: unknown) =>
    mergeValues(existing, value, symbolKeys);
  const lines = [...selection.fields].map(([key, isComposite], index) => {
    const symbolKey = isComposite ? undefined : symbolKeys.symbolKeyOf(key);
    if (symbolKey) {
      scope[`k${index}`] = symbolKey;
      return leafLines(`k${index}`, key);
    }
    const value = `v=${read('s', key)};if(v!==undefined)`;
    if (key === '__typename') {
      // An `@interfaceObject` has the name of its interface, which must not replace a concrete type.
      return `${value}if(t.__typename===undefined||!abstract.has(v))t.__typename=v;`;
    }
    const merged = isComposite ? `mergeValues(${read('t', key)},v)` : 'v';
    return `${value}${assign('t', key, merged)};`;
  });
  return compileCode<Merge>(scope, `return function(t,s){let v;${lines.join('')}}`);
}

/** A leaf is raw or a value. The later of the two replaces the earlier, so that only one of them is set. */
function leafLines(symbolKey: string, key: string): string {
  const [mine, theirs] = [read('t', key), read('s', key)];
  return (
    `v=s[${symbolKey}];if(v!==undefined){t[${symbolKey}]=v;if(${mine}!==undefined)${assign('t', key, 'undefined')}}` +
    `else{v=${theirs};if(v!==undefined){${assign('t', key, 'v')};if(t[${symbolKey}]!==undefined)t[${symbolKey}]=undefined}}`
  );
}

/** Merges every field, for data that was rewritten, of which the names are not known when compiling. */
export function mergeAll(target: object, source: object, symbolKeys: SymbolKeys): void {
  for (const [key, value] of Object.entries(source)) {
    if (value === undefined) continue;
    define(target, key, mergeValues(own(target, key), value, symbolKeys));
    const symbolKey = symbolKeys.symbolKeyOf(key);
    if (symbolKey && own(target, symbolKey) !== undefined) define(target, symbolKey, undefined);
  }
  for (const symbolKey of Object.getOwnPropertySymbols(source)) {
    const rawLeaf = own(source, symbolKey);
    if (rawLeaf === undefined) continue;
    define(target, symbolKey, rawLeaf);
    const key = symbolKey.description ?? '';
    if (own(target, key) !== undefined) define(target, key, undefined);
  }
}

/** Merges objects, and lists of the same length; any other later value replaces the earlier one. */
function mergeValues(existing: unknown, value: unknown, symbolKeys: SymbolKeys): unknown {
  if (existing === undefined || existing === null || existing === value) return value;
  if (typeof existing !== 'object' || existing instanceof ExactNumber) return value;
  if (value === null) return existing;
  if (typeof value !== 'object' || value instanceof ExactNumber) return value;
  if (Array.isArray(value) !== Array.isArray(existing)) return value;
  if (Array.isArray(value) && Array.isArray(existing)) {
    if (value.length !== existing.length) return value;
    if (value.length === 0 || !isFirstMerge(existing, value)) return existing;
    const lists = { existing, value, symbolKeys };
    elementsCount += value.length;
    if (elementsCount > ELEMENTS_AT_ONCE) postponed.push(lists);
    else mergeElements(lists, 0, value.length);
    return existing;
  }
  mergeAll(existing, value, symbolKeys);
  return existing;
}

interface Lists {
  readonly existing: unknown[];
  readonly value: readonly unknown[];
  readonly symbolKeys: SymbolKeys;
}

/** Merges some elements of lists of the same length. */
export function mergeElements(
  { existing, value, symbolKeys }: Lists,
  from: number,
  to: number,
): void {
  for (let index = from; index < to; index += 1) {
    existing[index] = mergeValues(existing[index], value[index], symbolKeys);
  }
}

/** List elements that are merged before the caller of `takePostponed` gives way. */
const ELEMENTS_AT_ONCE = 1000;
let elementsCount = 0;
let postponed: Lists[] = [];
const NO_LISTS: readonly Lists[] = [];

/**
 * The lists that are still to be merged because the merges since the last call had too many elements. To be called
 * after merging and before any other code runs.
 */
export function takePostponed(): readonly Lists[] {
  elementsCount = 0;
  if (postponed.length === 0) return NO_LISTS;
  const lists = postponed;
  postponed = [];
  return lists;
}

/**
 * Which list was merged into which. Both may occur at many positions, and are merged once. Lists suffice: without
 * them an object has no more values than the operation has fields.
 */
const merged = new WeakMap<object, WeakSet<object>>();

function isFirstMerge(existing: object, value: object): boolean {
  const into = merged.get(value) ?? new WeakSet();
  if (into.has(existing)) return false;
  merged.set(value, into.add(existing));
  return true;
}
