import type { Bilingual } from '../../ui/bilingual.ts';
import type { Language } from '../../ui/language.ts';

const purposeNames: Readonly<Record<string, Bilingual>> = {
  'urn:llo:purpose:case-guidance': { nl: 'Begeleiding', en: 'Guidance' },
  'urn:llo:purpose:matching': { nl: 'Bemiddeling', en: 'Matching' },
  'urn:llo:purpose:voucher-support': { nl: 'Hulp bij een voucher', en: 'Help with a voucher' },
  'urn:llo:purpose:programme-evaluation': { nl: 'Evaluatie', en: 'Evaluation' },
  'urn:llo:purpose:inzage': { nl: 'Inzage', en: 'Access to own data' },
  'urn:llo:purpose:development': { nl: 'Ontwikkeling', en: 'Development' },
};

/** The name of a purpose on the page; the last part of its URN when it has none. */
export function purposeName(purpose: string, language: Language): string {
  return purposeNames[purpose]?.[language] ?? purpose.replace(/^.*:/, '');
}
