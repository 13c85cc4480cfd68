import { extendSchema, Kind, parse, type GraphQLField } from 'graphql';
import type { AccessRules } from '../../core/access/access-rules.ts';
import { accessRequirementsOf } from '../../core/access/access-requirements.ts';
import type { NeedsContext } from '../execution/execution.ts';

/** What the subgraph protocol adds to a fetch and a supergraph does not have; any member will do. */
const ENTITIES = parse(`
  scalar _Any
  union _Entity = Query
  extend type Query { _entities(representations: [_Any!]!): [_Entity]! }
`);

/**
 * A fetch needs the signed context when it selects a protected field, or one whose value depends on who asks
 * (`@tag(name: "audience")`), such as the rows of a table that may be for evaluation alone. Any other fetch gets none: a
 * subgraph that is not told who asks cannot pretend to be them, nor keep who asked for what is public.
 */
export function createNeedsContext(rules: AccessRules): NeedsContext {
  const schema = extendSchema(rules.schema, ENTITIES, { assumeValid: true, assumeValidSDL: true });
  const subgraphRules: AccessRules = {
    schema,
    demandsOfType: (type) => rules.demandsOfType(type),
    demandsOf: (parent, field) =>
      isForAudience(field) ? [{ kind: 'authenticated' }] : rules.demandsOf(parent, field),
  };
  return (operation) =>
    accessRequirementsOf(subgraphRules, parse(operation, { noLocation: true })).length > 0;
}

function isForAudience({ astNode }: Pick<GraphQLField<unknown, unknown>, 'astNode'>): boolean {
  return (
    astNode?.directives?.some(
      ({ name, arguments: given }) =>
        name.value === 'tag' &&
        given?.some(({ value }) => value.kind === Kind.STRING && value.value === 'audience'),
    ) ?? false
  );
}
