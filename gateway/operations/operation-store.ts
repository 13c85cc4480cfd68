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
import type { KnownOperation } from '../audit/request-record.ts';
import { createBoundedCache } from '../../core/structures/bounded-cache.ts';
import { coerceVariables } from './coerce-variables.ts';
import { prepareDefault, withPlaces, type DefaultValueTemplate } from './default-value-template.ts';
import { mayHoldId } from './name-rule.ts';
import { normalizeOperation, type ParameterizedOperation } from './normalize-operation.ts';
import { normalizeText, type Literal, type NormalizedText } from './normalize-text.ts';
import type { IdentifiedRequest, ValidRequest } from './operation-request.ts';

/** Questions that were admitted before, without any value that a caller gave. */
export interface OperationStore {
  /** The question in its known form; `null` when it is new, or must be admitted anew. */
  readonly recall: (request: IdentifiedRequest) => ValidRequest | null;
  /** What a valid document asks, with its values beside it; known from now on. */
  remember(
    request: IdentifiedRequest,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
  ): ValidRequest;
  /** What may be said of a valid operation whose variables do not fit; `null` where that cannot be told. */
  nameOf(document: DocumentNode, operation: OperationDefinitionNode): KnownOperation | null;
  /** The same for a text that was admitted before; `null` for any other. */
  readonly nameKnown: (
    request: Pick<IdentifiedRequest, 'query' | 'operationName'>,
  ) => KnownOperation | null;
  /** What is known, newest first. */
  inUse(): readonly InUse[];
  /** Knows what another schema's questions knew; whoever calls this has checked that it fits. */
  adopt(inUse: InUse): void;
}

/** A known question, under the hash of the texts that ask it. */
export interface InUse {
  readonly hash: string;
  readonly known: Known;
}

export interface Known {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly key: string;
  /** Its name, where that can be told. */
  readonly saidName: string | undefined;
  /** For every literal of the text, in order: the variable that it has become, if one by itself. */
  readonly names: readonly (string | undefined)[];
  /** By variable: its default, from literals by their number in the text. */
  readonly defaults: readonly (readonly [name: string, value: DefaultValueTemplate])[];
  /** The text holds nothing else that would have to be valid too. */
  readonly isWhole: boolean;
}

const QUESTIONS_MAX = 1_000;

export function createOperationStore(schema: GraphQLSchema): OperationStore {
  const operations = createBoundedCache<Known>(QUESTIONS_MAX);

  return {
    recall(request) {
      const normal = normalizeText(request.query);
      const known = normal && operations.get(textKey(normal, request));
      if (!known) return null;
      const values = valuesFor(known, normal.literals, request.variables);
      const coerced = values && coerceVariables(schema, known.operation, values);
      // A value that does not fit is refused in the words of the full admission.
      if (!coerced || 'errors' in coerced) return null;
      return { ...request, ...askedOf(known), variables: coerced.values };
    },

    remember(request, document, operation, variables) {
      const parameterized = normalizeOperation(schema, document, operation, variables);
      const normal = normalizeText(request.query);
      const said = {
        key: keyOf(parameterized.document),
        saidName: nameToSay(operation),
        isWhole: operationsIn(document) === 1,
      };
      const known =
        normal && parameterized.isReusable ? knownFrom(parameterized, normal, said) : null;
      if (normal && known) operations.set(textKey(normal, request), known);
      const { document: kept, variables: values } = parameterized;
      return { ...request, ...askedOf({ ...said, document: kept }), variables: values };
    },

    nameOf(document, operation) {
      try {
        const { document: kept } = normalizeOperation(schema, document, operation, {});
        return { key: keyOf(kept), operationName: nameToSay(operation) };
      } catch (error) {
        // A default that only the field can refuse: the question has no form without values.
        if (error instanceof GraphQLError) return null;
        throw error;
      }
    },

    nameKnown(request) {
      const normal = normalizeText(request.query);
      const known = normal && operations.get(textKey(normal, request));
      return known ? { key: known.key, operationName: known.saidName } : null;
    },

    inUse: () =>
      operations
        .keys()
        .toReversed()
        .flatMap((hash) => {
          const known = operations.get(hash);
          return known ? [{ hash, known }] : [];
        }),

    adopt: ({ hash, known }) => operations.set(hash, known),
  };
}

/** A client's own name for its question, where it cannot be anybody's. */
function nameToSay({ name }: OperationDefinitionNode): string | undefined {
  return name === undefined || mayHoldId(name.value) ? undefined : name.value;
}

/** `null` when the text holds a literal that was not taken out, as in another operation beside it. */
function knownFrom(
  { document, operation, names, defaults }: ParameterizedOperation,
  { literals }: NormalizedText,
  said: Pick<Known, 'key' | 'saidName' | 'isWhole'>,
): Known | null {
  const numbers = new Map(literals.map(({ start }, index) => [start, index]));
  const used = new Set<number>();
  const numberOf = (place: number) => {
    const number = numbers.get(place) ?? -1;
    used.add(number);
    return number;
  };
  const own = literals.map(({ start }) => names.get(start));
  const made = [...defaults].map(([name, value]) => [name, withPlaces(value, numberOf)] as const);
  const isComplete = own.every((name, index) => name !== undefined || used.has(index));
  return isComplete ? { ...said, document, operation, names: own, defaults: made } : null;
}

/** `null` when literals differ that were equal before: what they ask is another question. */
function valuesFor(
  { names, defaults }: Known,
  literals: readonly Literal[],
  variables: Readonly<Record<string, unknown>>,
): Record<string, unknown> | null {
  const values: Record<string, unknown> = { ...variables };
  const lifted = new Set<string>();
  for (const [index, name] of names.entries()) {
    if (name === undefined) continue;
    const value = literals[index]?.value;
    if (lifted.has(name) && values[name] !== value) return null;
    lifted.add(name);
    values[name] = value;
  }
  for (const [name, template] of defaults) {
    if (Object.hasOwn(variables, name)) continue;
    values[name] = prepareDefault(template, (index) => literals[index]?.value);
  }
  return values;
}

function askedOf({ document, key, saidName }: Pick<Known, 'document' | 'key' | 'saidName'>) {
  return { document, key, saidName, operationName: undefined };
}

function operationsIn({ definitions }: DocumentNode): number {
  return definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length;
}

function textKey(
  { parts }: NormalizedText,
  { operationName }: Pick<IdentifiedRequest, 'operationName'>,
): string {
  return hashParts([operationName ?? null, ...parts]);
}

/**
 * SHA-256 in hexadecimal of the operation without any value: that is its name in the access log. A value
 * that should ever stay in the text makes it a question of its own, by a second hash that stays in
 * memory: the first would else be a fingerprint of an id.
 */
function keyOf(document: DocumentNode): string {
  const text = print(document);
  const bare = normalizeText(text);
  const key = createHash('sha256').update(text).digest('hex');
  return bare?.literals.length === 0 ? key : `${hashParts(bare?.parts ?? [], 'hex')}:${key}`;
}
