/** Errors of every address but `/graphql`: problem details (RFC 9457; NLGov API Design Rules, /core/error-handling). */
import { STATUS_CODES, type OutgoingHttpHeaders } from 'node:http';
import type { GraphQLFormattedError } from 'graphql';
import type { GatewayError } from '../errors/gateway-error.ts';
import { errorReply, refusal, reply, type Reply } from './http-response.ts';

export const PROBLEM_TYPE = 'application/problem+json';

/** `type` is left out, so the title is the text of the status (RFC 9457, 4.2.1). `more` names what a program needs. */
export function problem(
  status: number,
  detail: string,
  more: Readonly<Record<string, unknown>> = {},
): Reply {
  const body = { status, title: STATUS_CODES[status] ?? 'Error', detail, ...more };
  return reply(status, PROBLEM_TYPE, `${JSON.stringify(body)}\n`);
}

/** A refusal as a problem, with the headers that it has as a GraphQL error. */
export function problemOf(error: GatewayError, headers: OutgoingHttpHeaders = {}): Reply {
  const { status, body, headers: own } = problem(error.status, error.message, { code: error.code });
  return { status, body, headers: { ...refusal(error).headers, ...own, ...headers } };
}

/** An error of ours in the form of the address: GraphQL at `/graphql`, elsewhere a problem. */
export function faultReply(path: string | undefined, error: GraphQLFormattedError): Reply {
  return path === '/graphql'
    ? errorReply(500, error)
    : problem(500, error.message, error.extensions);
}
