/**
 * The demo role that sends the requests. Its token is kept in this closure only: not in storage, not
 * in the editor, not in the page. A reload clears it.
 */
import { requestRoles } from '../../ui/demo-roles.ts';
import type { DemoRole } from '../../ui/demo-roles.ts';
import { requestToken } from './demo-token.ts';
import type { DemoToken } from './demo-token.ts';

export interface DemoView {
  /** Empty when the gateway is not a demo. */
  readonly roles: readonly DemoRole[];
  readonly role: string;
  readonly purpose: string | undefined;
  readonly citizen: string | undefined;
  readonly status: 'ready' | 'busy' | 'failed';
}

export interface DemoSession {
  readonly view: () => DemoView;
  readonly subscribe: (onChange: () => void) => () => void;
  load(): Promise<void>;
  choose(role: string, purpose?: string): Promise<void>;
  choosePurpose(purpose: string): void;
  chooseCitizen(citizen: string): Promise<void>;
  /** Headers for the next request; requests a new token when the present one is about to expire. */
  headers(): Promise<Readonly<Record<string, string>>>;
}

/** The role of a request without a token. */
export const publicRole = 'none';
const renewBeforeMs = 15_000;

const initialView: DemoView = {
  roles: [],
  role: publicRole,
  purpose: undefined,
  citizen: undefined,
  status: 'ready',
};

export function createDemoSession(fetch: typeof globalThis.fetch, now: () => number): DemoSession {
  let view = initialView;
  let cached: { readonly token: DemoToken; readonly owner: string } | undefined;
  const listeners = new Set<() => void>();
  const show = (change: Partial<DemoView>): void => {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
  };
  const findRole = (role: string) => view.roles.find((candidate) => candidate.role === role);
  const ownerNow = () => `${view.role} ${view.citizen ?? ''}`;

  /** Caches the token only when no other role was chosen while it was requested. */
  async function currentToken(): Promise<DemoToken> {
    const owner = ownerNow();
    if (cached?.owner === owner && cached.token.endsAtMs - renewBeforeMs > now())
      return cached.token;
    const token = await requestToken(fetch, view.role, view.citizen);
    if (ownerNow() === owner) cached = { token, owner };
    return token;
  }

  async function select(to: Partial<DemoView>): Promise<void> {
    cached = undefined;
    show({ ...to, status: 'busy' });
    const owner = ownerNow();
    const hasToken =
      view.role === publicRole ||
      (await currentToken().then(
        () => true,
        () => false,
      ));
    if (ownerNow() === owner) show({ status: hasToken ? 'ready' : 'failed' });
  }

  return {
    view: () => view,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    async load() {
      show({ roles: await requestRoles(fetch) });
    },
    async choose(role, purpose) {
      const chosen = findRole(role);
      if (role !== publicRole && !chosen) return;
      const purposes = chosen?.purposes ?? [];
      const allowed = purposes.find((candidate) => candidate === purpose) ?? purposes[0];
      await select({ role, purpose: allowed, citizen: chosen?.citizens[0]?.id });
    },
    choosePurpose: (purpose) => show({ purpose }),
    chooseCitizen: (citizen) => select({ citizen }),
    async headers() {
      const { role, purpose } = view;
      if (role === publicRole) return {};
      const hasChoice = (findRole(role)?.purposes.length ?? 0) > 1;
      const token = await currentToken();
      const authorization = `Bearer ${token.value}`;
      return hasChoice && purpose !== undefined
        ? { authorization, 'x-llo-purpose': purpose }
        : { authorization };
    },
  };
}
