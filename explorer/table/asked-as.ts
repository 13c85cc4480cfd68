/** Remembers who asked for the answer that is shown, tab by tab, for as long as the page is open. */
import { useState } from 'react';
import { useSession } from '../session/session-context.ts';
import { signedInRole } from '../session/session.ts';
import type { SessionView } from '../session/session.ts';
import type { Person } from '../sign-in/sign-in.ts';

interface AskedAs {
  readonly response: string;
  readonly role: string;
  readonly person: Person | undefined;
}

/**
 * The role that the shown answer was given to, when that is not the role of now: an answer to a
 * coach must not look like something the public may see.
 */
export function useOtherAsker(tabId: string | undefined, response: string): string | undefined {
  const { view } = useSession();
  const [asked, setAsked] = useState<ReadonlyMap<string, AskedAs>>(new Map());
  if (tabId === undefined) return undefined;
  const known = asked.get(tabId);
  if (known?.response !== response) {
    setAsked(new Map(asked).set(tabId, { response, ...askerOf(view) }));
    return undefined;
  }
  const { role, person } = askerOf(view);
  if (response === '' || (known.role === role && known.person === person)) return undefined;
  if (known.person) return known.person.name || 'wie was ingelogd';
  return view.roles.find((demo) => demo.role === known.role)?.name.nl ?? 'Publiek';
}

/** Two people who sign in one after the other are two askers. */
function askerOf({ role, signIn }: SessionView): Omit<AskedAs, 'response'> {
  return { role, person: role === signedInRole ? signIn.person : undefined };
}
