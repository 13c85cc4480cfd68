import type { ValueBounds } from '../../core/limits/value-bounds.ts';

/** The limits on the size of an operation, in one place. */
export interface Bounds extends ValueBounds {
  /** The request body, or the query string of a GET. */
  readonly bodyBytes: number;
  readonly documentBytes: number;
  readonly tokens: number;
  /** Nested brackets of any sort, in the document and in the JSON around it. */
  readonly bracketNesting: number;
  /** Nested fields; introspection has a limit of its own. */
  readonly depth: number;
  readonly introspectionDepth: number;
  readonly aliases: number;
  readonly rootFields: number;
  /** Fields after every fragment has been expanded where it is spread. */
  readonly expandedFields: number;
  readonly directives: number;
  readonly operations: number;
  /** Fragment definitions: validation compares pairs of them. */
  readonly fragments: number;
  readonly variables: number;
  /** Nested lists: each multiplies the cost of the others. */
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
  // A cursor over many partners has a few thousand bytes.
  argumentTextBytes: 8_192,
  argumentListItems: 500,
  argumentObjectFields: 100,
  argumentNesting: 10,
  argumentNumber: Number.MAX_VALUE,
  argumentValues: 2_000,
  argumentsBytes: 65_536,
};

/** The name of each limit in error messages, in English and in Dutch. */
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
