/* oxlint-disable import/no-unassigned-import -- styles are imported for their effect */
import '@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css';
import '@nl-design-system-candidate/data-badge-css/data-badge.css';
import '@nl-design-system-candidate/heading-css/heading.css';
import '@nl-design-system-candidate/link-css/link.css';
import '@nl-design-system-candidate/paragraph-css/paragraph.css';
import '@nl-design-system-candidate/skip-link-css/skip-link.css';
import '@utrecht/alert-css/dist/index.css';
import '@utrecht/table-css/dist/index.css';
import '../styles/theme.css';
import '../styles/page.css';
import '../styles/parts.css';
import '../styles/narrow-and-print.css';
import { createRoot } from 'react-dom/client';
import { createLocale, LocaleContext } from '../texts/locale.ts';
import { parseAddress } from '../operations/address.ts';
import { ChosenPage } from './chosen-page.tsx';

const container = document.getElementById('page');
if (!container) throw new Error('Cannot start the page: no element "page"');

const locale = createLocale(parseAddress(location));
document.documentElement.lang = locale.address.language;
createRoot(container).render(
  <LocaleContext value={locale}>
    <ChosenPage />
  </LocaleContext>,
);
