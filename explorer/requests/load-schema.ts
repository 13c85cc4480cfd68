import { buildSchema } from 'graphql';
import type { GraphQLSchema } from 'graphql';

/**
 * The schema that the gateway publishes for a request with these headers. `undefined` when it
 * publishes none: GraphiQL then sends an introspection query.
 */
export async function loadSchema(
  headers: Readonly<Record<string, string>>,
): Promise<GraphQLSchema | undefined> {
  try {
    const response = await fetch('/schema.graphql', { credentials: 'omit', headers });
    return response.ok ? buildSchema(await response.text()) : undefined;
  } catch {
    return undefined;
  }
}
