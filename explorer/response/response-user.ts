/** Remembers per tab, in memory, in which role the shown response was requested. */
import { useState } from 'react';
import { useSession } from '../session/session-context.ts';
import { signedInRole } from '../session/session.ts';
import type { SessionView } from '../session/session.ts';
import type { User } from '../sign-in/sign-in.ts';

interface RequestedBy {
  readonly response: string;
  readonly role: string;
  readonly user: User | undefined;
}

/**
 * Name of the role or user that requested the shown response, when that is not the present one: a
 * response to a coach must not look like something that the public may see.
 */
export function useOtherUser(tabId: string | undefined, response: string): string | undefined {
  const { view } = useSession();
  const [requests, setRequests] = useState<ReadonlyMap<string, RequestedBy>>(new Map());
  if (tabId === undefined) return undefined;
  const request = requests.get(tabId);
  if (request?.response !== response) {
    setRequests(new Map(requests).set(tabId, { response, ...roleAndUser(view) }));
    return undefined;
  }
  const { role, user } = roleAndUser(view);
  if (response === '' || (request.role === role && request.user === user)) return undefined;
  if (request.user) return request.user.name || 'de vorige gebruiker';
  return view.roles.find((demo) => demo.role === request.role)?.name.nl ?? 'Publiek';
}

/** Two users who sign in one after the other have the same role and are compared by user. */
function roleAndUser({ role, signIn }: SessionView): Omit<RequestedBy, 'response'> {
  return { role, user: role === signedInRole ? signIn.user : undefined };
}
