/** The kinds of partners of the board, in the order of the page. */
export const PARTNER_KINDS = [
  'funds',
  'education',
  'guidance',
  'uwv',
  'provinces',
  'insights',
] as const;

type PartnerKind = (typeof PARTNER_KINDS)[number];

const nl = {
  lead: 'Vakgraaf heeft geen eigen gegevens over mensen. Elke vraag gaat op dat moment naar de partners die het antwoord hebben.',
  counts: (answering: number, all: number) =>
    answering === all
      ? `Alle ${all} partners geven antwoord.`
      : `${answering} van de ${all} partners geven antwoord.`,
  unknown: (kinds: string) => `Niet bekend: ${kinds}.`,
  brings: {
    funds:
      'Zij geven vouchers uit en weten welke vouchers er zijn, wat ermee is betaald en wat er nog over is.',
    education: 'Zij weten welke opleidingen er zijn, waar plaats is, en wie is begonnen of klaar.',
    guidance: 'Zij begeleiden mensen naar werk of een opleiding en weten hoe dat afloopt.',
    uwv: 'UWV weet of iemand werk heeft of een uitkering krijgt. Dat komt alleen in aantallen naar buiten.',
    provinces: 'Zij geven subsidies, en houden bij welke pilots er zijn.',
    insights:
      'Deze dienst maakt van de gegevens van de partners aantallen die niemand herkenbaar maken.',
  } satisfies Record<PartnerKind, string>,
  programmes: 'Doet mee aan',
  since: (moment: string) => `geen antwoord sinds ${moment}`,
  never: 'nog geen antwoord gehad',
};

const en: typeof nl = {
  lead: 'Vakgraaf holds no records about people. Every question goes at that moment to the partners that have the answer.',
  counts: (answering, all) =>
    answering === all ? `All ${all} partners respond.` : `${answering} of ${all} partners respond.`,
  unknown: (kinds) => `Not known: ${kinds}.`,
  brings: {
    funds:
      'They issue vouchers, and know which vouchers there are, what they paid for and what is left.',
    education:
      'They know which trainings there are, where places are free, and who has started or finished.',
    guidance: 'They guide people to work or a training, and know how that ends.',
    uwv: 'UWV knows whether someone has work or gets a benefit. That leaves it only in counts.',
    provinces: 'They give grants, and keep a register of pilots.',
    insights: "This service makes counts of the partners' data, in which nobody can be recognised.",
  },
  programmes: 'Takes part in',
  since: (moment) => `no response since ${moment}`,
  never: 'no response yet',
};

/** Texts of the page of partners. */
export const partnerTexts = { nl, en };
