/** Says in plain words what an answer lacks: which partner was silent, what was refused, and what a partner does not offer. */
import { kindName, partnerAsName } from './partner-names.ts';

export interface Notice {
  readonly tone: 'silent' | 'refused' | 'not-offered';
  readonly nl: string;
  readonly en: string;
  /** What the gateway itself said, and where; shown small beneath the sentence. */
  readonly detail?: string;
}

interface Reason {
  readonly nl: string;
  readonly en: string;
}

const faults: Readonly<Record<string, Reason>> = {
  late: { nl: 'te laat', en: 'too late' },
  unreachable: { nl: 'onbereikbaar', en: 'unreachable' },
  refused: { nl: 'weigerde de vraag', en: 'refused the question' },
  garbled: { nl: 'onleesbaar antwoord', en: 'unreadable answer' },
  paused: { nl: 'even niet gevraagd na herhaald zwijgen', en: 'paused after repeated silence' },
};

const codes: Readonly<Record<string, Reason>> = {
  UNAUTHENTICATED: {
    nl: 'Niet openbaar: kies bovenaan wie dit mag zien, of log in.',
    en: 'Not public: choose above who may see this, or sign in.',
  },
  PURPOSE_DENIED: {
    nl: 'Geweigerd: het doel van deze rol dekt dit gegeven niet.',
    en: 'Refused: the purpose of this role does not cover this.',
  },
  SCOPE_DENIED: {
    nl: 'Geweigerd: deze rol mag dit gegeven niet zien.',
    en: 'Refused: this role may not see this.',
  },
  TOO_LARGE: {
    nl: 'De vraag is te groot: splits haar.',
    en: 'The question is too large: split it.',
  },
  ACCOUNT_UNAVAILABLE: {
    nl: 'Dit kan nu niet worden verantwoord en blijft daarom onbeantwoord: probeer het later.',
    en: 'This cannot be accounted for now, so it is withheld: try again later.',
  },
  RATE_LIMITED: {
    nl: 'Te veel vragen achter elkaar: wacht even.',
    en: 'Too many questions in a short time: wait a moment.',
  },
  ID_INVALID: {
    nl: 'Dit nummer hoort niet bij deze rol of dit kwartaal: begin opnieuw bij een lijst.',
    en: 'This id does not belong to this role or quarter: start from a list again.',
  },
  CURSOR_INVALID: {
    nl: 'Deze bladwijzer hoort bij een andere vraag: begin zonder "after".',
    en: 'This cursor belongs to another question: start without "after".',
  },
  ARGUMENT_INVALID: {
    nl: 'Een argument heeft een waarde die niet kan.',
    en: 'An argument has a value that cannot be used.',
  },
  GRAPHQL_PARSE_FAILED: {
    nl: 'De vraag is geen geldige GraphQL.',
    en: 'The question is not valid GraphQL.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    nl: 'De vraag past niet bij het schema.',
    en: 'The question does not fit the schema.',
  },
  BAD_USER_INPUT: {
    nl: 'Een variabele past niet bij haar type.',
    en: 'A variable does not fit its type.',
  },
  EXPLORER_SIGN_IN_ENDED: {
    nl: 'Niet gevraagd: uw aanmelding is afgelopen. Log opnieuw in.',
    en: 'Not asked: your sign-in has ended. Sign in again.',
  },
  EXPLORER_NO_ANSWER: {
    nl: 'De gateway gaf geen leesbaar antwoord.',
    en: 'The gateway gave no readable answer.',
  },
};

const unexpected: Reason = {
  nl: 'Er ging iets mis bij ons.',
  en: 'Something went wrong on our side.',
};

/** Silent partners first and once each, then what was refused or wrong, then what is not offered. */
export function noticesOf(answer: unknown): readonly Notice[] {
  const errors = listAt(answer, 'errors');
  const partial = listAt(at(answer, 'extensions'), 'partial');
  const silent = [
    ...partial.filter((one) => !isNotOffered(one)),
    ...errors.map(asFailure).filter(isPresent),
  ];
  const others = errors.filter((error) => asFailure(error) === undefined);
  return [
    ...uniqueByText(silent.map(silenceNotice)),
    ...uniqueByText(others.map(refusalNotice)),
    ...uniqueByText(partial.filter(isNotOffered).map(notOfferedNotice)),
  ];
}

/** A partner that has no such data is listed without a fault: nothing went wrong. */
function isNotOffered(one: unknown): boolean {
  return at(one, 'fault') === null;
}

function notOfferedNotice(one: unknown): Notice {
  const partner = textAt(one, 'partner');
  const who = partner ? partnerAsName(partner) : kindName(textAt(one, 'kind'));
  const verb = who.verb === 'gaven' ? 'bieden' : 'biedt';
  return {
    tone: 'not-offered',
    nl: `${who.nl} ${verb} dit niet aan`,
    en: `${who.en} ${verb === 'bieden' ? 'do' : 'does'} not offer this`,
  };
}

function asFailure(error: unknown): unknown {
  const extensions = at(error, 'extensions');
  return at(extensions, 'code') === 'PARTNER_NO_ANSWER' ? extensions : undefined;
}

function silenceNotice(silence: unknown): Notice {
  const partner = textAt(silence, 'partner');
  const kind = textAt(silence, 'kind');
  const fault = faults[textAt(silence, 'fault') ?? ''];
  const who = partner ? partnerAsName(partner) : kindName(kind);
  return {
    tone: 'silent',
    nl: `${who.nl} ${who.verb} geen antwoord${fault ? ` (${fault.nl})` : ''}`,
    en: `${who.en} gave no answer${fault ? ` (${fault.en})` : ''}`,
  };
}

function refusalNotice(error: unknown): Notice {
  const reason = codes[textAt(at(error, 'extensions'), 'code') ?? ''] ?? unexpected;
  const path = at(error, 'path');
  const where = Array.isArray(path) ? `${path.join('.')}: ` : '';
  const reference = textAt(at(error, 'extensions'), 'reference');
  const message = textAt(error, 'message') ?? '';
  const detail = `${where}${message}${reference ? ` (${reference})` : ''}`;
  return { tone: 'refused', ...reason, ...(detail === '' ? {} : { detail }) };
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

function isPresent(value: unknown): boolean {
  return value !== undefined;
}
