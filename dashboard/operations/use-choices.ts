import { useSyncExternalStore } from 'react';
import { useLocale } from '../texts/locale.ts';
import { addressOf, parseAddress, type Address } from './address.ts';

type Choices = Address['choices'];

interface ChoicesAndChange {
  readonly choices: Choices;
  /** Changes these choices and keeps the others; an empty value takes a choice away. */
  readonly choose: (changed: Choices) => void;
}

const CHANGED = 'choices-changed';

/** The choices in the address of the page. A change replaces the address, so that it is always a permanent link. */
export function useChoices(): ChoicesAndChange {
  const { address } = useLocale();
  const search = useSyncExternalStore(listen, () => location.search);
  const { choices } = parseAddress({ pathname: location.pathname, search });
  const choose = (changed: Choices) => {
    const next = addressOf({ ...address, choices: { ...choices, ...changed } });
    history.replaceState(history.state, '', next);
    window.dispatchEvent(new Event(CHANGED));
  };
  return { choices, choose };
}

function listen(onChange: () => void): () => void {
  window.addEventListener(CHANGED, onChange);
  window.addEventListener('popstate', onChange);
  return () => {
    window.removeEventListener(CHANGED, onChange);
    window.removeEventListener('popstate', onChange);
  };
}
