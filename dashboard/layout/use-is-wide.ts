import { useSyncExternalStore } from 'react';

const wide = window.matchMedia('(min-width: 64rem)');

/** Whether the window is wide enough for navigation beside the content; follows the window. */
export function useIsWide(): boolean {
  return useSyncExternalStore(listenToWidth, () => wide.matches);
}

function listenToWidth(onChange: () => void): () => void {
  wide.addEventListener('change', onChange);
  return () => wide.removeEventListener('change', onChange);
}
