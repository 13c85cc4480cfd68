import { buildASTSchema, parse, type DocumentNode, type GraphQLFormattedError } from 'graphql';
import { createAccessRules, type AccessRules } from '../../core/access/access-rules.ts';
import { firstDenials, type AccessDenial } from '../../core/access/access-denials.ts';
import {
  accessRequirementsOf,
  type AccessRequirement,
} from '../../core/access/access-requirements.ts';
import type { ErrorCode } from '../../core/errors/error-codes.ts';
import { grantsOf, type Principal } from '../authentication/principal.ts';
import { createBoundedCache } from '../../core/structures/bounded-cache.ts';

/** Raised before any partner is called; one refusal for every first field on a path. */
export class AuthorizationError extends Error {
  override readonly name = 'Refused';
  readonly errors: readonly GraphQLFormattedError[];

  constructor(
    denials: readonly (Pick<AccessDenial, 'message' | 'path'> & { readonly code: ErrorCode })[],
  ) {
    super('Refused');
    this.errors = denials.map(({ code, message, path }) => ({
      message,
      path,
      extensions: { code },
    }));
  }
}

/** May this caller ask this? Throws `Refused`; true when it is not for everyone, and thus personal. */
export type Authorize = (
  principal: Principal,
  operation: {
    readonly document: DocumentNode;
    readonly operationName: string | undefined;
    readonly key: string;
    /** It was agreed on beforehand. */
    readonly isPersisted?: boolean;
  },
) => boolean;

export interface AuthorizeOptions {
  /** In production only operations of the manifest may ask for what is personal. */
  readonly isSafelistRequired?: boolean;
}

const OPERATIONS_MAX = 2000;

/**
 * What an operation asks is read from the supergraph's own directives, once per operation. If one
 * field is refused the whole operation is: half an answer to a case question tells more than none.
 */
export function createAuthorize(rules: AccessRules, options: AuthorizeOptions = {}): Authorize {
  const compiled = createBoundedCache<readonly AccessRequirement[]>(OPERATIONS_MAX);

  return function authorize(principal, { document, operationName, key, isPersisted }) {
    const requirements = compiled.get(key) ?? accessRequirementsOf(rules, document, operationName);
    compiled.set(key, requirements);
    const denials = firstDenials(requirements, grantsOf(principal));
    if (denials.length > 0) throw new AuthorizationError(denials);
    const [first] = requirements;
    if (first && options.isSafelistRequired && !isPersisted)
      throw new AuthorizationError([notTrusted(first)]);
    return first !== undefined;
  };
}

function notTrusted({ coordinate, path }: AccessRequirement) {
  return {
    code: 'OPERATION_NOT_TRUSTED' as const,
    path,
    message:
      `Field "${coordinate}" is about persons: only operations in the manifest may ask for it` +
      ` / Veld "${coordinate}" gaat over personen: alleen vragen uit het manifest mogen erom vragen`,
  };
}

/** What the supergraph's own directives ask. */
export function rulesOf(supergraphSdl: string): AccessRules {
  const document = parse(supergraphSdl);
  return createAccessRules(buildASTSchema(document, { assumeValid: true, assumeValidSDL: true }));
}
