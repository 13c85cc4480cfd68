import { Kind, visit, type DocumentNode, type GraphQLError } from 'graphql';
import { codedError } from '../../../core/errors/coded-error.ts';
import { passedTextBound, type TextBounds } from '../../../core/limits/document-text.ts';
import { passedBound, passedBoundIn, type ValueBounds } from '../../../core/limits/value-bounds.ts';

/**
 * What a subgraph accepts of any gateway. It is more than a client may send, because one fetch asks
 * for the entities of a whole page of lists, with the fields that they are computed from.
 */
export const REQUEST_BOUNDS = {
  documentBytes: 1_048_576,
  tokens: 10_000,
  bracketNesting: 120,
  /** Validation compares pairs of them. */
  fragments: 100,
  /** It also compares fields with one response name: this allows 400 with the same one. */
  fieldPairs: 80_000,
  argumentTextBytes: 16_384,
  argumentListItems: 10_000,
  argumentObjectFields: 1_000,
  argumentNesting: 12,
  argumentNumber: Number.MAX_VALUE,
  argumentValues: 200_000,
  argumentsBytes: 4_194_304,
} satisfies ValueBounds & TextBounds & Readonly<Record<string, number>>;

type Limit = keyof typeof REQUEST_BOUNDS;

const NAMES: Readonly<Record<Limit, string>> = {
  documentBytes: 'the bytes of a document',
  tokens: 'the tokens of a document',
  bracketNesting: 'the brackets inside each other in a document',
  fragments: 'the fragments of a document',
  fieldPairs: 'the pairs of fields with one name in a document',
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
  const passed = passedBound(variables, REQUEST_BOUNDS)?.limit;
  const limit = passed ?? passedTextBound(query, REQUEST_BOUNDS);
  return limit && tooLarge(limit);
}

/** The same for the fragments and the values in a document. */
export function documentProblem(document: DocumentNode): GraphQLError | null {
  const isFragment = ({ kind }: { readonly kind: Kind }) => kind === Kind.FRAGMENT_DEFINITION;
  if (document.definitions.filter(isFragment).length > REQUEST_BOUNDS.fragments) {
    return tooLarge('fragments');
  }
  if (fieldPairs(document) > REQUEST_BOUNDS.fieldPairs) return tooLarge('fieldPairs');
  const passed = passedBoundIn(document, REQUEST_BOUNDS);
  return passed && tooLarge(passed.limit);
}

function fieldPairs(document: DocumentNode): number {
  const counts = new Map<string, number>();
  let pairs = 0;
  visit(document, {
    Field({ alias, name }) {
      const responseName = (alias ?? name).value;
      const count = counts.get(responseName) ?? 0;
      pairs += count;
      counts.set(responseName, count + 1);
    },
  });
  return pairs;
}

function tooLarge(limit: Limit): GraphQLError {
  return codedError(
    'TOO_LARGE',
    `Request is too large: ${NAMES[limit]} may be at most ${REQUEST_BOUNDS[limit]}`,
  );
}
