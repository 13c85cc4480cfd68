/* oxlint-disable import/no-unassigned-import -- styles are imported for their effect */
import '@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css';
import '@nl-design-system-candidate/data-badge-css/data-badge.css';
import '@nl-design-system-candidate/heading-css/heading.css';
import '@nl-design-system-candidate/link-css/link.css';
import '@nl-design-system-candidate/paragraph-css/paragraph.css';
import '@nl-design-system-candidate/skip-link-css/skip-link.css';
import '@utrecht/alert-css/dist/index.css';
import '@utrecht/table-css/dist/index.css';
import './theme.css';
import './page.css';
import './sections.css';
import './narrow-and-print.css';
import { createRoot } from 'react-dom/client';
import { createReading, ReadingContext } from '../words/reading.ts';
import { parseAddress } from './address.ts';
import { Page } from './page.tsx';

const place = document.getElementById('page');
if (!place) throw new Error('Cannot start the page: no element "page"');

const reading = createReading(parseAddress(location.search));
document.documentElement.lang = reading.address.language;
createRoot(place).render(
  <ReadingContext value={reading}>
    <Page />
  </ReadingContext>,
);
