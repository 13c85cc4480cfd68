/** Names of the schema that resemble a name in the query that the schema does not have. */
import { Kind, parse, validate } from 'graphql';
import type { ASTNode, GraphQLError, GraphQLSchema } from 'graphql';
import { plainText } from '../../ui/search/search.ts';
import { typeEntry } from './schema-entry.ts';

export interface Suggestion {
  readonly wrong: string;
  /** Where the name stands in the query. */
  readonly start: number;
  readonly end: number;
  readonly names: readonly string[];
}

const suggestionsMax = 8;
const namesMax = 4;
const tokensMax = 10_000;

/** The gateway leaves names of its schema out of its messages; the page knows the schema, and the user may see it. */
export function suggestionsFor(schema: GraphQLSchema, query: string): readonly Suggestion[] {
  return errorsOf(schema, query)
    .flatMap((error) => suggestionOf(schema, query, error) ?? [])
    .slice(0, suggestionsMax);
}

function errorsOf(schema: GraphQLSchema, query: string): readonly GraphQLError[] {
  try {
    return validate(schema, parse(query, { maxTokens: tokensMax }), undefined, {
      maxErrors: suggestionsMax,
    });
  } catch {
    return []; // A syntax error has no name to correct.
  }
}

function suggestionOf(
  schema: GraphQLSchema,
  query: string,
  { message, nodes }: GraphQLError,
): Suggestion | undefined {
  const loc = nodes?.[0] && nameLocation(nodes[0]);
  if (!loc) return undefined;
  const { start, end } = loc;
  const wrong = query.slice(start, end);
  const [, meant = ''] = /Did you mean (?!to use an inline fragment)(.+)\?$/.exec(message) ?? [];
  const similar = Array.from(meant.matchAll(/"([^"]+)"/g), ([, name = '']) => name);
  const [, typeName = ''] = /^Cannot query field "\w+" on type "(\w+)"/.exec(message) ?? [];
  const names = similar.length > 0 ? similar : namesByDutchTerm(schema, typeName, wrong);
  return names.length === 0 ? undefined : { wrong, start, end, names: names.slice(0, namesMax) };
}

/** Somebody who writes `opleidingen` means the field whose Dutch term that is. */
function namesByDutchTerm(
  schema: GraphQLSchema,
  typeName: string,
  wrong: string,
): readonly string[] {
  const type = schema.getType(typeName);
  const sought = plainText(wrong);
  if (!type || sought.length < 3) return [];
  return typeEntry(type)
    .details.filter(({ term }) => plainText(term).replaceAll(' ', '').includes(sought))
    .toSorted((a, b) => a.term.length - b.term.length)
    .map(({ name }) => name.replace(/^.*\./, ''));
}

function nameLocation(node: ASTNode) {
  if (node.kind === Kind.ENUM || node.kind === Kind.STRING) return node.loc;
  return 'name' in node ? node.name?.loc : undefined;
}
