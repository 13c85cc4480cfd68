/** What the demo's control server says: which roles there are, and a token for one of them. */

export interface Bilingual {
  readonly nl: string;
  readonly en: string;
}

/** One of the invented people as whom a citizen can ask. */
export interface DemoLife {
  readonly id: string;
  readonly name: Bilingual;
}

export interface DemoRole {
  readonly role: string;
  readonly name: Bilingual;
  readonly description: Bilingual;
  readonly purposes: readonly string[];
  readonly lives: readonly DemoLife[];
}

export interface DemoToken {
  readonly value: string;
  readonly endsAtMs: number;
}

/** None when there is no demo: then the explorer asks as the public. */
export async function requestRoles(fetch: typeof globalThis.fetch): Promise<readonly DemoRole[]> {
  try {
    const response = await fetch('/demo/roles', { headers: { accept: 'application/json' } });
    const body: unknown = response.ok ? await response.json() : undefined;
    const roles = isRecord(body) ? body['roles'] : undefined;
    return Array.isArray(roles) ? roles.flatMap(parseRole) : [];
  } catch {
    return [];
  }
}

export async function requestToken(
  fetch: typeof globalThis.fetch,
  wish: { readonly role: string; readonly life?: string },
): Promise<DemoToken> {
  const response = await fetch('/demo/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(wish),
  });
  const body: unknown = response.ok ? await response.json() : undefined;
  if (!isRecord(body) || typeof body['token'] !== 'string') {
    throw new Error(`Cannot get a demo token for role "${wish.role}"`);
  }
  return { value: body['token'], endsAtMs: parseMoment(body['expiresAt']) };
}

/** Anything but a moment counts as ended, so that the token is asked anew. */
function parseMoment(value: unknown): number {
  const moment = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(moment) ? 0 : moment;
}

/** A list of one, or of none when the role cannot be shown. */
function parseRole(value: unknown): readonly DemoRole[] {
  if (!isRecord(value)) return [];
  const { role, name, description, purposes, lives } = value;
  if (typeof role !== 'string' || !isBilingual(name) || !isBilingual(description)) return [];
  return [
    {
      role,
      name,
      description,
      purposes: Array.isArray(purposes) ? purposes.filter(isText) : [],
      lives: Array.isArray(lives) ? lives.filter(isLife) : [],
    },
  ];
}

function isLife(value: unknown): value is DemoLife {
  return isRecord(value) && isText(value['id']) && isBilingual(value['name']);
}

function isBilingual(value: unknown): value is Bilingual {
  return isRecord(value) && isText(value['nl']) && isText(value['en']);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
