/** Every way in which a sign-in can end without one, and what the page says of it. */

interface Sentence {
  readonly nl: string;
  readonly en: string;
}

export type SignInFailure =
  | 'blocked'
  | 'cancelled'
  | 'closed'
  | 'late'
  | 'unreachable'
  | 'unsuitable'
  | 'refused'
  | 'foreign-answer'
  | 'foreign-issuer'
  | 'no-token'
  | 'unproven'
  | 'ended';

export const signInSentences: Readonly<Record<SignInFailure, Sentence>> = {
  blocked: {
    nl: 'De browser hield het inlogvenster tegen: sta pop-ups van deze pagina toe en log opnieuw in.',
    en: 'The browser blocked the sign-in window: allow pop-ups of this page and sign in again.',
  },
  cancelled: {
    nl: 'Niet ingelogd: het inloggen is afgebroken.',
    en: 'Not signed in: the sign-in was cancelled.',
  },
  closed: {
    nl: 'Niet ingelogd: het inlogvenster is dicht.',
    en: 'Not signed in: the sign-in window is closed.',
  },
  late: {
    nl: 'Niet ingelogd: het duurde te lang. Log opnieuw in.',
    en: 'Not signed in: it took too long. Sign in again.',
  },
  unreachable: {
    nl: 'Niet ingelogd: de uitgever antwoordt niet. Probeer het later.',
    en: 'Not signed in: the issuer does not answer. Try again later.',
  },
  unsuitable: {
    nl: 'Niet ingelogd: deze pagina en de uitgever passen niet bij elkaar. Meld dit aan de beheerder.',
    en: 'Not signed in: this page and the issuer do not go together. Tell whoever runs this page.',
  },
  refused: {
    nl: 'Niet ingelogd: de uitgever weigerde. Log opnieuw in, of meld dit aan de beheerder.',
    en: 'Not signed in: the issuer refused. Sign in again, or tell whoever runs this page.',
  },
  'foreign-answer': {
    nl: 'Niet ingelogd: het antwoord hoorde niet bij deze aanmelding. Log opnieuw in.',
    en: 'Not signed in: the answer was not for this sign-in. Sign in again.',
  },
  'foreign-issuer': {
    nl: 'Niet ingelogd: het antwoord kwam van een andere uitgever. Meld dit aan de beheerder.',
    en: 'Not signed in: the answer came from another issuer. Tell whoever runs this page.',
  },
  'no-token': {
    nl: 'Niet ingelogd: de uitgever gaf geen token. Log opnieuw in.',
    en: 'Not signed in: the issuer gave no token. Sign in again.',
  },
  unproven: {
    nl: 'Niet ingelogd: wat de uitgever over u zegt klopt niet. Meld dit aan de beheerder.',
    en: 'Not signed in: what the issuer says of you does not hold. Tell whoever runs this page.',
  },
  ended: {
    nl: 'Uw aanmelding is afgelopen: log opnieuw in.',
    en: 'Your sign-in has ended: sign in again.',
  },
};

/** Carries no text of the issuer: what it says may be anything, and may name a person. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
  readonly failure: SignInFailure;
  constructor(failure: SignInFailure, options?: ErrorOptions) {
    super(signInSentences[failure].en, options);
    this.failure = failure;
  }
}

/** What was not foreseen (a page over plain http, say, has no `crypto.subtle`) is for the operator. */
export function failureOf(error: unknown): SignInFailure {
  return error instanceof SignInRefused ? error.failure : 'unsuitable';
}
