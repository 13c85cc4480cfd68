/**
 * Every code that a client can receive in `extensions.code`, with the sentence that says what it
 * means and what to do. The closed list of the contract; the README's table is generated from it.
 */
export const ERROR_CODES = {
  BAD_REQUEST: 'The request is not a GraphQL request over HTTP: send JSON with a "query" by POST',
  TOO_LARGE: 'The question is larger than a limit allows: split it, or ask for less at once',
  UNAUTHENTICATED: 'The field needs a token, or the token is not valid: sign in again',
  PURPOSE_DENIED: 'The purpose of this request does not cover the field: choose another purpose',
  SCOPE_DENIED: 'The token lacks a scope that the field needs: ask the issuer for it',
  ID_INVALID: 'The id does not belong to this caller, purpose and quarter: start from a list again',
  CURSOR_INVALID: 'The cursor belongs to another question: start again without "after"',
  ARGUMENT_INVALID: 'An argument has a value that cannot be used: the message names what can',
  PARTNER_NO_ANSWER: 'A partner gave no answer: the rest of the answer stands, try again later',
  ACCOUNT_UNAVAILABLE:
    'The account of who is looked at cannot be written, so nothing about people leaves: try later',
  RATE_LIMITED: 'Too many questions in a short time: wait before asking again',
  INTERNAL: 'Something went wrong on our side: quote the reference when you report it',
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL: correct the syntax',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema: correct the fields or types',
  BAD_USER_INPUT: 'A variable does not fit its type: correct its value',
  PERSISTED_QUERY_NOT_FOUND: 'No operation is known by this hash: send the whole document',
  OPERATION_NOT_TRUSTED: 'Only operations in the manifest may ask this: have yours added to it',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** Why a partner gave no answer (the `fault` of `PARTNER_NO_ANSWER`). */
export const FAULTS = ['unreachable', 'late', 'refused', 'garbled', 'paused'] as const;

export type Fault = (typeof FAULTS)[number];
