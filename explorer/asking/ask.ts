/** Sends a question to the gateway that served this page, and to no one else. */
import type { FetcherParams } from '@graphiql/toolkit';
import type { ExecutionResult } from 'graphql';
import type { Session } from '../session/session.ts';
import { SignInRefused } from '../sign-in/sign-in-refused.ts';
import { operationNameFor } from './operation-name.ts';

const answerAsJson = 'application/graphql-response+json, application/json;q=0.9';

export type Ask = (question: FetcherParams) => Promise<ExecutionResult>;

export function createAsk(session: Pick<Session, 'headers'>): Ask {
  return async (question) => {
    try {
      const response = await fetch('/graphql', {
        method: 'POST',
        credentials: 'omit',
        headers: {
          'content-type': 'application/json',
          accept: answerAsJson,
          ...(await session.headers()),
        },
        body: JSON.stringify({
          ...question,
          operationName: operationNameFor(question.query, question.operationName),
        }),
      });
      return await parseResponse(response);
    } catch (error) {
      if (error instanceof SignInRefused) return noAnswer(error.message, 'EXPLORER_SIGN_IN_ENDED');
      return noAnswer(error instanceof Error ? error.message : 'no connection');
    }
  };
}

async function parseResponse(response: Response): Promise<ExecutionResult> {
  const text = await response.text();
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null) return body;
  } catch {
    // falls through: what came back is not an answer, and its text is not shown
  }
  return noAnswer(`HTTP ${response.status}`);
}

/** The same shape as any other answer, so that the table and the JSON both explain it. */
function noAnswer(reason: string, code = 'EXPLORER_NO_ANSWER'): ExecutionResult {
  const error = {
    message: `Cannot read the gateway's answer: ${reason}`,
    extensions: { code },
  };
  return { data: null, errors: [error] } as unknown as ExecutionResult;
}
