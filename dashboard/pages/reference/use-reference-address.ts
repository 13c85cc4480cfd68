import { useCallback, useEffect, useState } from 'react';

interface ReferenceAddress {
  /** What is searched for. */
  readonly search: string;
  /** The type, with or without a field, such as `Voucher.redeemedOn`; empty for none. */
  readonly chosen: string;
  readonly setSearch: (text: string) => void;
}

/** The element that the link to the list leads to. */
export const SEARCH_ID = 'reference-search';

/** The state of the page, which is all in its address: `?q=traject#Voucher.redeemedOn`. */
export function useReferenceAddress(): ReferenceAddress {
  const [search, setText] = useState(() => new URLSearchParams(location.search).get('q') ?? '');
  const [chosen, setChosen] = useState(chosenIn(location.hash) ?? '');
  useEffect(() => {
    const follow = () => setChosen((before) => chosenIn(location.hash) ?? before);
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  const setSearch = useCallback((text: string) => {
    setText(text);
    const parameters = new URLSearchParams(location.search);
    if (text === '') parameters.delete('q');
    else parameters.set('q', text);
    const query = parameters.size === 0 ? '' : `?${parameters.toString()}`;
    history.replaceState(null, '', `${location.pathname}${query}${location.hash}`);
  }, []);
  return { search, chosen, setSearch };
}

/** Undefined for the target of the skip link, which changes nothing; empty for the list. */
function chosenIn(hash: string): string | undefined {
  const id = decoded(hash.slice(1));
  if (id === 'inhoud') return undefined;
  return id === SEARCH_ID ? '' : id;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
