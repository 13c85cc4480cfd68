/** What the gateway tells its page: at which issuer people sign in, and as which client. */
export interface SignInOffer {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
}

/** `undefined` where the gateway names no issuer for people: then the page offers no sign-in. */
export async function requestOffer(
  fetch: typeof globalThis.fetch,
): Promise<SignInOffer | undefined> {
  try {
    const response = await fetch('/sign-in.json', { headers: { accept: 'application/json' } });
    return response.ok ? parseOffer(await response.json()) : undefined;
  } catch {
    return undefined;
  }
}

function parseOffer(value: unknown): SignInOffer | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { issuer, clientId, scope } = value as Readonly<Record<string, unknown>>;
  if (typeof issuer !== 'string' || typeof clientId !== 'string') return undefined;
  return typeof scope === 'string' ? { issuer, clientId, scope } : undefined;
}
