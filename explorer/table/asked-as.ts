/** Remembers who asked for the answer that is shown, tab by tab, for as long as the page is open. */
import { useState } from 'react';
import { useSession } from '../session/session-context.ts';

interface AskedAs {
  readonly response: string;
  readonly role: string;
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
    setAsked(new Map(asked).set(tabId, { response, role: view.role }));
    return undefined;
  }
  if (response === '' || known.role === view.role) return undefined;
  return view.roles.find(({ role }) => role === known.role)?.name.nl ?? 'Publiek';
}
