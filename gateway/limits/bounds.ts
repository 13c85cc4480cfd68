import type { ValueBounds } from '../../core/limits/value-bounds.ts';

/** Every bound on the size of a question, in one place. */
export interface Bounds extends ValueBounds {
  /** The request body, or the query string of a GET. */
  readonly bodyBytes: number;
  readonly documentBytes: number;
  readonly tokens: number;
  /** Brackets of any sort inside each other, in the document and in the JSON around it. */
  readonly bracketNesting: number;
  /** Fields inside each other; introspection is measured by itself. */
  readonly depth: number;
  readonly introspectionDepth: number;
  readonly aliases: number;
  readonly rootFields: number;
  /** Fields once every fragment has been written out where it is spread. */
  readonly expandedFields: number;
  readonly directives: number;
  readonly operations: number;
  /** Fragment definitions: validation compares those that meet with each other. */
  readonly fragments: number;
  readonly variables: number;
  /** Lists inside each other: each multiplies what the others cost. */
  readonly nestedLists: number;
}

export const BOUNDS: Bounds = {
  bodyBytes: 262_144,
  documentBytes: 65_536,
  tokens: 5_000,
  bracketNesting: 50,
  depth: 15,
  introspectionDepth: 16,
  aliases: 30,
  rootFields: 20,
  expandedFields: 1_000,
  directives: 50,
  operations: 30,
  fragments: 100,
  variables: 50,
  nestedLists: 6,
  // A cursor over many partners takes a few thousand.
  argumentTextBytes: 8_192,
  argumentListItems: 500,
  argumentObjectFields: 100,
  argumentNesting: 10,
  argumentNumber: Number.MAX_VALUE,
  argumentValues: 2_000,
  argumentsBytes: 65_536,
};

/** What a limit is called when it is passed, in English and in Dutch. */
export const LIMIT_NAMES: Readonly<Record<keyof Bounds, readonly [en: string, nl: string]>> = {
  bodyBytes: ['body bytes', 'bytes in de body'],
  documentBytes: ['document bytes', 'bytes in het document'],
  tokens: ['tokens', 'tokens'],
  bracketNesting: ['bracket nesting', 'haken in elkaar'],
  depth: ['depth', 'velden in elkaar'],
  introspectionDepth: ['introspection depth', 'velden in elkaar bij introspectie'],
  aliases: ['aliases', 'aliassen'],
  rootFields: ['root fields', 'velden bovenaan'],
  expandedFields: ['fields after expanding fragments', 'velden met alle fragmenten uitgeschreven'],
  directives: ['directives', 'directives'],
  operations: ['operations', 'bewerkingen'],
  fragments: ['fragments', 'fragmenten'],
  variables: ['variables', 'variabelen'],
  nestedLists: ['nested lists', 'lijsten in elkaar'],
  argumentTextBytes: ['bytes of one text in arguments', 'bytes in één tekst van een argument'],
  argumentListItems: [
    'elements of one list in arguments',
    'elementen in één lijst van een argument',
  ],
  argumentObjectFields: [
    'fields of one object in arguments',
    'velden in één object van een argument',
  ],
  argumentNesting: [
    'lists and objects inside each other in arguments',
    'lijsten en objecten in elkaar in een argument',
  ],
  argumentNumber: ['a number in arguments', 'als getal in een argument'],
  argumentValues: ['values in arguments', 'waarden in argumenten'],
  argumentsBytes: ['bytes of all texts in arguments', 'bytes in alle teksten van argumenten'],
};
