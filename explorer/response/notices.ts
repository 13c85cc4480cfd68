/** Explains in words what a response lacks: unavailable partners, errors, and data that is not offered. */
import type { Bilingual } from '../../ui/bilingual.ts';
import { faultTexts } from '../../ui/faults.ts';
import { partnerName, subgraphName } from '../../ui/partner-names.ts';

export interface Notice extends Bilingual {
  readonly tone: 'unavailable' | 'error' | 'not-offered';
  /** Path and message of the GraphQL error, shown in small type below the sentence. */
  readonly detail?: string;
  /** The code of the GraphQL error. */
  readonly code?: string;
}

const errorTexts: Readonly<Record<string, Bilingual>> = {
  UNAUTHENTICATED: {
    nl: 'Deze gegevens zijn niet openbaar. Kies bovenaan een rol die ze mag zien of log in.',
    en: 'This data is not public. Choose a role above that may see it, or sign in.',
  },
  PURPOSE_DENIED: {
    nl: 'Geen toegang: deze gegevens horen niet bij het doel van deze rol.',
    en: 'Access denied: the purpose of this role does not cover this data.',
  },
  SCOPE_DENIED: {
    nl: 'Geen toegang: deze rol mag deze gegevens niet zien.',
    en: 'Access denied: this role may not see this data.',
  },
  TOO_LARGE: {
    nl: 'De vraag is te groot. Splits de vraag in kleinere vragen.',
    en: 'The operation is too large. Split it into smaller ones.',
  },
  COST_EXCEEDED: {
    nl: 'De vraag kost meer dan u per vraag mag besteden. Vraag minder rijen of minder lijsten in elkaar.',
    en: 'The operation costs more than you may spend at once. Ask for fewer rows or fewer lists in lists.',
  },
  ACCOUNT_UNAVAILABLE: {
    nl: 'Het raadplegen van deze gegevens kan nu niet worden vastgelegd. Daarom krijgt u ze niet. Probeer het later opnieuw.',
    en: 'Access to this data cannot be logged now, so it is withheld. Try again later.',
  },
  RATE_LIMITED: {
    nl: 'U stelt te veel vragen achter elkaar. Wacht even.',
    en: 'You sent too many requests in a short time. Wait a moment.',
  },
  ID_INVALID: {
    nl: 'Dit nummer hoort bij een andere rol of is verlopen. Zoek het opnieuw op in een lijst.',
    en: 'This id belongs to another role or has expired. Look it up in a list again.',
  },
  CURSOR_INVALID: {
    nl: 'Deze cursor hoort bij een andere vraag. Begin opnieuw zonder "after".',
    en: 'This cursor belongs to another query. Start again without "after".',
  },
  ARGUMENT_INVALID: {
    nl: 'Een argument heeft een ongeldige waarde.',
    en: 'An argument has an invalid value.',
  },
  GRAPHQL_PARSE_FAILED: {
    nl: 'De vraag is geen geldige GraphQL.',
    en: 'The document is not valid GraphQL.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    nl: 'De vraag past niet bij het schema.',
    en: 'The operation does not match the schema.',
  },
  BAD_USER_INPUT: {
    nl: 'Een variabele heeft een ongeldige waarde.',
    en: 'A variable has an invalid value.',
  },
  EXPLORER_SIGN_IN_ENDED: {
    nl: 'De vraag is niet verstuurd, want u bent niet meer ingelogd. Log opnieuw in.',
    en: 'The operation was not sent, because you are no longer signed in. Sign in again.',
  },
  EXPLORER_QUERY_EMPTY: {
    nl: 'Er staat geen vraag. Kies een vraag uit de lijst of schrijf er zelf een.',
    en: 'There is no query. Choose a question from the list, or write a query yourself.',
  },
  EXPLORER_NO_CONNECTION: {
    nl: 'Er is geen verbinding met de gateway. Controleer uw netwerk en stel de vraag opnieuw.',
    en: 'There is no connection to the gateway. Check your network and send the query again.',
  },
  EXPLORER_NO_ANSWER: {
    nl: 'De gateway gaf geen leesbaar antwoord.',
    en: 'The gateway gave no readable response.',
  },
};

