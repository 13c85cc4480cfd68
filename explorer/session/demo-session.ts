/**
 * Who asks. The token of a demo role lives in this closure and nowhere else: not in any storage,
 * not in an editor, not in the page. A reload forgets it.
 */

export interface Bilingual {
  readonly nl: string;
  readonly en: string;
}

export interface DemoRole {
  readonly role: string;
  readonly name: Bilingual;
  readonly description: Bilingual;
  readonly purposes: readonly string[];
}

export interface SessionView {
  /** Empty outside the demo: then there is nothing to choose. */
  readonly roles: readonly DemoRole[];
  readonly role: string;
  readonly purpose: string | undefined;
  readonly status: 'ready' | 'busy' | 'failed';
}

export interface DemoSession {
  readonly view: () => SessionView;
  readonly subscribe: (changed: () => void) => () => void;
  load(): Promise<void>;
  choose(role: string, purpose?: string): Promise<void>;
  choosePurpose(purpose: string): void;
  /** Headers for the next request; fetches a new token when the old one is about to end. */
  headers(): Promise<Readonly<Record<string, string>>>;
}

interface HeldToken {
  readonly role: string;
  readonly value: string;
  readonly endsAtMs: number;
}

export const publicRole = 'none';
const renewBeforeMs = 15_000;

export function createDemoSession(fetch: typeof globalThis.fetch, now: () => number): DemoSession {
  let view: SessionView = { roles: [], role: publicRole, purpose: undefined, status: 'ready' };
  let token: HeldToken | undefined;
  const listeners = new Set<() => void>();
  const show = (change: Partial<SessionView>): void => {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
  };

  async function tokenOf(role: string): Promise<HeldToken> {
    if (token?.role === role && token.endsAtMs - renewBeforeMs > now()) return token;
    const held = await requestToken(fetch, role);
    if (view.role === role) token = held;
    return held;
  }

  async function choose(role: string, purpose?: string): Promise<void> {
    const known = view.roles.find((candidate) => candidate.role === role);
    if (role !== publicRole && !known) return;
    token = undefined;
    const purposes = known?.purposes ?? [];
    const picked = purpose !== undefined && purposes.includes(purpose) ? purpose : purposes[0];
    show({ role, purpose: picked, status: role === publicRole ? 'ready' : 'busy' });
    if (role === publicRole) return;
    const status = await tokenOf(role).then(
      () => 'ready' as const,
      () => 'failed' as const,
    );
    if (view.role === role) show({ status });
  }

  async function headers(): Promise<Readonly<Record<string, string>>> {
    const { role, purpose, roles } = view;
    if (role === publicRole) return {};
    const held = await tokenOf(role);
    const purposes = roles.find((candidate) => candidate.role === role)?.purposes ?? [];
    const named = purposes.length > 1 && purpose !== undefined ? { 'x-llo-purpose': purpose } : {};
    return { authorization: `Bearer ${held.value}`, ...named };
  }

  return {
    view: () => view,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    async load() {
      show({ roles: await requestRoles(fetch) });
    },
    choose,
    choosePurpose: (purpose) => show({ purpose }),
    headers,
  };
}

async function requestRoles(fetch: typeof globalThis.fetch): Promise<readonly DemoRole[]> {
  try {
    const response = await fetch('/demo/roles', { headers: { accept: 'application/json' } });
    if (!response.ok) return [];
    const body: unknown = await response.json();
    const roles: unknown = isRecord(body) ? body['roles'] : undefined;
    return Array.isArray(roles) ? roles.filter(isDemoRole) : [];
  } catch {
    return []; // no demo control server: the explorer asks as the public
  }
}

async function requestToken(fetch: typeof globalThis.fetch, role: string): Promise<HeldToken> {
  const response = await fetch('/demo/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ role }),
  });
  const body: unknown = response.ok ? await response.json() : undefined;
  if (!isRecord(body) || typeof body['token'] !== 'string') {
    throw new Error(`Cannot get a demo token for role "${role}"`);
  }
  return { role, value: body['token'], endsAtMs: momentOf(body['expiresAt']) };
}

/** ISO text, or seconds since 1970; anything else counts as ended, so that it is asked anew. */
function momentOf(value: unknown): number {
  if (typeof value === 'number') return value < 1e12 ? value * 1000 : value;
  return typeof value === 'string' ? Date.parse(value) || 0 : 0;
}

function isDemoRole(value: unknown): value is DemoRole {
  if (!isRecord(value)) return false;
  const { role, name, description, purposes } = value;
  return (
    typeof role === 'string' &&
    isBilingual(name) &&
    isBilingual(description) &&
    Array.isArray(purposes)
  );
}

function isBilingual(value: unknown): boolean {
  return isRecord(value) && typeof value['nl'] === 'string' && typeof value['en'] === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
