/**
 * The roles of the demo's issuer, with the claims of their tokens. The name of a role grants nothing:
 * the gateway reads scopes and purposes.
 */

export interface BilingualText {
  readonly nl: string;
  readonly en: string;
}

export interface DemoRole {
  readonly id: string;
  readonly name: BilingualText;
  readonly description: BilingualText;
  readonly consumerOin: string;
  readonly scopes: readonly string[];
  readonly purposes: readonly string[];
  /** Whether the token is for one invented person, who can see only their own records. */
  readonly isCitizen: boolean;
}

const PURPOSE = 'urn:llo:purpose:';

export const DEMO_ROLES: readonly DemoRole[] = [
  {
    id: 'dashboard',
    name: { nl: 'Dashboard van de regio', en: 'Regional dashboard' },
    description: {
      nl: 'Openbare gegevens en openbare statistiek, met een eigen limiet op het aantal vragen',
      en: 'Public data and public statistics, with a rate limit of its own',
    },
    consumerOin: '00000099000000003000',
    scopes: [],
    purposes: [],
    isCitizen: false,
  },
  {
    id: 'analyst',
    name: { nl: 'Onderzoeker', en: 'Analyst' },
    description: {
      nl: 'Openbare gegevens en statistiek, met de evaluatietabellen; geen dossiers',
      en: 'Public data and statistics, evaluation tables included; no case records',
    },
    consumerOin: '00000099000000002000',
    scopes: ['llo:aggregate'],
    purposes: [`${PURPOSE}programme-evaluation`],
    isCitizen: false,
  },
  {
    id: 'developer',
    name: { nl: 'Ontwikkelaar van een partner', en: 'Developer at a partner' },
    description: {
      nl: 'Alle verzonnen dossiers van de demo; in productie is deze rol niet toegestaan',
      en: 'Every invented case record of the demo; not allowed in production',
    },
    consumerOin: '00000099000000004000',
    scopes: ['llo:case'],
    purposes: [`${PURPOSE}development`],
    isCitizen: false,
  },
  {
    id: 'coach',
    name: { nl: 'Arbeidsmarktcoach', en: 'Labour market coach' },
    description: {
      nl: 'De eigen caseload met mensen, vouchers en deelnames, of profielen van werkzoekenden; kiest een doel',
      en: 'The own caseload with its people, vouchers and enrolments, or profiles of job seekers; picks a purpose',
    },
    consumerOin: '00000099000000001000',
    scopes: ['llo:case'],
    purposes: [`${PURPOSE}case-guidance`, `${PURPOSE}matching`],
    isCitizen: false,
  },
  {
    id: 'fund-desk',
    name: { nl: 'Voucherbalie van een fonds', en: 'Voucher desk of a fund' },
    description: {
      nl: 'Eén voucher van het eigen fonds, op het nummer dat de houder geeft, met de stand van de opleiding',
      en: 'One voucher of the own fund, by the number that its bearer gives, with the state of the training',
    },
    consumerOin: '00000099000000011000',
    scopes: ['llo:case'],
    purposes: [`${PURPOSE}voucher-support`],
    isCitizen: false,
  },
  {
    id: 'citizen',
    name: { nl: 'Burger', en: 'Citizen' },
    description: {
      nl: 'De eigen gegevens van één verzonnen persoon (inzage), en niets van een ander',
      en: 'The records of one invented person about themselves, and nothing of anyone else',
    },
    consumerOin: '00000099000000005000',
    scopes: ['llo:case'],
    purposes: [`${PURPOSE}inzage`],
    isCitizen: true,
  },
];

/** The role with this name; throws an error that lists the roles. */
export function parseRole(id: string): DemoRole {
  const role = DEMO_ROLES.find((candidate) => candidate.id === id);
  if (role) return role;
  const known = DEMO_ROLES.map((candidate) => candidate.id).join(', ');
  throw new Error(`Cannot find role "${id}": the roles of the demo are ${known}`);
}
