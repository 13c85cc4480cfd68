/**
 * How each province writes its register: three formats that differ as much as those of real provinces.
 * The partner list of the subgraphs describes the same formats in its own terms.
 */
import type { Cell, Grant, Pilot, Register, Subsidy, Table } from './register.ts';

/** One register as tables. */
export interface Tables {
  readonly pilots: Table;
  readonly grants: Table;
  readonly subsidies: Table;
}

const DUTCH: Readonly<Record<string, string>> = {
  PLANNED: 'voorgenomen',
  RUNNING: 'loopt',
  FINISHED: 'beëindigd',
  TECHNIEK: 'techniek',
  INSTALLATION_TECHNOLOGY: 'installatietechniek',
  CONSTRUCTION: 'bouw',
  CARE: 'zorg',
  ICT: 'ICT',
  MANUFACTURING: 'maakindustrie',
  AVIATION: 'luchtvaart',
  ENERGY_TRANSITION: 'energietransitie',
  EDUCATION: 'onderwijs',
  OTHER: 'overig',
  JOBSEEKER: 'werkzoekenden',
  EMPLOYED: 'werkenden',
  SELF_EMPLOYED: "zzp'ers",
  JOB_CHANGER: 'baanveranderaars',
  SCHOOL_LEAVER: 'schoolverlaters',
  EMPLOYER: 'werkgevers',
  VULNERABLE_YOUTH: 'kwetsbare jongeren',
  AGE_45_PLUS: '45-plussers',
  STATUS_HOLDER: 'statushouders',
  PV20: 'Groningen',
  PV22: 'Drenthe',
  PV23: 'Overijssel',
  PV25: 'Gelderland',
  AM03: 'arbeidsmarktregio Drenthe',
  GM0150: 'Deventer',
  'cleantech-regio': 'Cleantech Regio',
  'gelders-vakmanschap': 'Leve(n)lang Gelders Vakmanschap',
  'overijssels-vakmanschap': 'Overijssels Vakmanschap',
  wendbaarheid: 'Samenwerken aan Wendbaarheid',
  'scholingsalliantie-noord': 'Scholingsalliantie Noord',
  otib: 'Stichting OTIB',
  saxion: 'Hogeschool Saxion',
  aventus: 'ROC Aventus',
  'techniek-academie': 'Techniek Academie',
  'drenthe-college': 'Drenthe College',
  noorderpoort: 'Noorderpoort',
  'alfa-college': 'Alfa-college',
  'smart-makers-academy': 'Smart Makers Academy',
};

const dutch = (code: string | null) => (code === null ? null : (DUTCH[code] ?? code));
const own = (code: string | null) => code;

type Say = (code: string | null) => string | null;
type Show<Item> = (item: Item, say: Say, listed: (codes: readonly string[]) => string) => Cell;
type Columns<Item> = readonly (readonly [header: string, show: Show<Item>])[];

const daysOf = (day: string | null): Cell => (day === null ? null : { day });
const recipientOf = ({ recipient }: Grant, say: Say) =>
  typeof recipient === 'string' ? say(recipient) : recipient.person;
const leftOf = ({ budgetEuro, committedEuro }: Subsidy) =>
  Math.floor((100 * (budgetEuro - committedEuro)) / budgetEuro);
const mailOf = ({ contact }: { readonly contact: string }) =>
  `${contact.toLowerCase().replaceAll(' ', '.')}@provincie.example`;

const DUTCH_PILOTS: Columns<Pilot> = [
  ['Nummer', (one) => one.number],
  ['Naam pilot', (one) => one.name],
  ['Contactpersoon', (one) => one.contact],
  ['Programma', (one, say) => say(one.programme)],
  ['Stand van zaken', (one, say) => say(one.status)],
  ['Gebied', (one, _, listed) => listed(one.regions)],
  ['Sectoren', (one, _, listed) => listed(one.sectors)],
  ['Doelgroepen', (one, _, listed) => listed(one.targetGroups)],
  ['Start', (one) => daysOf(one.startedOn)],
  ['Einde', (one) => daysOf(one.endedOn)],
  ['Max. maanden', (one) => one.maxMonths],
  ['Streefaantal', (one) => one.target],
  ['Uitvoerders', (one, _, listed) => listed(one.providers)],
  ['Opleidingen', (one) => one.trainings.join('|')],
  ['Beschikkingen', (one) => one.grants.join('|')],
  ['E-mail', mailOf],
  ['Bijgewerkt', (one) => daysOf(one.changedOn)],
];

const DUTCH_GRANTS: Columns<Grant> = [
  ['Nummer verlening', (one) => one.number],
  ['Ontvanger', recipientOf],
  ['Onderwerp', (one) => one.name],
  ['Programma', (one, say) => say(one.programme)],
  ['Verleningsdatum', (one) => daysOf(one.decidedOn)],
  ['Verleend bedrag', (one) => one.amountEuro],
  ['Behandelaar', (one) => one.contact],
  ['Bijgewerkt', (one) => daysOf(one.changedOn)],
];

