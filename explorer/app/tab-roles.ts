import { useEffect } from 'react';

/**
 * GraphiQL gives each tab the role `tab`, with two buttons in it. A screen reader does not read those (WCAG 4.1.2).
 * Here the tabs become a list of buttons. React writes the attributes again when a tab changes, so they are watched.
 */
export function useTabRoles(): void {
  useEffect(() => {
    const watch = new MutationObserver(() => correctTabs());
    watch.observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['role', 'aria-selected'],
    });
    correctTabs();
    return () => watch.disconnect();
  }, []);
}

function correctTabs(): void {
  setRole(document.querySelector('.graphiql-tabs'), 'list');
  setRole(document.getElementById('graphiql-session'), 'group');
  for (const tab of document.querySelectorAll('.graphiql-tab')) {
    setRole(tab, 'listitem');
    if (tab.hasAttribute('aria-selected')) tab.removeAttribute('aria-selected');
    const button = tab.querySelector('.graphiql-tab-button');
    const current = String(tab.classList.contains('graphiql-tab-active'));
    if (button?.getAttribute('aria-current') !== current)
      button?.setAttribute('aria-current', current);
  }
}

function setRole(element: Element | null, role: string): void {
  if (element?.getAttribute('role') !== role) element?.setAttribute('role', role);
}
