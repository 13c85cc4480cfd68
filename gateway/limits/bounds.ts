/** Every bound on the size of a question, in one place. */
export interface Bounds {
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
  variables: 50,
  nestedLists: 6,
};
