/** From a valid document to what the operation store keeps of it, as plain data. */
import { createHash } from 'node:crypto';
import {
  GraphQLError,
  Kind,
  print,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { hashParts } from '../../core/structures/hash-parts.ts';
import type { NamedOperation } from '../audit/request-record.ts';
import { renumbered, type DefaultValueTemplate } from './default-value-template.ts';
import { mayHoldId } from './name-rule.ts';
import { normalizeOperation, type ParameterizedOperation } from './normalize-operation.ts';
import { normalizeText, type Literal } from './normalize-text.ts';
import { rootSelectionOf, type RootSelection } from './root-selection.ts';

/** How the literals of a text become variables, so that the same text with others need not be parsed. */
export interface LiteralForm {
  /** For every literal of the text, in order: the variable that it has become, if one by itself. */
  readonly literalNames: readonly (string | undefined)[];
  /** By variable: how its default is made of the literals of the text. */
  readonly defaults: readonly (readonly [name: string, template: DefaultValueTemplate])[];
}

export interface NormalizedDocument {
  /** The operation in normalized form. */
  readonly text: string;
  readonly key: string;
  readonly selects: RootSelection;
  /** The client's name for it, where that cannot be somebody's id. */
  readonly name: string | undefined;
  /** Whether the document holds no other operation, which would have to be valid too. */
  readonly isWhole: boolean;
  /** Null for a text that another text of the same form can differ from in meaning. */
  readonly form: LiteralForm | null;
  /** The variables of this request, literals included. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * `variables` are coerced. Throws a `GraphQLError` where a null default can only be rejected by the field that
 * takes it.
 */
export function normalizeDocument(
  schema: GraphQLSchema,
  query: string,
  document: DocumentNode,
  definition: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): NormalizedDocument {
  const parameterized = normalizeOperation(schema, document, definition, variables);
  const text = print(parameterized.document);
  const literals = normalizeText(query)?.literals;
  return {
    text,
    key: keyOf(text),
    selects: rootSelectionOf(parameterized.document, parameterized.operation),
    name: nameToLog(definition),
    isWhole: operationsIn(document) === 1,
    form: literals && parameterized.isReusable ? literalForm(parameterized, literals) : null,
    variables: parameterized.variables,
  };
}

/** Hash and name of a valid operation, for the access log; null where it has no form without values. */
export function identify(
  schema: GraphQLSchema,
  document: DocumentNode,
  definition: OperationDefinitionNode,
): NamedOperation | null {
  try {
    const { document: kept } = normalizeOperation(schema, document, definition, {});
    return { key: keyOf(print(kept)), name: nameToLog(definition) };
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}

/** A client's own name for its operation, where it cannot be somebody's id. */
function nameToLog({ name }: OperationDefinitionNode): string | undefined {
  return name === undefined || mayHoldId(name.value) ? undefined : name.value;
}

/** Null when the text holds a literal that has not become a variable, as in a second operation. */
function literalForm(
  { names, defaults }: ParameterizedOperation,
  literals: readonly Literal[],
): LiteralForm | null {
  const numbers = new Map(literals.map(({ start }, index) => [start, index]));
  const used = new Set<number>();
  const numberOf = (start: number) => {
    const number = numbers.get(start) ?? -1;
    used.add(number);
    return number;
  };
  const literalNames = literals.map(({ start }) => names.get(start));
  const templates = [...defaults].map(
    ([name, template]) => [name, renumbered(template, numberOf)] as const,
  );
  const isComplete = literalNames.every((name, index) => name !== undefined || used.has(index));
  return isComplete ? { literalNames, defaults: templates } : null;
}

function operationsIn({ definitions }: DocumentNode): number {
  return definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length;
}

/**
 * SHA-256 in hexadecimal of the operation without values: the access log knows it by that. Where a literal
 * has to stay in the text, a second hash that is never logged keeps such operations apart: the first would
 * be the fingerprint of an id.
 */
export function keyOf(text: string): string {
  const normalized = normalizeText(text);
  const key = createHash('sha256').update(text).digest('hex');
  if (normalized?.literals.length === 0) return key;
  return `${hashParts(normalized?.parts ?? [], 'hex')}:${key}`;
}
