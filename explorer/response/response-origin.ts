/** What was sent for the shown response, when, by whom and at what cost. It is kept per tab, in memory. */
import type { FetcherParams } from '@graphiql/toolkit';
import { useState } from 'react';
import type { Language } from '../../ui/language.ts';
import { signedInRole } from '../session/session.ts';
import type { SessionView } from '../session/session.ts';
import type { User } from '../sign-in/sign-in.ts';
import { responseTexts } from './texts.ts';

export interface ResponseCost {
  readonly cost: number;
  readonly limit: number;
}

export interface Sender {
  readonly role: string;
  readonly user: User | undefined;
  readonly purpose: string | undefined;
}

export interface ResponseOrigin {
  readonly request: FetcherParams;
  readonly sender: Sender;
  readonly moment: Date;
  readonly cost: ResponseCost | undefined;
}

interface WithOrigin extends ResponseOrigin {
  /** The response as GraphiQL shows it. */
  readonly response: string;
}

let last: WithOrigin | undefined;

/** Remembers where the response comes from that GraphiQL is about to show. */
export function noteOrigin(
  result: unknown,
  headers: Pick<Headers, 'get'>,
  request: FetcherParams,
  view: SessionView,
): void {
  const [cost, limit] = ['x-llo-cost', 'x-llo-cost-limit'].map((name) => headers.get(name));
  last = {
    response: responseText(result),
    request,
    sender: senderIn(view),
    moment: new Date(),
    cost: cost && limit ? { cost: Number(cost), limit: Number(limit) } : undefined,
  };
}

/** Remembers that this response, to which rows were added, has the origin of the first page. */
export function noteLonger(response: string, origin: ResponseOrigin): void {
  last = { ...origin, response };
}

/** As GraphiQL writes a response. */
export function responseText(result: unknown): string {
  return JSON.stringify(result, null, 2);
}

export function useResponseOrigin(tabId: string, response: string): ResponseOrigin | undefined {
  const [origins, setOrigins] = useState<ReadonlyMap<string, WithOrigin>>(new Map());
  const known = origins.get(tabId);
  // A new request empties the response first, so equal responses to two roles are told apart.
  if (response === '' && known) {
    setOrigins(new Map([...origins].filter(([id]) => id !== tabId)));
    return undefined;
  }
  if (known?.response !== response && last?.response === response)
    setOrigins(new Map(origins).set(tabId, last));
  return known?.response === response ? known : undefined;
}

/** Two users who sign in one after the other have the same role and are told apart by user. */
function senderIn({ role, purpose, signIn }: SessionView): Sender {
  return { role, purpose, user: role === signedInRole ? signIn.user : undefined };
}

/**
 * Name of the role or user that requested the shown response, when that is not the present one: a
 * response to a coach must not look like something that the public may see.
 */
export function otherSender(
  origin: ResponseOrigin | undefined,
  view: SessionView,
  language: Language,
): string | undefined {
  const now = senderIn(view);
  if (!origin) return undefined;
  const { role, user } = origin.sender;
  return role === now.role && user === now.user
    ? undefined
    : senderName(origin.sender, view, language);
}

export function senderName({ role, user }: Sender, view: SessionView, language: Language): string {
  const { previousUser, publicUser } = responseTexts[language];
  if (user) return user.name || previousUser;
  return view.roles.find((demo) => demo.role === role)?.name[language] ?? publicUser;
}