const DUTCH_SUBSIDIES: Columns<Subsidy> = [
  ['Regeling', (one) => one.number],
  ['Titel', (one) => one.name],
  ['Bedoeld voor', (one, _, listed) => listed([...one.targetGroups, ...one.situations])],
  ['Sectoren', (one, _, listed) => listed(one.sectors)],
  ['Gebied', (one, _, listed) => listed(one.regions)],
  ['Leeftijd vanaf', (one) => one.ageFrom],
  ['Leeftijd tot en met', (one) => one.ageTo],
  ['Open vanaf', (one) => daysOf(one.opensOn)],
  ['Open tot en met', (one) => daysOf(one.closesOn)],
  ['Plafond', (one) => one.budgetEuro],
  ['Verleend', (one) => one.committedEuro],
  ['Maximum per aanvraag', (one) => one.maximumEuro],
  ['Aanvragen', (one) => one.applyAt],
  ['Contactpersoon', (one) => one.contact],
  ['Bijgewerkt', (one) => daysOf(one.changedOn)],
];

const CODED_PILOTS: Columns<Pilot> = [
  ['id', (one) => one.number],
  ['titel', (one) => one.name],
  ['programma_code', (one, say) => say(one.programme)],
  ['status', (one) => ({ PLANNED: 'gepland', RUNNING: 'actief', FINISHED: 'klaar' })[one.status]],
  ['regios', (one, _, listed) => listed(one.regions)],
  ['sectoren', (one, _, listed) => listed(one.sectors)],
  ['doelgroepen', (one, _, listed) => listed(one.targetGroups)],
  ['startdatum', (one) => daysOf(one.startedOn)],
  ['einddatum', (one) => daysOf(one.endedOn)],
  ['max_maanden', (one) => one.maxMonths],
  ['doel', (one) => one.target],
  ['uitvoerders', (one, _, listed) => listed(one.providers)],
  ['opleidingen', (one) => one.trainings.join('|')],
  ['verleningen', (one) => one.grants.join('|')],
  ['contact_naam', (one) => one.contact],
  ['contact_mail', mailOf],
  ['gewijzigd', (one) => daysOf(one.changedOn)],
];

const CODED_GRANTS: Columns<Grant> = [
  ['id', (one) => one.number],
  ['ontvanger', recipientOf],
  ['onderwerp', (one) => one.name],
  ['programma_code', (one, say) => say(one.programme)],
  ['besluitdatum', (one) => daysOf(one.decidedOn)],
  ['bedrag', (one) => one.amountEuro],
  ['behandelaar', (one) => one.contact],
  ['gewijzigd', (one) => daysOf(one.changedOn)],
];

const CODED_SUBSIDIES: Columns<Subsidy> = [
  ['id', (one) => one.number],
  ['titel', (one) => one.name],
  ['doelgroepen', (one, _, listed) => listed(one.targetGroups)],
  ['situaties', (one, _, listed) => listed(one.situations)],
  ['sectoren', (one, _, listed) => listed(one.sectors)],
  ['regios', (one, _, listed) => listed(one.regions)],
  ['leeftijd_van', (one) => one.ageFrom],
  ['leeftijd_tot', (one) => one.ageTo],
  ['opent', (one) => daysOf(one.opensOn)],
  ['sluit', (one) => daysOf(one.closesOn)],
  ['resterend_procent', leftOf],
  ['maximum', (one) => one.maximumEuro],
  ['aanvraag_url', (one) => one.applyAt],
  ['contact_naam', (one) => one.contact],
  ['gewijzigd', (one) => daysOf(one.changedOn)],
];

/** With Dutch words, and names of regions, programmes and organisations. */
export function inDutchWords({ pilots, grants, subsidies }: Register): Tables {
  return {
    pilots: tableOf(DUTCH_PILOTS, pilots, dutch),
    grants: tableOf(DUTCH_GRANTS, grants, dutch),
    subsidies: tableOf(DUTCH_SUBSIDIES, subsidies, dutch),
  };
}

/** With agreed codes, and a separate column for the remaining budget. */
export function inCodes({ pilots, grants, subsidies }: Register): Tables {
  return {
    pilots: tableOf(CODED_PILOTS, pilots, own),
    grants: tableOf(CODED_GRANTS, grants, own),
    subsidies: tableOf(CODED_SUBSIDIES, subsidies, own),
  };
}

function tableOf<Item>(columns: Columns<Item>, items: readonly Item[], say: Say): Table {
  const listed = (codes: readonly string[]) => codes.map((code) => say(code)).join('|');
  return {
    headers: columns.map(([header]) => header),
    rows: items.map((item) => columns.map(([, show]) => show(item, say, listed))),
  };
}
