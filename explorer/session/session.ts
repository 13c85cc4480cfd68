/** Who asks: the public, a role of the demo at a click, or the person who signed in. */
import type { Person, SignIn, SignInView } from '../sign-in/sign-in.ts';
import type { DemoSession, DemoView } from './demo-session.ts';

/** The place of a role's name, for whoever signed in. */
export const signedInRole = 'signed-in';

export interface SessionView extends DemoView {
  readonly signIn: SignInView;
}

export interface Session {
  readonly signIn: SignIn;
  readonly view: () => SessionView;
  readonly subscribe: (changed: () => void) => () => void;
  load(): Promise<void>;
  choose(role: string): Promise<void>;
  /** What a saved question asks for; who signed in goes on asking as themselves. */
  suggest(role: string, purpose?: string): Promise<void>;
  choosePurpose(purpose: string): void;
  chooseLife(life: string): Promise<void>;
  /** Headers for the next request; throws when the sign-in has ended, rather than ask as another. */
  headers(): Promise<Readonly<Record<string, string>>>;
}

/** What only the session knows of the person who signed in. */
interface Own {
  readonly person: Person | undefined;
  /** They ask now; else someone of the demo, or the public, does. */
  readonly isAsking: boolean;
  readonly purpose: string | undefined;
}

export function createSession(demo: DemoSession, signIn: SignIn): Session {
  let own: Own = { person: undefined, isAsking: false, purpose: undefined };
  let view = join();
  const listeners = new Set<() => void>();

  function join(): SessionView {
    const joined = { ...demo.view(), signIn: signIn.view() };
    return own.isAsking
      ? { ...joined, role: signedInRole, purpose: own.purpose, status: 'ready' }
      : joined;
  }

  function update(change: Partial<Own> = {}): void {
    own = { ...own, ...change };
    view = join();
    for (const listener of listeners) listener();
  }

  demo.subscribe(() => update());
  signIn.subscribe(() => {
    const { person } = signIn.view();
    if (person === own.person) update();
    else update({ person, isAsking: person !== undefined, purpose: person?.purposes[0] });
  });

  async function choose(role: string, purpose?: string): Promise<void> {
    const isAsking = role === signedInRole && own.person !== undefined;
    update({ isAsking });
    if (!isAsking) await demo.choose(role, purpose);
  }

  function choosePurpose(purpose: string): void {
    if (!own.isAsking) demo.choosePurpose(purpose);
    else if (own.person?.purposes.includes(purpose)) update({ purpose });
  }

  return {
    signIn,
    view: () => view,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    async load() {
      await Promise.all([demo.load(), signIn.load()]);
    },
    choose: (role) => choose(role),
    async suggest(role, purpose) {
      if (!own.isAsking) await choose(role, purpose);
      else if (purpose !== undefined) choosePurpose(purpose);
    },
    choosePurpose,
    chooseLife: (life) => demo.chooseLife(life),
    async headers() {
      if (!own.isAsking) return demo.headers();
      const { person, purpose } = own;
      const authorization = `Bearer ${signIn.token()}`;
      const hasChoice = (person?.purposes.length ?? 0) > 1;
      return hasChoice && purpose !== undefined
        ? { authorization, 'x-llo-purpose': purpose }
        : { authorization };
    },
  };
}
