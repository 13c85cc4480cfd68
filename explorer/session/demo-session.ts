/**
 * Who asks in the demo at a click. The token of a demo role lives in this closure and nowhere else: not in any storage,
 * not in an editor, not in the page. A reload forgets it.
 */
import { requestRoles, requestToken } from './demo-control.ts';
import type { DemoRole, DemoToken } from './demo-control.ts';

export interface DemoView {
  /** Empty outside the demo: then there is nothing to choose. */
  readonly roles: readonly DemoRole[];
  readonly role: string;
  readonly purpose: string | undefined;
  readonly life: string | undefined;
  readonly status: 'ready' | 'busy' | 'failed';
}

export interface DemoSession {
  readonly view: () => DemoView;
  readonly subscribe: (changed: () => void) => () => void;
  load(): Promise<void>;
  choose(role: string, purpose?: string): Promise<void>;
  choosePurpose(purpose: string): void;
  chooseLife(life: string): Promise<void>;
  /** Headers for the next request; fetches a new token when the old one is about to end. */
  headers(): Promise<Readonly<Record<string, string>>>;
}

export const publicRole = 'none';
const renewBeforeMs = 15_000;

const atFirst: DemoView = {
  roles: [],
  role: publicRole,
  purpose: undefined,
  life: undefined,
  status: 'ready',
};

export function createDemoSession(fetch: typeof globalThis.fetch, now: () => number): DemoSession {
  let view = atFirst;
  let held: { readonly token: DemoToken; readonly holder: string } | undefined;
  const listeners = new Set<() => void>();
  const show = (change: Partial<DemoView>): void => {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
  };
  const roleOf = (role: string) => view.roles.find((known) => known.role === role);
  const holderNow = () => `${view.role} ${view.life ?? ''}`;

  /** The token of whoever is chosen now; a choice made meanwhile is not given another's token. */
  async function currentToken(): Promise<DemoToken> {
    const holder = holderNow();
    if (held?.holder === holder && held.token.endsAtMs - renewBeforeMs > now()) return held.token;
    const { role, life } = view;
    const token = await requestToken(fetch, life === undefined ? { role } : { role, life });
    if (holderNow() === holder) held = { token, holder };
    return token;
  }

  async function take(change: Partial<DemoView>): Promise<void> {
    held = undefined;
    show({ ...change, status: 'busy' });
    const holder = holderNow();
    const isGiven =
      view.role === publicRole ||
      (await currentToken().then(
        () => true,
        () => false,
      ));
    if (holderNow() === holder) show({ status: isGiven ? 'ready' : 'failed' });
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
    async choose(role, purpose) {
      const known = roleOf(role);
      if (role !== publicRole && !known) return;
      const purposes = known?.purposes ?? [];
      const picked = purposes.find((offered) => offered === purpose) ?? purposes[0];
      await take({ role, purpose: picked, life: known?.lives[0]?.id });
    },
    choosePurpose: (purpose) => show({ purpose }),
    chooseLife: (life) => take({ life }),
    async headers() {
      const { role, purpose } = view;
      if (role === publicRole) return {};
      const hasChoice = (roleOf(role)?.purposes.length ?? 0) > 1;
      const token = await currentToken();
      const authorization = `Bearer ${token.value}`;
      return hasChoice && purpose !== undefined
        ? { authorization, 'x-llo-purpose': purpose }
        : { authorization };
    },
  };
}
