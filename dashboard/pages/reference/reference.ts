/** The documentation of the graph as `make-reference.mjs` makes it from the supergraph. */

export interface Reference {
  readonly types: readonly TypeEntry[];
  readonly purposes: readonly PurposeEntry[];
}

export interface PurposeEntry {
  readonly nl: string;
  readonly en: string;
}

export type TypeKind = 'object' | 'input' | 'enum' | 'scalar' | 'union';
export type Layer = 'public' | 'aggregate' | 'case';

export interface Described {
  readonly name: string;
  /** The Dutch term. */
  readonly term: string;
  /** In English. */
  readonly text: string;
}

/** What a client may have: of a type, and of a field. */
export interface Accessible {
  /** The subgraphs that give it; several where each has a part. */
  readonly owners: readonly string[];
  /** Null for what carries no data of its own, such as an enum. */
  readonly layer: Layer | null;
  /** Which of the purposes open it, by index; null when everybody may have it. */
  readonly purposes: readonly number[] | null;
}

export interface TypeEntry extends Described, Accessible {
  readonly kind: TypeKind;
  /** Fields of an object or of an input, or the values of an enum. */
  readonly fields: readonly FieldEntry[];
  /** Of a union. */
  readonly members: readonly string[];
}

export interface FieldEntry extends Described, Accessible {
  /** As it is written, such as `[Voucher!]`; empty for the value of an enum. */
  readonly type: string;
  readonly args: readonly ArgumentEntry[];
  /** The saved query that selects it, by file name. */
  readonly example: string | null;
  readonly deprecated: string | null;
}

export interface ArgumentEntry extends Described {
  readonly type: string;
  readonly defaultValue: string | null;
}

/** The name of a type without its lists and exclamation marks. */
export const namedType = (type: string): string => type.replaceAll(/[[\]!]/g, '');
