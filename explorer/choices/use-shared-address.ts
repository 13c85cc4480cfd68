import { useGraphiQL } from '@graphiql/react';
import { useEffect } from 'react';
import { isAboutCases } from '../session/case-purpose.ts';
import { useSession } from '../session/session-context.ts';
import { addressOf } from './page-address.ts';
import { firstChoices, useChoices } from './page-choices.ts';
import { useLanguage } from './page-language.ts';

export interface SharedAddress {
  readonly address: string;
  /** Variables about cases may hold ids of persons, which do not belong in an address. */
  readonly isWithoutVariables: boolean;
}

/** The permanent address of what the page shows now. It holds no response and no token. */
export function useSharedAddress(): SharedAddress {
  const tab = useGraphiQL((state) => state.tabs[state.activeTabIndex]);
  const { choices } = useChoices();
  const language = useLanguage();
  const { view } = useSession();
  const isWithoutVariables = isAboutCases(view);
  const address = addressOf(language, {
    query: tab?.query ?? '',
    variables: isWithoutVariables ? '' : (tab?.variables ?? ''),
    choices,
  });
  return { address, isWithoutVariables };
}

/**
 * Lets the address follow the tab, so that the address of the browser is permanent too. It does not for
 * requests about cases, because the browser keeps the addresses of pages.
 */
export function AddressFollowsTab() {
  const { address } = useSharedAddress();
  const language = useLanguage();
  const { view } = useSession();
  const withoutQuery = addressOf(language, { query: '', variables: '', choices: firstChoices });
  const followed = isAboutCases(view) ? withoutQuery : address;
  useEffect(() => {
    history.replaceState(history.state, '', followed);
  }, [followed]);
  return null;
}
