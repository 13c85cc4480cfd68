import type { Demand } from './demands.ts';
import type { AccessRequirement } from './access-requirements.ts';

/** What the access rules read of a purpose. */
export interface GrantedPurpose extends BilingualText {
  readonly uri: string;
  /** The protected fields that it needs, by type; all that its policies open without it. */
  readonly fields?: Readonly<Record<string, readonly string[]>> | undefined;
  /** What must be registered before it opens anything. */
  readonly missing?: readonly BilingualText[];
}

interface BilingualText {
  readonly nl: string;
  readonly en: string;
}

/** What a client may use. `null` means a request without a token. */
export interface Grants {
  readonly scopes: readonly string[];
  /** Policies that the purpose of this request satisfies. */
  readonly policies: readonly string[];
  /** The purpose of the request; absent when none was chosen. */
  readonly purpose?: GrantedPurpose | undefined;
  /** URIs of the purposes in the token, listed in the error message when none was chosen. */
  readonly choices?: readonly string[] | undefined;
}

export interface AccessDenial {
  readonly code: 'UNAUTHENTICATED' | 'SCOPE_DENIED' | 'PURPOSE_DENIED';
  readonly message: string;
  readonly coordinate: string;
  readonly path: readonly string[];
}

/**
 * The fields that these grants do not cover, without fields below a field that is denied itself.
 * Empty means that the whole operation is allowed.
 */
export function firstDenials(
  requirements: readonly AccessRequirement[],
  grants: Grants | null,
): readonly AccessDenial[] {
  const denials: AccessDenial[] = [];
  for (const requirement of requirements) {
    const denial = denialOf(requirement, grants);
    if (denial === null) continue;
    if (denials.some(({ path }) => isBelow(requirement.path, path))) continue;
    denials.push({ ...denial, coordinate: requirement.coordinate, path: requirement.path });
  }
  return denials;
}

function isMet(demand: Demand, grants: Grants | null): boolean {
  if (grants === null) return false;
  if (demand.kind === 'authenticated') return true;
  return hasAnyOf(demand.anyOf, demand.kind === 'policy' ? grants.policies : grants.scopes);
}

/** Fails closed: an empty list of alternatives is never met, and neither is an empty alternative. */
function hasAnyOf(anyOf: readonly (readonly string[])[], held: readonly string[]): boolean {
  return anyOf.some((all) => all.length > 0 && all.every((one) => held.includes(one)));
}

function isBelow(path: readonly string[], ancestor: readonly string[]): boolean {
  return path.length > ancestor.length && ancestor.every((key, index) => path[index] === key);
}

function denialOf(
  { coordinate, demands }: AccessRequirement,
  grants: Grants | null,
): Pick<AccessDenial, 'code' | 'message'> | null {
  const demand = demands.find((one) => !isMet(one, grants));
  if (demand === undefined) {
    const purpose = demands.length === 0 ? undefined : grants?.purpose;
    return purpose === undefined || isNeeded(coordinate, purpose)
      ? null
      : { code: 'PURPOSE_DENIED', message: notNeeded(coordinate, purpose) };
  }
  if (grants === null || demand.kind === 'authenticated') {
    return { code: 'UNAUTHENTICATED', message: unauthenticated(coordinate) };
  }
  const rule = demand.anyOf.map((all) => all.join(' + ')).join(' | ');
  return demand.kind === 'policy'
    ? { code: 'PURPOSE_DENIED', message: purposeDenied(coordinate, rule, grants) }
    : { code: 'SCOPE_DENIED', message: scopeDenied(coordinate, rule, grants) };
}

/** Lists and edges hold nothing of their own: what they lead to has a decision of its own. */
const AROUND = /(Connection|Edge)$/;

/** Whether a purpose needs a protected field, for a purpose that says which ones. */
function isNeeded(coordinate: string, { fields }: GrantedPurpose): boolean {
  const [type = '', field = ''] = coordinate.split('.');
  if (fields === undefined || AROUND.test(type)) return true;
  const needed = Object.hasOwn(fields, type) ? fields[type] : undefined;
  return needed !== undefined && (field === '__typename' || needed.includes(field));
}

// The extensions hold only a code, so the message is in both languages.

const unauthenticated = (field: string): string =>
  `Field "${field}" needs a token: sign in first` +
  ` / Veld "${field}" vraagt een token: log eerst in`;

const scopeDenied = (field: string, rule: string, grants: Grants): string =>
  `Field "${field}" needs scope "${rule}", which this token does not have${withPurpose(grants, 'en')}` +
  ` / Veld "${field}" vraagt scope "${rule}", en dit token heeft die niet${withPurpose(grants, 'nl')}`;

function purposeDenied(field: string, rule: string, { purpose, choices = [] }: Grants): string {
  const en = `Field "${field}" needs a purpose that satisfies "${rule}", and`;
  const nl = `Veld "${field}" vraagt een doel dat voldoet aan "${rule}", en`;
  if (purpose?.missing !== undefined) {
    const missing = (language: 'nl' | 'en') =>
      purpose.missing?.map((one) => one[language]).join(', ');
    return (
      `${en} purpose "${purpose.en}" is not registered yet; missing: ${missing('en')}` +
      ` / ${nl} doel "${purpose.nl}" is nog niet geregistreerd; er ontbreekt: ${missing('nl')}`
    );
  }
  if (purpose !== undefined) {
    return `${en} purpose "${purpose.en}" does not / ${nl} doel "${purpose.nl}" doet dat niet`;
  }
  const list = choices.map((uri) => `"${uri}"`).join(', ');
  const these = list === '' ? '' : `: ${list}`;
  return (
    `${en} this request has no purpose: name one of the token's purposes in "x-llo-purpose"${these}` +
    ` / ${nl} dit verzoek heeft geen doel: noem een doel van het token in "x-llo-purpose"${these}`
  );
}

const notNeeded = (field: string, purpose: GrantedPurpose): string =>
  `Field "${field}" is none of the fields that purpose "${purpose.en}" needs` +
  ` / Veld "${field}" hoort niet bij de velden die nodig zijn voor doel "${purpose.nl}"`;

function withPurpose(grants: Grants, language: 'nl' | 'en'): string {
  if (grants.purpose === undefined) return '';
  return language === 'en'
    ? ` for purpose "${grants.purpose.en}"`
    : ` voor doel "${grants.purpose.nl}"`;
}
