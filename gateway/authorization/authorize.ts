import { buildASTSchema, parse, type DocumentNode, type GraphQLFormattedError } from 'graphql';
import { createAccessRules } from '../../subgraphs/access/access-rules.ts';
import { firstRefusals, type Refusal } from '../../subgraphs/access/refusals.ts';
import { requirementsOf, type Requirement } from '../../subgraphs/access/requirements.ts';
import { grantsOf, type Caller } from '../identity/caller.ts';
import { createBoundedCache } from '../planning/bounded-cache.ts';

/** Raised before any partner is called; one refusal for every first field on a path. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly errors: readonly GraphQLFormattedError[];

  constructor(refusals: readonly Refusal[]) {
    super('Refused');
    this.errors = refusals.map(({ code, message, path }) => ({
      message,
      path,
      extensions: { code },
    }));
  }
}

/** May this caller ask this? Throws `Refused`; true when it is not for everyone, and thus personal. */
export type Authorize = (
  caller: Caller,
  question: {
    readonly document: DocumentNode;
    readonly operationName: string | undefined;
    readonly key: string;
  },
) => boolean;

const OPERATIONS_MAX = 2000;

/**
 * What an operation asks is read from the supergraph's own directives, once per operation. If one
 * field is refused the whole operation is: half an answer to a case question tells more than none.
 */
export function createAuthorize(supergraphSdl: string): Authorize {
  const schema = buildASTSchema(parse(supergraphSdl), {
    assumeValid: true,
    assumeValidSDL: true,
  });
  const rules = createAccessRules(schema);
  const compiled = createBoundedCache<readonly Requirement[]>(OPERATIONS_MAX);

  return function authorize(caller, { document, operationName, key }) {
    const requirements = compiled.get(key) ?? requirementsOf(rules, document, operationName);
    compiled.set(key, requirements);
    const refusals = firstRefusals(requirements, grantsOf(caller));
    if (refusals.length > 0) throw new Refused(refusals);
    return requirements.length > 0;
  };
}
