import { useGraphiQL } from '@graphiql/react';
import { useEffect } from 'react';
import { isAboutCases } from '../session/case-purpose.ts';
import { useSession } from '../session/session-context.ts';
import { fragmentOf } from './page-address.ts';
import { useChoices } from './page-choices.ts';

export interface SharedAddress {
  readonly address: string;
  /** Variables about cases may hold ids of persons, which do not belong in an address. */
  readonly isWithoutVariables: boolean;
}

/** The permanent address of what the page shows now. It holds no response and no token. */
export function useSharedAddress(): SharedAddress {
  const tab = useGraphiQL((state) => state.tabs[state.activeTabIndex]);
  const { choices } = useChoices();
  const { view } = useSession();
  const isWithoutVariables = isAboutCases(view) && (tab?.variables ?? '').trim() !== '';
  const fragment = fragmentOf({
    query: tab?.query ?? '',
    variables: isWithoutVariables ? '' : (tab?.variables ?? ''),
    choices,
  });
  return { address: `${location.origin}/graphql${fragment}`, isWithoutVariables };
}

/**
 * Lets the address follow the tab, so that the address of the browser is permanent too. It does not for
 * requests about cases, because the browser keeps the addresses of pages.
 */
export function AddressFollowsTab() {
  const { address } = useSharedAddress();
  const { view } = useSession();
  const followed = isAboutCases(view) ? `${location.origin}/graphql` : address;
  useEffect(() => {
    history.replaceState(history.state, '', followed);
  }, [followed]);
  return null;
}
