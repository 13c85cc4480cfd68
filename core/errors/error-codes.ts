/**
 * Every code that a client can receive in `extensions.code`, with what it means and what to do. The
 * list is part of the contract; a test checks that the table in the README equals it.
 */
export const ERROR_CODES = {
  BAD_REQUEST: 'The request is not a GraphQL request over HTTP: send JSON with a "query" by POST',
  TOO_LARGE: 'The operation or its response exceeds a limit: split it, or ask for less at once',
  COST_EXCEEDED:
    'The operation costs more than you may spend at once: ask for fewer rows, or fewer lists in lists',
  UNAUTHENTICATED: 'The field needs a token, or the token is not valid: sign in again',
  PURPOSE_DENIED: 'The purpose of this request does not cover the field: choose another purpose',
  SCOPE_DENIED: 'The token lacks a scope that the field needs: ask the issuer for it',
  ID_INVALID: 'The id is not valid for this client, purpose and quarter: start from a list again',
  CURSOR_INVALID: 'The cursor belongs to another field or filter: start again without "after"',
  ARGUMENT_INVALID: 'An argument has an invalid value: the message says what is valid',
  PARTNER_NO_ANSWER:
    'A partner gave no usable response: the other data is complete, try again later',
  ACCOUNT_UNAVAILABLE:
    'The audit log cannot be written, so no data about people is returned: try again later',
  RATE_LIMITED: 'Too many requests in a short time: wait before sending more',
  INTERNAL: 'An error in the gateway or a subgraph: quote the reference when you report it',
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL: correct the syntax',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema: correct the fields or types',
  BAD_USER_INPUT: 'A variable does not fit its type: correct its value',
  PERSISTED_QUERY_NOT_FOUND: 'No operation has this hash: send the whole document',
  OPERATION_NOT_TRUSTED:
    'Only operations in the manifest may select this field: have yours added to it',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** Why a partner gave no usable response (the `fault` of `PARTNER_NO_ANSWER`). */
export const FAULTS = ['unreachable', 'late', 'refused', 'garbled', 'paused'] as const;

export type Fault = (typeof FAULTS)[number];
