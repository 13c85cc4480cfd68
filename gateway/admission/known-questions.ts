import { createHash } from 'node:crypto';
import {
  print,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { KnownOperation } from '../account/attempt.ts';
import type { IdentifiedRequest, ValidQuestion } from '../pipeline.ts';
import { createBoundedCache } from '../planning/bounded-cache.ts';
import { coerceVariables } from './coerce-variables.ts';
import { liftLiterals } from './lift-literals.ts';
import { normalText } from './normal-text.ts';

/** Questions that were admitted before, without any value that a caller gave. */
export interface KnownQuestions {
  /** The question in its known form; `null` when it is new, or must be admitted anew. */
  readonly recall: (request: IdentifiedRequest) => ValidQuestion | null;
  /** What a valid document asks, with its values beside it; known from now on. */
  remember(
    request: IdentifiedRequest,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
  ): ValidQuestion;
  /** The key of a valid operation and its name, for a question whose variables do not fit. */
  nameOf(document: DocumentNode, operation: OperationDefinitionNode): KnownOperation;
  /** The same for a text that was admitted before; `null` for any other. */
  readonly nameKnown: (
    request: Pick<IdentifiedRequest, 'query' | 'operationName'>,
  ) => KnownOperation | null;
  clear(): void;
}

interface Known {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | undefined;
  readonly key: string;
  /** For every literal of the text, in order: the variable that it has become. */
  readonly names: readonly string[];
}

const QUESTIONS_MAX = 1_000;

export function createKnownQuestions(schema: GraphQLSchema): KnownQuestions {
  const known = createBoundedCache<Known>(QUESTIONS_MAX);

  return {
    recall(request) {
      const normal = normalText(request.query);
      const found = normal && known.get(textKey(normal.text, request));
      if (!found) return null;
      const given: Record<string, unknown> = { ...request.variables };
      for (const [index, name] of found.names.entries())
        given[name] = normal.literals[index]?.value;
      const coerced = coerceVariables(schema, found.operation, given);
      // A value that does not fit is refused in the words of the full admission.
      if ('errors' in coerced) return null;
      const { document, operationName, key } = found;
      return { ...request, document, operationName, key, variables: coerced.values };
    },

    remember(request, document, operation, variables) {
      const lifted = liftLiterals(schema, document, operation);
      const operationName = operation.name?.value;
      const key = keyOf(operationName, lifted.document);
      const normal = normalText(request.query);
      const names = normal?.literals.map(({ start }) => lifted.names.get(start)) ?? [];
      // A literal elsewhere (a default, a directive) makes the text a question of its own.
      if (normal && names.every((name) => name !== undefined)) {
        const { document: own, operation: node } = lifted;
        const entry = { document: own, operation: node, operationName, key, names };
        known.set(textKey(normal.text, request), entry);
      }
      return {
        ...request,
        document: lifted.document,
        operationName,
        key,
        variables: { ...variables, ...lifted.values },
      };
    },

    nameOf(document, operation) {
      const operationName = operation.name?.value;
      const lifted = liftLiterals(schema, document, operation);
      return { operationName, key: keyOf(operationName, lifted.document) };
    },

    nameKnown(request) {
      const normal = normalText(request.query);
      return (normal && known.get(textKey(normal.text, request))) ?? null;
    },

    clear: () => known.clear(),
  };
}

function textKey(
  text: string,
  { operationName }: Pick<IdentifiedRequest, 'operationName'>,
): string {
  return hashOf(`${operationName ?? ''}\n${text}`);
}

/**
 * SHA-256 in hexadecimal of the operation without any value: that is its name in the access log. A
 * value that stays in the text, of a default or a directive, makes it a question of its own, by a
 * second hash that stays in memory: the first would else be a fingerprint of an id.
 */
function keyOf(operationName: string | undefined, document: DocumentNode): string {
  const text = `${operationName ?? ''}\n${print(document)}`;
  const bare = normalText(text);
  if (bare?.literals.length === 0) return sha256(text);
  return `${sha256(bare?.text ?? operationName ?? '')}:${sha256(text)}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
