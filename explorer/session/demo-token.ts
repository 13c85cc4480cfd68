export interface DemoToken {
  readonly value: string;
  readonly endsAtMs: number;
}

/** Requests an access token for a demo role; throws when the demo does not give one. */
export async function requestToken(
  fetch: typeof globalThis.fetch,
  role: string,
  citizen?: string,
): Promise<DemoToken> {
  const response = await fetch('/demo/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ role, life: citizen }),
  });
  const body: unknown = response.ok ? await response.json() : undefined;
  const { token, expiresAt } = (body ?? {}) as { token?: unknown; expiresAt?: unknown };
  if (typeof token !== 'string') throw new Error(`Cannot get a demo token for role "${role}"`);
  // Without a valid time the token counts as expired, so that the next request gets a new one.
  return { value: token, endsAtMs: Date.parse(String(expiresAt)) || 0 };
}
