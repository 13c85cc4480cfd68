import { buildASTSchema, parse, type GraphQLFormattedError } from 'graphql';
import { createAccessRules, type AccessRules } from '../../core/access/access-rules.ts';
import { firstDenials, type AccessDenial } from '../../core/access/access-denials.ts';
import {
  accessRequirementsOf,
  type AccessRequirement,
} from '../../core/access/access-requirements.ts';
import type { ErrorCode } from '../../core/errors/error-codes.ts';
import { grantsOf, type Principal } from '../authentication/principal.ts';
import type { NormalizedOperation } from '../planning/planner.ts';

/** Thrown before any subgraph is called, with one error for the first denied field on each path. */
export class AuthorizationError extends Error {
  override readonly name = 'AuthorizationError';
  readonly errors: readonly GraphQLFormattedError[];

  constructor(
    denials: readonly (Pick<AccessDenial, 'message' | 'path'> & { readonly code: ErrorCode })[],
  ) {
    super('The principal may not execute this operation');
    this.errors = denials.map(({ code, message, path }) => ({
      message,
      path,
      extensions: { code },
    }));
  }
}

/** What an operation requires of a principal, read from the directives of the supergraph. */
export type RequirementsOf = (operation: NormalizedOperation) => readonly AccessRequirement[];

export function createRequirementsOf(rules: AccessRules): RequirementsOf {
  return ({ document, operationName }) => accessRequirementsOf(rules, document, operationName);
}

/**
 * Throws `AuthorizationError` when the principal does not meet the requirements of an operation. One denied
 * field denies the whole operation: half of a response about a person tells more than none.
 */
export type Authorize = (
  principal: Principal,
  requirements: readonly AccessRequirement[],
  /** Whether the document is in the manifest. */
  isPersisted: boolean,
) => void;

export interface AuthorizeOptions {
  /** In production only operations of the manifest may select what is personal. */
  readonly isSafelistRequired?: boolean;
}

export function createAuthorize(options: AuthorizeOptions = {}): Authorize {
  return function authorize(principal, requirements, isPersisted) {
    const denials = firstDenials(requirements, grantsOf(principal));
    if (denials.length > 0) throw new AuthorizationError(denials);
    const [first] = requirements;
    if (first && options.isSafelistRequired && !isPersisted) {
      throw new AuthorizationError([notListed(first)]);
    }
  };
}

function notListed({ coordinate, path }: AccessRequirement) {
  return {
    code: 'OPERATION_NOT_TRUSTED' as const,
    path,
    message:
      `Field "${coordinate}" is about persons: only operations in the manifest may ask for it` +
      ` / Veld "${coordinate}" gaat over personen: alleen vragen uit het manifest mogen dit veld opvragen`,
  };
}

/** The access rules in the directives of a supergraph. */
export function rulesOf(supergraphSdl: string): AccessRules {
  const document = parse(supergraphSdl);
  return createAccessRules(buildASTSchema(document, { assumeValid: true, assumeValidSDL: true }));
}
