/** Bringing what a subgraph answered into the data gathered so far. */
import {
  isAbstractType,
  Kind,
  parse,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { FetchNode } from '@apollo/query-planner';
import { assign, compileCode, define, own, PROPERTY_SCOPE, read } from '../shape/generate-code.ts';
import type { SymbolKeys } from '../reading/raw-leaves.ts';

export type Merge = (target: object, source: object) => void;

export interface FetchSelection {
  /** Response names, with whether objects stand behind them. */
  readonly fields: ReadonlyMap<string, boolean>;
  readonly isLeavesOnly: boolean;
}

/** What a fetch selects at its root, or of each entity. */
export function fetchSelection(fetch: FetchNode): FetchSelection {
  const document = parse(fetch.operation, { noLocation: true });
  const fragments = new Map<string, SelectionSetNode>();
  let operation: OperationDefinitionNode | undefined;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operation = definition;
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition.selectionSet);
    }
  }
  const fields = new Map<string, boolean>();
  const collect = (set: SelectionSetNode | undefined, isEntities: boolean): void => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        collect(fragments.get(selection.name.value), isEntities);
      } else if (selection.kind === Kind.INLINE_FRAGMENT || isEntities) {
        collect(selection.selectionSet, false);
      } else {
        const key = selection.alias?.value ?? selection.name.value;
        fields.set(key, fields.get(key) === true || selection.selectionSet !== undefined);
      }
    }
  };
  collect(operation?.selectionSet, fetch.requires !== undefined);
  return { fields, isLeavesOnly: ![...fields.values()].includes(true) };
}

/** A merge of just these fields; anything else in an answer is left where it is. */
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
      // An `@interfaceObject` knows only its interface: that never replaces a concrete type.
      return `${value}if(t.__typename===undefined||!abstract.has(v))t.__typename=v;`;
    }
    const merged = isComposite ? `mergeValues(${read('t', key)},v)` : 'v';
    return `${value}${assign('t', key, merged)};`;
  });
  return compileCode<Merge>(scope, `return function(t,s){let v;${lines.join('')}}`);
}

/** A leaf is a span or a value: the later of two takes the place of the other, whichever it is. */
function leafLines(symbolKey: string, key: string): string {
  const [mine, theirs] = [read('t', key), read('s', key)];
  return (
    `v=s[${symbolKey}];if(v!==undefined){t[${symbolKey}]=v;if(${mine}!==undefined)${assign('t', key, 'undefined')}}` +
    `else{v=${theirs};if(v!==undefined){${assign('t', key, 'v')};if(t[${symbolKey}]!==undefined)t[${symbolKey}]=undefined}}`
  );
}

/** Merges everything; used where answers are rewritten first, so that names are not known. */
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

/** Objects and lists of the same length are merged; otherwise what came last stands. */
function mergeValues(existing: unknown, value: unknown, symbolKeys: SymbolKeys): unknown {
  if (existing === undefined || existing === null || existing === value) return value;
  if (typeof existing !== 'object') return value;
  if (value === null) return existing;
  if (typeof value !== 'object' || Array.isArray(value) !== Array.isArray(existing)) return value;
  if (Array.isArray(value) && Array.isArray(existing)) {
    if (value.length !== existing.length) return value;
    if (!isFirstMerge(existing, value)) return existing;
    value.forEach((element, index) => {
      existing[index] = mergeValues(existing[index], element, symbolKeys);
    });
    return existing;
  }
  if (isFirstMerge(existing, value)) mergeAll(existing, value, symbolKeys);
  return existing;
}

/** What was merged into what: both may stand in many places, and once is enough. */
const merged = new WeakMap<object, WeakSet<object>>();

function isFirstMerge(existing: object, value: object): boolean {
  const into = merged.get(value) ?? new WeakSet();
  if (into.has(existing)) return false;
  merged.set(value, into.add(existing));
  return true;
}