const otherError: Bilingual = {
  nl: 'Er ging iets mis in de gateway.',
  en: 'Something went wrong in the gateway.',
};

/** Unavailable partners first and once each, then other errors, then data that is not offered. */
export function noticesOf(response: unknown): readonly Notice[] {
  const errors = listAt(response, 'errors');
  const partial = listAt(at(response, 'extensions'), 'partial');
  const failures = [
    ...partial.filter((one) => !isNotOffered(one)),
    ...errors.map(partnerFailure).filter((one) => one !== undefined),
  ];
  const others = errors.filter((error) => partnerFailure(error) === undefined);
  return [
    ...uniqueByText(failures.map(unavailableNotice)),
    ...uniqueByText(others.map(errorNotice)),
    ...uniqueByText(partial.filter(isNotOffered).map(notOfferedNotice)),
  ];
}

/** `fault` is null when the partner does not offer this data, which is not a failure. */
function isNotOffered(entry: unknown): boolean {
  return at(entry, 'fault') === null;
}

/** The extensions of an error that reports an unavailable partner. */
function partnerFailure(error: unknown): unknown {
  const extensions = at(error, 'extensions');
  return at(extensions, 'code') === 'PARTNER_NO_ANSWER' ? extensions : undefined;
}

function nameIn(entry: unknown) {
  const partner = textAt(entry, 'partner');
  return partner ? partnerName(partner) : subgraphName(textAt(entry, 'kind'));
}

function notOfferedNotice(entry: unknown): Notice {
  const { nl, en, isPlural } = nameIn(entry);
  return {
    tone: 'not-offered',
    nl: `${nl} ${isPlural ? 'bieden' : 'biedt'} deze gegevens niet aan`,
    en: `${en} ${isPlural ? 'do' : 'does'} not offer this data`,
  };
}

function unavailableNotice(failure: unknown): Notice {
  return { tone: 'unavailable', ...unavailableText(failure) };
}

/** Which partner gave no response, and why; of an entry of `extensions.partial` or the extensions of an error. */
export function unavailableText(failure: unknown): Bilingual {
  const { nl, en, isPlural } = nameIn(failure);
  const fault = faultTexts[textAt(failure, 'fault') ?? ''];
  return {
    nl: `${nl} ${isPlural ? 'gaven' : 'gaf'} geen antwoord${fault ? ` (${fault.nl})` : ''}`,
    en: `${en} did not respond${fault ? ` (${fault.en})` : ''}`,
  };
}

/** What an error means for the user. */
export function errorText(error: unknown): Bilingual {
  const failure = partnerFailure(error);
  if (failure !== undefined) return unavailableText(failure);
  return errorTexts[textAt(at(error, 'extensions'), 'code') ?? ''] ?? otherError;
}

function errorNotice(error: unknown): Notice {
  const text = errorText(error);
  const path = at(error, 'path');
  const where = Array.isArray(path) ? `${path.join('.')}: ` : '';
  const reference = textAt(at(error, 'extensions'), 'reference');
  const message = textAt(error, 'message') ?? '';
  const detail = `${where}${message}${reference ? ` (${reference})` : ''}`;
  const code = textAt(at(error, 'extensions'), 'code');
  return {
    tone: 'error',
    ...text,
    ...(detail === '' ? {} : { detail }),
    ...(code === undefined ? {} : { code }),
  };
}

function uniqueByText(notices: readonly Notice[]): readonly Notice[] {
  return [
    ...new Map(notices.map((notice) => [`${notice.nl} ${notice.detail ?? ''}`, notice])).values(),
  ];
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function textAt(value: unknown, key: string): string | undefined {
  const found = at(value, key);
  return typeof found === 'string' ? found : undefined;
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const found = at(value, key);
  return Array.isArray(found) ? found : [];
}
