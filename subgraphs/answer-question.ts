import { randomBytes } from 'node:crypto';
import {
  execute,
  getOperationAST,
  Kind,
  type GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type FieldNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import type { Logger } from 'pino';
import type { Account } from './account/account.ts';
import { LedgerUnavailable } from './account/ledger.ts';
import { createLookupNodes } from './account/lookup-nodes.ts';
import { createSubjects } from './account/subjects.ts';
import { bindTrace, continueTrace, parseTraceparent } from './account/trace.ts';
import { createAccessRules } from './access/access-rules.ts';
import { firstRefusals } from './access/refusals.ts';
import { requirementsOf, type Requirement } from './access/requirements.ts';
import { codedError, silentError } from './coded-error.ts';
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
  /** The value of `traceparent`. */
  readonly traceparent?: string | undefined;
  /** The value of `x-llo-query-hash`: which of the gateway's operations this is a part of. */
  readonly queryHash?: string | undefined;
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
  readonly account: Account;
  /** The partner with this OIN, if it is one of ours. */
  readonly partnerWithOin: (oin: string) => string | null;
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

/**
 * Answers questions to one subgraph: identify, validate, authorize, execute, account, name the
 * silent. What is about someone leaves only after it stands in the account.
 */
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

    const required = requirements(operation, question.operationName);
    const refusals = firstRefusals(
      required,
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

    const isPersonal = required.length > 0;
    if (isPersonal && !(await isDone(around.account.ready()))) return withheld();

    const scope = createScope(around, caller, question.signal);
    const askedBy = parseTraceparent(question.traceparent);
    const trace = continueTrace(askedBy);
    bindTrace(question.signal, trace);
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
    const { subjects } = scope;
    const hasSubjects = subjects.list().length + subjects.counted().length > 0;
    if (caller !== null && (isPersonal || hasSubjects)) {
      const operationRecord = {
        fields: askedFor(operation.document, question.operationName),
        trace,
        askedBy,
        startedAt: scope.now,
        endedAt: around.now(),
        isAnswered: result.data != null,
        consumer: caller.consumer,
        purpose: caller.purpose,
        queryHash: question.queryHash,
      };
      if (!(await isDone(around.account.record(operationRecord, subjects)))) return withheld();
    }
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
    subjects: createSubjects(),
    lookupsOf: createLookupNodes(around, now),
    ids: createIds(caller, around.keyRings, now),
    now,
    today: dutchDay(now),
    signal,
    silences: createSilences(),
  };
}

/** False when the account cannot be written; any other failure is a fault of ours. */
async function isDone(recorded: Promise<void>): Promise<boolean> {
  try {
    await recorded;
    return true;
  } catch (error) {
    if (error instanceof LedgerUnavailable) return false;
    throw error;
  }
}

/** No record, no answer. */
function withheld(): SubgraphAnswer {
  const message = 'Cannot account for this answer now, so it is withheld: try again later';
  return { data: null, errors: [codedError('ACCOUNT_UNAVAILABLE', message).toJSON()] };
}

/** What is asked, in words of the schema: root fields, or the types whose entities are completed. */
function askedFor(document: DocumentNode, operationName: string | undefined): readonly string[] {
  const fields = getOperationAST(document, operationName)?.selectionSet.selections ?? [];
  const words = fields.flatMap((one) => {
    if (one.kind !== Kind.FIELD) return [];
    return one.name.value === '_entities' ? entityTypes(one) : [one.name.value];
  });
  return [...new Set(words)];
}

function entityTypes({ selectionSet }: FieldNode): readonly string[] {
  return (selectionSet?.selections ?? []).flatMap((one) =>
    one.kind === Kind.INLINE_FRAGMENT ? (one.typeCondition?.name.value ?? []) : [],
  );
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
