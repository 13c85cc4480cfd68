import { randomBytes } from 'node:crypto';
import {
  execute,
  type GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import type { Logger } from 'pino';
import { createAccessRules } from './access/access-rules.ts';
import { firstRefusals } from './access/refusals.ts';
import { requirementsOf, type Requirement } from './access/requirements.ts';
import { silentError } from './coded-error.ts';
import type { CallerContext } from './identity/caller-context.ts';
import { createIds } from './identity/ids.ts';
import type { KeyRings } from './identity/key-ring.ts';
import { createCursorCodec } from './paging/cursor-codec.ts';
import { policiesOf, type Purposes } from './purposes.ts';
import { createSilences, dutchDay, type RequestScope } from './request-scope.ts';
import type { KindOfPartner } from './subgraph.ts';

/** One question as it came over HTTP. */
export interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
  /** The value of `x-llo-context`. */
  readonly context: string | undefined;
  readonly signal: AbortSignal;
}

export interface SubgraphAnswer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
}

interface Surroundings {
  readonly schema: GraphQLSchema;
  readonly part: KindOfPartner<unknown>;
  readonly keyRings: KeyRings;
  readonly purposes: Purposes;
  readonly readContext: (header: string | undefined) => Promise<CallerContext | null>;
  readonly now: () => Date;
  readonly log: Logger;
}

interface CheckedDocument {
  readonly document: DocumentNode;
  readonly errors: readonly GraphQLError[];
  readonly requirementsByName: Map<string, readonly Requirement[]>;
}

const DOCUMENTS_KEPT = 500;
const TOKENS_MAX = 20_000;

/** Answers questions to one subgraph: identify, validate, authorize, execute, name the silent. */
export function createQuestionAnswerer(around: Surroundings) {
  const rules = createAccessRules(around.schema);
  const checked = new Map<string, CheckedDocument>();

  const check = (query: string): CheckedDocument => {
    const known = checked.get(query);
    if (known !== undefined) return known;
    const document = parse(query, { maxTokens: TOKENS_MAX, noLocation: true });
    const errors = validate(around.schema, document);
    const result = { document, errors, requirementsByName: new Map() };
    if (checked.size >= DOCUMENTS_KEPT) checked.delete(checked.keys().next().value ?? '');
    checked.set(query, result);
    return result;
  };

  const requirements = ({ document, requirementsByName }: CheckedDocument, name = '') => {
    const known = requirementsByName.get(name);
    if (known !== undefined) return known;
    const found = requirementsOf(rules, document, name === '' ? undefined : name);
    requirementsByName.set(name, found);
    return found;
  };

  return async function answerQuestion(question: Question): Promise<SubgraphAnswer> {
    const caller = await around.readContext(question.context);
    const operation = check(question.query);
    if (operation.errors.length > 0) return { errors: operation.errors.map(asInvalid) };

    const refusals = firstRefusals(
      requirements(operation, question.operationName),
      caller && {
        ...caller,
        policies: policiesOf(around.purposes, caller.purpose),
        purpose: undefined,
      },
    );
    if (refusals.length > 0) {
      return {
        data: null,
        errors: refusals.map(({ code, message, path }) => ({
          message,
          path,
          extensions: { code },
        })),
      };
    }

    const scope = createScope(around, caller, question.signal);
    const result = await execute({
      schema: around.schema,
      document: operation.document,
      variableValues: question.variables,
      operationName: question.operationName,
      contextValue: {
        ...scope,
        loaders: around.part.createLoaders(scope),
        cursors: createCursorCodec(caller, around.keyRings, scope.now),
      },
    });
    const errors = [
      ...(result.errors ?? []).map((error) => asAnswerable(error, around.log)),
      ...scope.silences.list().map(({ silent, path }) => silentError(silent, path).toJSON()),
    ];
    return { data: result.data, ...(errors.length > 0 ? { errors } : {}) };
  };
}

function createScope(
  around: Surroundings,
  caller: CallerContext | null,
  signal: AbortSignal,
): RequestScope {
  const now = around.now();
  return {
    caller,
    ids: createIds(caller, around.keyRings, now),
    now,
    today: dutchDay(now),
    signal,
    silences: createSilences(),
  };
}

/** What has a code was meant for the caller; anything else is our mistake and gets a reference. */
function asAnswerable(error: GraphQLError, log: Logger): GraphQLFormattedError {
  const formatted = error.toJSON();
  if (typeof error.extensions['code'] === 'string') return formatted;
  if (error.originalError === undefined) {
    return { ...formatted, extensions: { code: 'BAD_USER_INPUT' } };
  }
  const reference = randomBytes(6).toString('hex');
  log.error({ reference, stack: error.originalError.stack }, 'Cannot answer a field');
  return {
    message: `Something went wrong on our side: quote reference ${reference} when you report it`,
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
    extensions: { code: 'INTERNAL', reference },
  };
}

function asInvalid(error: GraphQLError): GraphQLFormattedError {
  const code = error.extensions['code'];
  return {
    message: error.message,
    extensions: { code: typeof code === 'string' ? code : 'GRAPHQL_VALIDATION_FAILED' },
  };
}
