import type { DocumentNode, GraphQLError } from 'graphql';
import { codedError } from '../../../core/errors/coded-error.ts';
import {
  passedBound,
  passedBoundIn,
  type PassedBound,
  type ValueBounds,
} from '../../../core/limits/value-bounds.ts';

/**
 * What a subgraph accepts of any gateway. It is more than a client may send, because one fetch asks
 * for the entities of a whole page of lists, with the fields that they are computed from.
 */
export const REQUEST_BOUNDS = {
  documentBytes: 1_048_576,
  tokens: 20_000,
  argumentTextBytes: 16_384,
  argumentListItems: 10_000,
  argumentObjectFields: 1_000,
  argumentNesting: 12,
  argumentNumber: Number.MAX_VALUE,
  argumentValues: 200_000,
  argumentsBytes: 4_194_304,
} satisfies ValueBounds & Readonly<Record<string, number>>;

type Limit = keyof typeof REQUEST_BOUNDS;

const NAMES: Readonly<Record<Limit, string>> = {
  documentBytes: 'the bytes of a document',
  tokens: 'the tokens of a document',
  argumentTextBytes: 'the bytes of one text in arguments',
  argumentListItems: 'the elements of one list in arguments',
  argumentObjectFields: 'the fields of one object in arguments',
  argumentNesting: 'the lists and objects inside each other in arguments',
  argumentNumber: 'a number in arguments',
  argumentValues: 'the values in arguments',
  argumentsBytes: 'the bytes of all texts in arguments',
};

interface Sized {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Why a request is too large to be read; `null` when it is not. */
export function sizeProblem({ query, variables }: Sized): GraphQLError | null {
  if (Buffer.byteLength(query) > REQUEST_BOUNDS.documentBytes) return tooLarge('documentBytes');
  return problemOf(passedBound(variables, REQUEST_BOUNDS));
}

/** The same for the values in a document. */
export function documentProblem(document: DocumentNode): GraphQLError | null {
  return problemOf(passedBoundIn(document, REQUEST_BOUNDS));
}

const problemOf = (passed: PassedBound | null) => passed && tooLarge(passed.limit);

function tooLarge(limit: Limit): GraphQLError {
  return codedError(
    'TOO_LARGE',
    `Request is too large: ${NAMES[limit]} may be at most ${REQUEST_BOUNDS[limit]}`,
  );
}
