/** Texts of the list of saved queries; English has the same keys as Dutch. */

const nl = {
  title: 'Vragen',
  search: 'Zoek een vraag',
  found: (count: number) => (count === 1 ? '1 vraag gevonden' : `${count} vragen gevonden`),
  order: 'Volgorde van de vragen',
  byTheme: 'Thema',
  byQuestion: 'Evaluatievraag',
  question: (number: number) => `Evaluatievraag ${number}`,
  public: 'Publiek',
  asRole: (role: string) => `Als ${role}`,
  signedIn: 'Na inloggen',
  purpose: (name: string) => `doel: ${name}`,
};

const en: typeof nl = {
  title: 'Questions',
  search: 'Search for a question',
  found: (count) => (count === 1 ? '1 question found' : `${count} questions found`),
  order: 'Order of the questions',
  byTheme: 'Theme',
  byQuestion: 'Evaluation question',
  question: (number) => `Evaluation question ${number}`,
  public: 'Public',
  asRole: (role) => `As ${role}`,
  signedIn: 'When signed in',
  purpose: (name) => `purpose: ${name}`,
};

export const listTexts = { nl, en };
