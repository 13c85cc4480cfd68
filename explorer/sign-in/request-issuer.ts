import { SignInError } from './sign-in-error.ts';

const DEADLINE_MS = 10_000;

export interface IssuerAccess {
  readonly fetch: typeof globalThis.fetch;
  /** Aborted when the user cancels or the sign-in takes too long. */
  readonly signal: AbortSignal;
}

export interface IssuerResponse {
  readonly isOk: boolean;
  /** An empty object when the issuer did not send a JSON object. */
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Sends a GET, or a POST when there is a form, without cookies and without following redirects.
 * Throws `unreachable` when there is no response.
 */
export async function requestIssuer(
  { fetch, signal }: IssuerAccess,
  url: string,
  form?: URLSearchParams,
): Promise<IssuerResponse> {
  try {
    const response = await fetch(url, {
      ...(form && { method: 'POST', body: form }),
      headers: { accept: 'application/json' },
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
    });
    return { isOk: response.ok, body: await readObject(response) };
  } catch (error) {
    signal.throwIfAborted();
    throw new SignInError('unreachable', { cause: error });
  }
}

async function readObject(response: Response): Promise<IssuerResponse['body']> {
  const text = await response.text();
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as IssuerResponse['body'])
      : {};
  } catch {
    return {};
  }
}
