import type { HttpResponse } from '../http-system.ts';

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  404: 'Resource not found',
  405: 'Method not allowed',
};

/** An OOAPI error (RFC 7807), without data of the request. */
export function problem(status: 400 | 401 | 404 | 405, detail: string): HttpResponse {
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    },
    body: JSON.stringify({ status: String(status), title: TITLES[status], detail }),
  };
}

/** Thrown for an invalid request; the server responds with a 400 problem. */
export class BadRequest extends Error {
  override readonly name = 'BadQuestion';
}

export function json(body: unknown): HttpResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}
