/** Texts of the header and of the whole page; English has the same keys as Dutch. */

const nl = {
  title: 'Vakgraaf – verkenner',
  part: 'verkenner',
  toDashboard: 'Naar het dashboard',
  language: 'Taal',
  skip: 'Ga direct naar',
  toQuery: 'Naar de vraag',
  toResponse: 'Naar het antwoord',
  demo: 'Dit is een demo met verzonnen gegevens.',
  demoSources: 'Alleen gegevens met een bron zijn echt.',
};

const en: typeof nl = {
  title: 'Vakgraaf – explorer',
  part: 'explorer',
  toDashboard: 'Go to the dashboard',
  language: 'Language',
  skip: 'Go directly to',
  toQuery: 'To the query',
  toResponse: 'To the response',
  demo: 'This is a demo with fictional data.',
  demoSources: 'Only data with a source is real.',
};

export const pageTexts = { nl, en };
