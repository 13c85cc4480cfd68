import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Session, SessionView } from './session.ts';

export const SessionContext = createContext<Session | null>(null);

export function useSession(): { readonly session: Session; readonly view: SessionView } {
  const session = useContext(SessionContext);
  if (!session) throw new Error('Cannot read the session: the page has no SessionContext');
  return { session, view: useSyncExternalStore(session.subscribe, session.view) };
}
