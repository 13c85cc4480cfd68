/** The issuer at which users sign in and the page's client id there, as the gateway configured it. */
export interface SignInOffer {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
}

/** `undefined` when the gateway has no issuer for users: the page then shows no sign-in button. */
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
