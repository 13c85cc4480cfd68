import type { Bilingual } from '../../ui/bilingual.ts';

export type SignInFailure =
  | 'blocked'
  | 'cancelled'
  | 'closed'
  | 'timeout'
  | 'unreachable'
  | 'unsupported'
  | 'denied'
  | 'state-mismatch'
  | 'issuer-mismatch'
  | 'no-token'
  | 'invalid-id-token'
  | 'expired';

/** What the page says for each reason why the user is not signed in. */
export const signInErrorTexts: Readonly<Record<SignInFailure, Bilingual>> = {
  blocked: {
    nl: 'De browser hield het inlogvenster tegen. Sta pop-ups van deze pagina toe en log opnieuw in.',
    en: 'The browser blocked the sign-in window. Allow pop-ups from this page and sign in again.',
  },
  cancelled: {
    nl: 'U bent niet ingelogd: het inloggen is geannuleerd.',
    en: 'You are not signed in: the sign-in was cancelled.',
  },
  closed: {
    nl: 'U bent niet ingelogd: het inlogvenster is gesloten.',
    en: 'You are not signed in: the sign-in window was closed.',
  },
  timeout: {
    nl: 'U bent niet ingelogd: het inloggen duurde te lang. Log opnieuw in.',
    en: 'You are not signed in: the sign-in took too long. Sign in again.',
  },
  unreachable: {
    nl: 'U bent niet ingelogd: de inlogdienst geeft geen antwoord. Probeer het later opnieuw.',
    en: 'You are not signed in: the sign-in service does not respond. Try again later.',
  },
  unsupported: {
    nl: 'U bent niet ingelogd: deze pagina kan niet samenwerken met de inlogdienst. Meld dit aan de beheerder.',
    en: 'You are not signed in: this page cannot work with the sign-in service. Report this to the administrator.',
  },
  denied: {
    nl: 'U bent niet ingelogd: de inlogdienst wees het verzoek af. Log opnieuw in of meld dit aan de beheerder.',
    en: 'You are not signed in: the sign-in service denied the request. Sign in again or report this to the administrator.',
  },
  'state-mismatch': {
    nl: 'U bent niet ingelogd: het antwoord van de inlogdienst hoorde bij een andere inlogpoging. Log opnieuw in.',
    en: 'You are not signed in: the response belongs to another sign-in. Sign in again.',
  },
  'issuer-mismatch': {
    nl: 'U bent niet ingelogd: het antwoord kwam van een andere inlogdienst. Meld dit aan de beheerder.',
    en: 'You are not signed in: the response came from another sign-in service. Report this to the administrator.',
  },
  'no-token': {
    nl: 'U bent niet ingelogd: de inlogdienst gaf geen toegang. Log opnieuw in.',
    en: 'You are not signed in: the sign-in service gave no token. Sign in again.',
  },
  'invalid-id-token': {
    nl: 'U bent niet ingelogd: de inlogdienst gaf een ongeldig bewijs van wie u bent. Meld dit aan de beheerder.',
    en: 'You are not signed in: the sign-in service sent an invalid proof of identity. Report this to the administrator.',
  },
  expired: {
    nl: 'U bent niet meer ingelogd: uw toegang is verlopen. Log opnieuw in.',
    en: 'You are no longer signed in: your access has expired. Sign in again.',
  },
};

/** Has no text from the issuer, because that text may contain personal data. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  readonly failure: SignInFailure;
  constructor(failure: SignInFailure, options?: ErrorOptions) {
    super(signInErrorTexts[failure].en, options);
    this.failure = failure;
  }
}

/** `unsupported` for an unexpected error, such as the absence of `crypto.subtle` over plain HTTP. */
export function failureOf(error: unknown): SignInFailure {
  return error instanceof SignInError ? error.failure : 'unsupported';
}
