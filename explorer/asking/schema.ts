/** Reads the schema from the file the gateway publishes; the editor completes and checks with it. */
import { buildSchema } from 'graphql';
import type { GraphQLSchema } from 'graphql';

/** `undefined` when there is no such file: then GraphiQL introspects instead. */
export async function loadSchema(): Promise<GraphQLSchema | undefined> {
  try {
    const response = await fetch('/schema.graphql', { credentials: 'omit' });
    return response.ok ? buildSchema(await response.text()) : undefined;
  } catch {
    return undefined;
  }
}
