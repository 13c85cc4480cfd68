import type { HttpResponse } from '../http-system.ts';

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  404: 'Resource not found',
  405: 'Method not allowed',
};

/** An error of OOAPI: RFC 7807, and nothing of the request in it. */
export function problem(status: 400 | 401 | 404 | 405, detail: string): HttpResponse {
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    },
    body: JSON.stringify({ status, title: TITLES[status], detail }),
  };
}

/** Thrown where a question cannot be answered; the server turns it into a problem. */
export class BadQuestion extends Error {
  override readonly name = 'BadQuestion';
}

export function json(body: unknown): HttpResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}
