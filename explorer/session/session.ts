/** Who sends the requests: the public, a role of the demo, or the signed-in user. */
import type { SignIn, SignInView, User } from '../sign-in/sign-in.ts';
import type { DemoSession, DemoView } from './demo-session.ts';

/** Used in place of a demo role when the signed-in user sends the requests. */
export const signedInRole = 'signed-in';

export interface SessionView extends DemoView {
  readonly signIn: SignInView;
}

export interface Session {
  readonly signIn: SignIn;
  readonly view: () => SessionView;
  readonly subscribe: (onChange: () => void) => () => void;
  load(): Promise<void>;
  choose(role: string): Promise<void>;
  /** Selects the role and purpose of a saved query; a signed-in user keeps the own role. */
  suggest(role: string, purpose?: string): Promise<void>;
  choosePurpose(purpose: string): void;
  chooseCitizen(citizen: string): Promise<void>;
  /** Headers for the next request; throws when the sign-in has expired, so that no other role is used. */
  headers(): Promise<Readonly<Record<string, string>>>;
}

interface SignedInState {
  readonly user: User | undefined;
  /** The user sends the requests; otherwise a demo role or the public does. */
  readonly isActive: boolean;
  readonly purpose: string | undefined;
}

export function createSession(demo: DemoSession, signIn: SignIn): Session {
  let own: SignedInState = { user: undefined, isActive: false, purpose: undefined };
  let view = createView();
  const listeners = new Set<() => void>();

  function createView(): SessionView {
    const common = { ...demo.view(), signIn: signIn.view() };
    return own.isActive
      ? { ...common, role: signedInRole, purpose: own.purpose, status: 'ready' }
      : common;
  }

  function update(change: Partial<SignedInState> = {}): void {
    own = { ...own, ...change };
    view = createView();
    for (const listener of listeners) listener();
  }

  demo.subscribe(() => update());
  signIn.subscribe(() => {
    const { user } = signIn.view();
    if (user === own.user) update();
    else update({ user, isActive: user !== undefined, purpose: user?.purposes[0] });
  });

  async function choose(role: string, purpose?: string): Promise<void> {
    const isActive = role === signedInRole && own.user !== undefined;
    update({ isActive });
    if (!isActive) await demo.choose(role, purpose);
  }

  function choosePurpose(purpose: string): void {
    if (!own.isActive) demo.choosePurpose(purpose);
    else if (own.user?.purposes.includes(purpose)) update({ purpose });
  }

  return {
    signIn,
    view: () => view,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    async load() {
      await Promise.all([demo.load(), signIn.load()]);
    },
    choose: (role) => choose(role),
    async suggest(role, purpose) {
      if (!own.isActive) await choose(role, purpose);
      else if (purpose !== undefined) choosePurpose(purpose);
    },
    choosePurpose,
    chooseCitizen: (citizen) => demo.chooseCitizen(citizen),
    async headers() {
      if (!own.isActive) return demo.headers();
      const { user, purpose } = own;
      const authorization = `Bearer ${signIn.token()}`;
      const hasChoice = (user?.purposes.length ?? 0) > 1;
      return hasChoice && purpose !== undefined
        ? { authorization, 'x-llo-purpose': purpose }
        : { authorization };
    },
  };
}
