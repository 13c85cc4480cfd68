import type { GraphQLSchema } from 'graphql';
import { linkedDirectiveNames } from '../federation/linked-directives.ts';

/** The access directives of Apollo Federation. */
export const ACCESS_DIRECTIVES = ['authenticated', 'requiresScopes', 'policy'] as const;

export type AccessDirective = (typeof ACCESS_DIRECTIVES)[number];

/** The names that a schema uses for the access directives, each of which has a specification of its own. */
export function accessDirectiveNames(schema: GraphQLSchema): ReadonlyMap<string, AccessDirective> {
  return linkedDirectiveNames(schema, ACCESS_DIRECTIVES, (directive) => directive);
}
