/** Texts of the header and of the whole page; English has the same keys as Dutch. */

const nl = {
  title: 'Vakgraaf – verkenner',
  part: 'verkenner',
  toDashboard: 'Naar het dashboard',
  language: 'Taal',
  skip: 'Ga direct naar',
  toQuery: 'Naar de vraag',
  toResponse: 'Naar het antwoord',
  toList: 'Naar de vragen',
  loading: 'De editor wordt geladen …',
  notLoaded: 'De editor kon niet worden geladen. Laad de pagina opnieuw.',
  reload: 'Laad opnieuw',
  begin: 'Eén vraag aan alle partners tegelijk',
  steps: [
    'Kies een vraag uit de lijst. Het antwoord verschijnt als tabel.',
    'Pas de vraag aan. Bij elk veld staat wat het betekent en wie het levert.',
    'Bewaar de tabel als Excel of CSV, met een verantwoording, of deel het adres.',
  ],
  write: 'Schrijf zelf een vraag',
  nameless: 'zonder naam',
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
  toList: 'To the questions',
  loading: 'The editor is being loaded …',
  notLoaded: 'The editor could not be loaded. Reload the page.',
  reload: 'Reload',
  begin: 'One question to all partners at once',
  steps: [
    'Choose a question from the list. The response appears as a table.',
    'Change the question. Each field says what it means and who gives it.',
    'Save the table as Excel or CSV, with an account of its sources, or share its address.',
  ],
  write: 'Write a query yourself',
  nameless: 'without a name',
  demo: 'This is a demo with fictional data.',
  demoSources: 'Only data with a source is real.',
};

export const pageTexts = { nl, en };
