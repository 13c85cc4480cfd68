import { GraphQLError, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { ExactNumber } from '../../core/structures/exact-numbers.ts';
import { BOUNDS, type Bounds } from './bounds.ts';
import { limitDocument, limitVariables } from './limit-document.ts';
import { limitBytes, limitText } from './limit-text.ts';
import { tooLarge } from './too-large.ts';

/** The limits on the size of an operation. Each throws `TOO_LARGE`. */
export interface Limits {
  limitVariables(variables: Readonly<Record<string, unknown>>): void;
  /** The bytes of a document; the other limits on it take longer to find. */
  limitBytes(query: string): void;
  /** The document as text: it is measured before it is parsed, and then as it was parsed. */
  limitDocument(query: string): void;
  /** The literals of a document that was within the limits with other literals in it. */
  limitLiterals(literals: readonly { readonly value: string | number | ExactNumber }[]): void;
}

export function createLimits(schema: GraphQLSchema, bounds: Bounds = BOUNDS): Limits {
  return {
    limitVariables: (variables) => limitVariables(variables, bounds),
    limitBytes: (query) => limitBytes(query, bounds),
    limitDocument(query) {
      limitText(query, bounds);
      const document = parseOrNull(query);
      if (document) limitDocument(document, schema, bounds);
    },
    limitLiterals(literals) {
      let total = 0;
      for (const { value } of literals) {
        const text = value instanceof ExactNumber ? value.$text : value;
        const number =
          value instanceof ExactNumber && !value.isInteger() ? value.toNumber() : value;
        if (typeof number === 'number' && Math.abs(number) > bounds.argumentNumber) {
          throw tooLarge('argumentNumber', bounds, 'more');
        }
        const bytes = typeof text === 'string' ? Buffer.byteLength(text) : 0;
        total += bytes;
        if (bytes > bounds.argumentTextBytes) throw tooLarge('argumentTextBytes', bounds, bytes);
        if (total > bounds.argumentsBytes) throw tooLarge('argumentsBytes', bounds, 'more');
      }
    },
  };
}

/** Null for text that does not parse: it is small by now, and validation rejects it with a position. */
function parseOrNull(text: string): DocumentNode | null {
  try {
    return parse(text, { noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}
