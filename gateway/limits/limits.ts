import { GraphQLError, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { hashParts } from '../../core/structures/hash-parts.ts';
import { createBoundedCache } from '../../core/structures/bounded-cache.ts';
import { BOUNDS, type Bounds } from './bounds.ts';
import { limitDocument, limitVariables } from './limit-document.ts';
import { limitText } from './limit-text.ts';

/** How large a question may be; throws `TOO_LARGE`. Text is measured before it is parsed. */
export interface Limits {
  readonly bounds: Bounds;
  limit(operation: SizedQuestion): void;
}

export interface SizedQuestion {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const TEXTS_MAX = 2000;

/** Remembers by hash which texts were within the limits, so that a known question costs one lookup. */
export function createLimits(schema: GraphQLSchema, bounds: Bounds = BOUNDS): Limits {
  const passed = createBoundedCache<true>(TEXTS_MAX);
  return {
    bounds,
    limit({ query: text, variables }) {
      limitVariables(variables, bounds);
      const key = hashParts([text]);
      if (passed.get(key)) return;
      limitText(text, bounds);
      const document = parseOrNull(text);
      if (document) limitDocument(document, schema, bounds);
      passed.set(key, true);
    },
  };
}

/** What does not parse is small by now, and is refused with its position by the next step. */
function parseOrNull(text: string): DocumentNode | null {
  try {
    return parse(text, { noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}
