import { useEffect } from 'react';

/** Scrolls to the anchor of the address once the page is complete: the browser looked for it before it was there. */
export function useScrollToAnchor(isComplete: boolean): void {
  useEffect(() => {
    if (isComplete && location.hash !== '')
      document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, [isComplete]);
}
