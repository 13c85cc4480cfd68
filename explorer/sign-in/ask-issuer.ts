import { SignInRefused } from './sign-in-refused.ts';

const DEADLINE_MS = 10_000;

/** How an issuer is reached: never with cookies, never over a redirect. */
export interface Asking {
  readonly fetch: typeof globalThis.fetch;
  /** Aborted when the sign-in is over before its time. */
  readonly signal: AbortSignal;
}

export interface IssuerAnswer {
  readonly isOk: boolean;
  /** An empty object where the issuer sent no JSON object. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Throws `unreachable` when nothing comes back. */
export async function askIssuer(
  { fetch, signal }: Asking,
  url: string,
  form?: URLSearchParams,
): Promise<IssuerAnswer> {
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
    throw new SignInRefused('unreachable', { cause: error });
  }
}

async function readObject(response: Response): Promise<IssuerAnswer['body']> {
  const text = await response.text();
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as IssuerAnswer['body'])
      : {};
  } catch {
    return {};
  }
}
