import { useEffect } from 'react';
import { pageTexts } from './texts.ts';

/**
 * GraphiQL gives each tab the role `tab`, with two buttons in it. A screen reader does not read those (WCAG 4.1.2).
 * Here the tabs become a list of buttons, and a query without a name is called so in words. React writes both again
 * when a tab changes, so they are watched.
 */
export function useTabRoles(nameless: string): void {
  useEffect(() => {
    const watch = new MutationObserver(() => correctTabs(nameless));
    watch.observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ['role', 'aria-selected'],
    });
    correctTabs(nameless);
    return () => watch.disconnect();
  }, [nameless]);
}

/** What GraphiQL calls a query without a name, and what this page calls it in each language. */
const NAMELESS: readonly string[] = ['<untitled>', pageTexts.nl.nameless, pageTexts.en.nameless];

function correctTabs(nameless: string): void {
  setRole(document.querySelector('.graphiql-tabs'), 'list');
  setRole(document.getElementById('graphiql-session'), 'group');
  for (const tab of document.querySelectorAll('.graphiql-tab')) {
    setRole(tab, 'listitem');
    if (tab.hasAttribute('aria-selected')) tab.removeAttribute('aria-selected');
    const button = tab.querySelector('.graphiql-tab-button');
    if (button instanceof HTMLElement && NAMELESS.includes(button.textContent)) {
      if (button.textContent !== nameless) button.textContent = nameless;
      if (button.title !== nameless) button.title = nameless;
    }
    const current = String(tab.classList.contains('graphiql-tab-active'));
    if (button?.getAttribute('aria-current') !== current)
      button?.setAttribute('aria-current', current);
  }
}

function setRole(element: Element | null, role: string): void {
  if (element?.getAttribute('role') !== role) element?.setAttribute('role', role);
}
