import type { Bilingual } from './bilingual.ts';

/** Why a partner gave no usable response, by the fault code in the gateway's response. */
export const faultTexts: Readonly<Record<string, Bilingual>> = {
  late: { nl: 'te laat', en: 'too late' },
  unreachable: { nl: 'niet bereikbaar', en: 'unreachable' },
  refused: { nl: 'weigerde het verzoek', en: 'rejected the request' },
  garbled: { nl: 'onleesbaar antwoord', en: 'unreadable response' },
  paused: {
    nl: 'tijdelijk overgeslagen na herhaalde storing',
    en: 'skipped after repeated failures',
  },
};
