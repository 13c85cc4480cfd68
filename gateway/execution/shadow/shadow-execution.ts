/**
 * Two executions side by side: one answers, the other is compared with it. Only public queries are asked
 * twice, and only hashes are reported: a difference names the operation, never its content.
 */
import { createHash } from 'node:crypto';
import { getOperationAST, OperationTypeNode } from 'graphql';
import type { Answer, Call, Execution, PlannedQuestion } from '../execution.ts';

export interface ShadowDifference {
  /** The key of the question: a hash. */
  readonly question: string;
  readonly served: AnswerHash;
  readonly compared: AnswerHash;
}

export interface AnswerHash {
  readonly data: string;
  readonly errorsCount: number;
}

export interface ShadowOptions {
  /** Whose answer the client gets. */
  readonly serving: Execution;
  readonly compared: Execution;
  readonly report: (difference: ShadowDifference) => void;
}

/** Comparisons under way at once; beyond it questions are only served. */
const COMPARISONS_MAX = 16;

const COMPARED_BYTES_MAX = 1024 * 1024;

const isTooLarge = ({ extensions }: Answer['errors'][number]) =>
  extensions?.['code'] === 'TOO_LARGE';

export function createShadowExecution(options: ShadowOptions): Execution {
  const { serving, compared, report } = options;
  let underWay = 0;

  const compare = async (question: PlannedQuestion, call: Call, answer: Answer) => {
    underWay += 1;
    try {
      // The client may be gone by the time this is asked, which is no reason to stop.
      const signal = new AbortController().signal;
      const other = await compared.execute(question, { ...call, signal });
      // Both are put in order and hashed in one go; a large one would keep requests waiting.
      if ((other.body?.length ?? 0) > COMPARED_BYTES_MAX || other.errors.some(isTooLarge)) return;
      const [served, shadowed] = [hashAnswer(answer), hashAnswer(other)];
      if (served.data !== shadowed.data || served.errorsCount !== shadowed.errorsCount) {
        report({ question: question.key, served, compared: shadowed });
      }
    } catch {
      const failed = { data: 'failed', errorsCount: 0 };
      report({ question: question.key, served: hashAnswer(answer), compared: failed });
    } finally {
      underWay -= 1;
    }
  };

  return {
    async execute(question, call) {
      const answer = await serving.execute(question, call);
      if (underWay < COMPARISONS_MAX && isQuery(question) && isPublic(call)) {
        void compare(question, call, answer);
      }
      return answer;
    },
    async stop() {
      await Promise.all([serving.stop(), compared.stop()]);
    },
  };
}

/** Only the public is asked for twice: a partner would record a second look at someone's record. */
function isPublic({ contextHeaders }: Call): boolean {
  return contextHeaders === undefined;
}

function isQuery({ document, operationName }: PlannedQuestion): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.QUERY;
}

/** The order of fields may differ; nothing else may. */
function hashAnswer({ data, errors }: Answer): AnswerHash {
  const text = JSON.stringify(data, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 16);
  return { data: hash, errorsCount: errors.length };
}
